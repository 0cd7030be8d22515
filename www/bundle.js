/**
 * The `open` of a bundle that lies anywhere, by what its manifest tells: for scripts that
 * `findling build` did not write.
 */
import { opener } from './engine.js';
import { fetchModule, request } from './module-fetch.js';
import { learnFrom } from './strings.js';

/** @import { Open } from './findling' */
/** @import { ModuleAddress } from './engine' */

/** Scripts and modules of one version fit together; the build puts it here. */
const VERSION = '__FINDLING_VERSION__';

/**
 * @param {string} [folder] address of the bundle, relative to the page
 * @returns {Open}
 */
export function bundle(folder = '/findling/') {
  // On a server nothing is shown.
  if (globalThis.document) learnFrom(new URL('findling.', baseOf(folder)).href);
  /** @type {Promise<Open> | undefined} */
  let found;
  const find = () => (found ??= place(folder).then((own) => opener(fetchModule, own)));
  /** @param {Parameters<Open>[0]} [options] */
  const start = async (options) => {
    try {
      return await (await find())(options);
    } catch (cause) {
      // What failed may be tried again, with what the folder holds by then.
      if (!options?.url) found = undefined;
      throw cause;
    }
  };
  /** @type {Open} */
  const open = Object.assign(start, {
    expect: (/** @type {string} */ text) => void find().then((it) => it.expect(text), () => (found = undefined)),
  });
  return open;
}

/** @param {string} folder */
function baseOf(folder) {
  return new URL(folder.replace(/\/?$/, '/'), globalThis.document?.baseURI);
}

/**
 * @param {string} folder
 * @returns {Promise<ModuleAddress>}
 */
async function place(folder) {
  const base = baseOf(folder);
  const address = new URL('findling.json', base).href;
  const [bytes] = await request(address, 'no-cache');
  const { findling, module, integrity, directory } = await new Response(bytes).json().catch(() => ({}));
  if (!module) throw new Error(`Findling found no bundle in ${base}: expected the list of its files in ${address}. Write one with \`findling build\`.`);
  if (findling !== VERSION) {
    throw new Error(`Findling ${VERSION} of this page cannot open the bundle in ${base}, which findling ${findling} wrote; use one version of both.`);
  }
  return { address: new URL(module, base).href, integrity, directory };
}

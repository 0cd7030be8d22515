/**
 * The module out of the script itself, for pages opened from a disk: there,
 * browsers refuse modules and `fetch`, but run classic scripts.
 */
import { gunzip } from './gunzip.js';

/** @type {Promise<WebAssembly.Module> | undefined} */
let unpacked;

/**
 * Unpacks the module once; what failed may be tried again.
 *
 * @returns {Promise<WebAssembly.Module>}
 */
export function unpackModule() {
  unpacked ??= unpack().catch((cause) => {
    unpacked = undefined;
    throw cause;
  });
  return unpacked;
}

/**
 * `findling build` writes the gzipped module as base64 in front of the script.
 *
 * @returns {Promise<WebAssembly.Module>}
 */
async function unpack() {
  const page = /** @type {{ __findlingModule?: string }} */ (globalThis);
  if (!page.__findlingModule) {
    throw new Error(
      'Findling found no module in findling.offline.js: this is the bare script. ' +
        'Use the file that `findling build` wrote.',
    );
  }
  const bytes = await gunzip(fromBase64(page.__findlingModule));
  // Never the synchronous constructor: browsers refuse it for large modules.
  const module = await WebAssembly.compile(bytes);
  delete page.__findlingModule; // megabytes that nobody needs any more
  return module;
}

/**
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
function fromBase64(text) {
  const native = /** @type {{ fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }} */ (
    /** @type {unknown} */ (Uint8Array)
  );
  return native.fromBase64?.(text) ?? Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

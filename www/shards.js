/**
 * The shards of a large index: fetched when a query needs them, each once. What could not
 * be fetched is asked for anew by the next query that needs it.
 */
import { gunzip } from './gunzip.js';
import { request } from './module-fetch.js';

/** @import { Engine as Glue } from 'findling-glue' */

/** Milliseconds to wait before another attempt. */
const WAITS = [300, 1500];

/** Shards that are fetched at once where nobody waits for them. */
const AT_ONCE = 6;

/** Words whose shards are fetched before the engine is there. */
const EXPECTED = 4;

/** @type {Map<string, Promise<Uint8Array>>} files on their way, by their addresses */
const coming = new Map();

/** This host sends files as they are, though they are there compressed as well. */
let isPlain = false;

/**
 * @param {string} address
 * @param {boolean} hasPacked whether there is the same with `.gz`
 * @returns {Promise<Uint8Array>}
 */
async function fetchShard(address, hasPacked) {
  const unpacks = isPlain && hasPacked && 'DecompressionStream' in globalThis;
  const response = await request(unpacks ? `${address}.gz` : address);
  const isPacked = response.headers.has('content-encoding');
  isPlain ||= !isPacked;
  // Some hosts say of a .gz how it is packed, and then the browser has unpacked it.
  const bytes = unpacks && !isPacked && response.body ? gunzip(response.body) : response.arrayBuffer();
  return new Uint8Array(await bytes);
}

/**
 * @param {string} address
 * @param {boolean} hasPacked
 */
function get(address, hasPacked) {
  let bytes = coming.get(address);
  if (!bytes) {
    bytes = patiently(() => fetchShard(address, hasPacked));
    coming.set(address, bytes);
    bytes.catch(() => coming.delete(address));
  }
  return bytes;
}

/**
 * @param {string} address of a module; its shards lie in a folder of the same name
 * @param {number} shard
 */
function addressOf(address, shard) {
  return `${address.replace(/\.wasm(?=[?#]|$).*/, '')}/${shard}.bin`;
}

/**
 * Fetches the shards that a query is likely to need while the engine, which knows better, is
 * still on its way. The longest words tell most.
 *
 * @param {string} text
 * @param {string} address of the module
 * @param {string} directory the first keys of the shards of words, `|`, and those of compounds,
 *   `|gz` where there are compressed shards too
 */
export function expect(text, address, directory) {
  if (!directory) return;
  const [words, compounds, packed] = directory.split('|').map((keys) => keys.split(' '));
  const letters = text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replace(/ß/g, 'ss');
  const keys = (letters.match(/[\p{L}\p{N}]{4,}/gu) ?? []).sort((a, b) => b.length - a.length);
  const place = (/** @type {string[]} */ firsts, /** @type {string} */ key) =>
    firsts.filter((first) => first <= key).length - 1;
  for (const key of keys.slice(0, EXPECTED)) {
    const shards = [place(words, key), words.length + place(compounds, key)];
    for (const shard of shards) void get(addressOf(address, shard), Boolean(packed));
  }
}

/**
 * @param {Glue} glue
 * @param {string} address of the module
 * @param {string} directory see {@link expect}
 */
export function shardsOf(glue, address, directory) {
  const hasPacked = directory.endsWith('|gz');

  /**
   * Fetches shards and gives them to the engine.
   *
   * @param {Iterable<number>} wanted
   * @returns {Promise<Error | undefined>} why one did not come
   */
  const load = async (wanted) => {
    const shards = [...wanted];
    const addresses = shards.map((shard) => addressOf(address, shard));
    const answers = await Promise.allSettled(addresses.map((it) => get(it, hasPacked)));
    for (const shard of addresses) coming.delete(shard);
    const come = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    if (come.length > 0) glue.add(joined(come), Uint32Array.from(come, (bytes) => bytes.length));
    return answers.find((answer) => answer.status === 'rejected')?.reason;
  };

  /**
   * Fetches all shards, so that searching needs no network any more.
   *
   * @param {(done: number, all: number) => void} progress
   */
  const loadAll = async (progress) => {
    const missing = [...glue.missing()];
    for (let done = 0; done < missing.length; done += AT_ONCE) {
      progress(done, missing.length);
      const group = missing.slice(done, done + AT_ONCE);
      const failure = await load(group);
      if (failure) throw failure;
    }
    progress(missing.length, missing.length);
  };

  return { load, loadAll };
}

/**
 * @template T
 * @param {() => Promise<T>} attempt
 * @returns {Promise<T>}
 */
async function patiently(attempt) {
  for (const wait of WAITS) {
    try {
      return await attempt();
    } catch {
      await new Promise((done) => setTimeout(done, wait));
    }
  }
  return attempt();
}

/**
 * @param {Uint8Array[]} parts
 * @returns {Uint8Array}
 */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

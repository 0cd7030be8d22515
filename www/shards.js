/**
 * The shards of a large index: fetched when a query needs them, each once. What could not
 * be fetched is asked for anew by the next query that needs it.
 */
import { gunzip } from './gunzip.js';
import { DAMAGED, distrust, request } from './module-fetch.js';

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

/** It does not give the compressed ones. */
let refusesPacked = false;

/**
 * @param {string} address
 * @param {boolean} packed whether to ask for the same with `.gz`
 * @returns {Promise<Uint8Array>}
 */
async function fetchShard(address, packed) {
  const from = packed ? `${address}.gz` : address;
  const [bytes, headers] = await request(from);
  const isPacked = headers.has('content-encoding');
  isPlain ||= !isPacked;
  try {
    // Some hosts say of a .gz how it is packed, and then the browser has unpacked it.
    return new Uint8Array(packed && !isPacked ? await gunzip(bytes) : bytes);
  } catch (cause) {
    throw distrust(from, DAMAGED, cause);
  }
}

/**
 * @param {string} address
 * @param {boolean} hasPacked
 */
function get(address, hasPacked) {
  let bytes = coming.get(address);
  if (!bytes) {
    const unpacks = hasPacked && 'DecompressionStream' in globalThis;
    bytes = patiently(async (attempt) => {
      // What does not come in one form may be there, or stored, in the other.
      const packed = unpacks && (isPlain && !refusesPacked) === (attempt % 2 === 0);
      const fetched = await fetchShard(address, packed);
      refusesPacked ||= attempt > 0 && isPlain && !packed;
      return fetched;
    });
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
 * @param {string} [directory] `gz` where there are compressed shards too; behind `|` the first keys of the
 *   shards of words, and of those of compounds if there are any
 */
export function expect(text, address, directory = '') {
  const [packed, ...kinds] = directory.split('|');
  const letters = text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replace(/ß/g, 'ss');
  const keys = (letters.match(/[\p{L}\p{N}]{4,}/gu) ?? []).sort((a, b) => b.length - a.length);
  let before = 0;
  for (const firsts of kinds.map((kind) => kind.split(' '))) {
    for (const key of keys.slice(0, EXPECTED)) {
      const at = firsts.filter((first) => first <= key).length - 1;
      void get(addressOf(address, before + at), Boolean(packed));
    }
    before += firsts.length;
  }
}

/**
 * @param {Glue} glue
 * @param {string} address of the module
 * @param {string} [directory] see {@link expect}
 */
export function shardsOf(glue, address, directory = '') {
  const hasPacked = directory.startsWith('gz');
  // The last one is missing at first, whatever else is there twice.
  const all = Array.from({ length: Math.max(-1, ...glue.missing()) + 1 }, (_, shard) => shard);

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
    for (const it of addresses) coming.delete(it);
    const failures = answers.map((answer, at) =>
      answer.status === 'rejected' ? answer.reason : add(addresses[at], answer.value),
    );
    return failures.find(Boolean);
  };

  /**
   * @param {string} from
   * @param {Uint8Array} bytes
   * @returns {Error | undefined}
   */
  const add = (from, bytes) => {
    try {
      glue.add(bytes);
    } catch (cause) {
      distrust(`${from}.gz`, DAMAGED); // in whichever form it came
      return distrust(from, DAMAGED, cause);
    }
  };

  /**
   * Fetches all shards, so that searching needs no network any more. A service worker keeps
   * what it sees on its way, so under one even those go by that are not needed here.
   *
   * @param {(done: number, all: number) => void} progress
   */
  const loadAll = async (progress) => {
    const wanted = globalThis.navigator?.serviceWorker?.controller ? all : [...glue.missing()];
    // What was expected in vain may have come before there was a worker.
    coming.clear();
    for (let done = 0; done < wanted.length; done += AT_ONCE) {
      progress(done, wanted.length);
      const group = wanted.slice(done, done + AT_ONCE);
      const failure = await load(group);
      if (failure) throw failure;
    }
    progress(wanted.length, wanted.length);
  };

  return { load, loadAll };
}

/**
 * @template T
 * @param {(attempt: number) => Promise<T>} attempt counted from 0
 * @returns {Promise<T>}
 */
async function patiently(attempt) {
  for (const [at, wait] of WAITS.entries()) {
    try {
      return await attempt(at);
    } catch {
      await new Promise((done) => setTimeout(done, wait));
    }
  }
  return attempt(WAITS.length);
}

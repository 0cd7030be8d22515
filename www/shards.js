/**
 * The shards of a large index: fetched when a query needs them, each once. What could not
 * be fetched is asked for anew by the next query that needs it.
 */
import { fetchBytes } from './module-fetch.js';

/** @import { Engine as Glue } from 'findling-glue' */

/** Milliseconds to wait before another attempt. */
const WAITS = [300, 1500];

/** Shards that are fetched at once where nobody waits for them. */
const AT_ONCE = 6;

/**
 * @param {Glue} glue
 * @param {string} address of the module; its shards lie in a folder of the same name
 */
export function shardsOf(glue, address) {
  const folder = address.replace(/\.wasm(?=[?#]|$).*/, '/');
  /** @type {Map<number, Promise<Uint8Array>>} those on their way */
  const coming = new Map();

  /** @param {number} shard */
  const get = (shard) => {
    let bytes = coming.get(shard);
    if (!bytes) {
      bytes = patiently(() => fetchBytes(`${folder}${shard}.bin`));
      coming.set(shard, bytes);
    }
    return bytes;
  };

  /**
   * Fetches shards and gives them to the engine.
   *
   * @param {Iterable<number>} wanted
   * @returns {Promise<Error | undefined>} why one did not come
   */
  const load = async (wanted) => {
    const shards = [...wanted];
    const answers = await Promise.allSettled(shards.map(get));
    for (const shard of shards) coming.delete(shard);
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

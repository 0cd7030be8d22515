#!/usr/bin/env node
/**
 * Runs the `findling` program, which lies beside as WebAssembly and so needs no build for each
 * system. Like any program it sees the whole disk, and goes on from the folder it is started in.
 */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, parse, sep } from 'node:path';

/** The number of this error in WASI. */
const NOT_SUPPORTED = 52;

/** A folder as the program knows it: no drive, and slashes. */
const unix = (path) => path.replace(/^[a-z]:(?=[\\/])/i, '').replaceAll(sep, '/');

const { WASI } = await quietly(() => import('node:wasi'));
const folder = process.cwd();
const wasi = new WASI({
  version: 'preview1',
  args: ['findling', ...process.argv.slice(2).map((arg) => (sep === '\\' && arg.includes(sep) ? unix(arg) : arg))],
  env: { ...process.env, PWD: unix(folder), XDG_CACHE_HOME: unix(cache()) },
  preopens: { '/': parse(folder).root },
});
const program = await WebAssembly.compile(await readFile(new URL('findling.wasm', import.meta.url)));
const imports = { ...wasi.getImportObject(), env: missing(program) };
process.exitCode = wasi.start(await WebAssembly.instantiate(program, imports));

/** The folder in which this system's programs keep what they could make again. */
function cache() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches');
  return (process.platform === 'win32' ? LOCALAPPDATA : XDG_CACHE_HOME) || join(homedir(), '.cache');
}

/**
 * What an old C library lacks: threads, so that the program does all in one, and paths without
 * links, so that it takes them as they are.
 *
 * @param {WebAssembly.Module} module
 */
function missing(module) {
  const names = WebAssembly.Module.imports(module).filter((it) => it.module === 'env').map(({ name }) => name);
  return Object.fromEntries(names.map((name) => [name, () => (name === 'pthread_create' ? NOT_SUPPORTED : 0)]));
}

/**
 * Node says of WASI that it is experimental, which is of no use to whoever builds a site.
 *
 * @template T
 * @param {() => Promise<T>} load
 */
async function quietly(load) {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  const loaded = await load();
  process.emitWarning = emitWarning;
  return loaded;
}

// What a page holds in memory once all that can be dropped is dropped.

/** @import { CDPSession, Page } from '@playwright/test' */

const MEGABYTE = 2 ** 20;

/**
 * @param {Page} page of Chromium
 * @returns {Promise<{ wasm: number, heap: number }>} megabytes of all WebAssembly
 *   memories, and of JavaScript's objects
 */
export async function memory(page) {
  const cdp = await page.context().newCDPSession(page);
  try {
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    return { wasm: (await wasmBytes(cdp)) / MEGABYTE, heap: usedSize / MEGABYTE };
  } finally {
    await cdp.detach();
  }
}

/**
 * The engine keeps its memory to itself; the debugger finds it all the same.
 *
 * @param {CDPSession} cdp
 * @returns {Promise<number>}
 */
async function wasmBytes(cdp) {
  const { result: prototype } = await cdp.send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
  const { objects } = await cdp.send('Runtime.queryObjects', { prototypeObjectId: prototype.objectId ?? '' });
  const { result } = await cdp.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: 'function () { return this.reduce((sum, { buffer }) => sum + buffer.byteLength, 0); }',
    returnByValue: true,
  });
  return result.value;
}

/** Unpacks what was compressed by gzip. */

/**
 * @param {ReadableStream<BufferSource>} packed
 * @returns {Promise<ArrayBuffer>}
 */
export function gunzip(packed) {
  return new Response(packed.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

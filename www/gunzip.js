/** Unpacks what was compressed by gzip. */

/**
 * @param {BlobPart} packed
 * @returns {Promise<ArrayBuffer>}
 */
export function gunzip(packed) {
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

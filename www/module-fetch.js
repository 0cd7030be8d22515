/** The module over http(s): fetched and compiled in one go. */

let warned = false;

/**
 * @param {string} address
 * @returns {Promise<WebAssembly.Module>}
 */
export async function fetchModule(address) {
  const response = await request(address);
  try {
    if (isWasm(response)) return await WebAssembly.compileStreaming(response);
    warnOnce(address, response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    throw new Error(
      `Findling could not use ${address} as a WebAssembly module: ${message(cause)} ` +
        'Upload the whole folder that `findling build` wrote; if the site has a ' +
        "Content-Security-Policy, its script-src needs 'wasm-unsafe-eval'.",
      { cause },
    );
  }
}

/**
 * @param {string} address
 * @returns {Promise<Response>} one that is all right
 */
export async function request(address) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(address);
  } catch (cause) {
    throw new Error(
      `Findling could not load ${address}: ${message(cause)}. ` +
        'Check the connection; if the site has a Content-Security-Policy, its connect-src must allow this address.',
      { cause },
    );
  }
  if (response.ok) return response;
  const status = `${response.status} ${response.statusText}`.trim();
  throw new Error(
    `Findling could not load ${address}: the server answered ${status}. ` +
      'Upload the whole folder that `findling build` wrote; its files belong together.',
  );
}

/** @param {Response} response */
function isWasm(response) {
  return /^application\/wasm\s*(;|$)/i.test(response.headers.get('content-type') ?? '');
}

/**
 * @param {string} address
 * @param {Response} response
 */
function warnOnce(address, response) {
  if (warned) return;
  warned = true;
  console.warn(
    `Findling: ${address} was sent as "${response.headers.get('content-type') ?? 'no type'}". ` +
      'Search works, but starts later; let the server send .wasm files as application/wasm.',
  );
}

/** @param {unknown} cause */
function message(cause) {
  return cause instanceof Error ? cause.message : String(cause);
}

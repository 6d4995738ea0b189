/**
 * Memory that a conversion in a browser takes at most for a byte of IFC text, and without any. Measured in Chromium: 480 MB
 * with files up to 10 MB, 1.0 GB with 136 MB (33,000 products, 1.5 million triangles), so 4 to 5 bytes a byte; twice that,
 * because bodies cut by many others take more.
 */
const MEMORY_PER_BYTE = 10;
const MEMORY_AT_START_BYTES = 600_000_000;
/** What a page may take of the device's memory: the rest is for the system, the picture and other pages. */
const SHARE = 0.5;
/** Where the browser doesn't say how much there is: what a small laptop has. */
const ASSUMED_GB = 4;
/** web-ifc holds a file and its geometry in the 4 GiB of a wasm memory. */
const WASM_BYTES = 2 ** 32;

/**
 * The largest IFC text, bytes, that should be converted in a browser: a larger one might end the page with all that is open
 * on it. The server takes it.
 *
 * @param deviceGb `navigator.deviceMemory`: told by Chromium alone, over https or on the same machine, and 8 or 32 at most.
 */
export function findMaxBytes(deviceGb = ASSUMED_GB): number {
  const free = Math.min(deviceGb * 1e9 * SHARE, WASM_BYTES) - MEMORY_AT_START_BYTES;
  return Math.max(0, Math.floor(free / MEMORY_PER_BYTE));
}

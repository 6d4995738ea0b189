import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** A read takes no more than this at once. */
const CHUNK_BYTES = 1 << 28;

/** Reads a file into memory that threads share. Up to 4 GiB. */
export function readShared(file: string): Uint8Array<SharedArrayBuffer> {
  const handle = openSync(file, "r");
  try {
    const { size } = fstatSync(handle);
    const bytes = new Uint8Array(new SharedArrayBuffer(size));
    let done = 0;
    while (done < size) {
      const count = readSync(handle, bytes, done, Math.min(CHUNK_BYTES, size - done), done);
      if (count === 0) break;
      done += count;
    }
    return bytes.subarray(0, done);
  } finally {
    closeSync(handle);
  }
}

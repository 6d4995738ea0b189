import { createWriteStream } from "node:fs";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Fault } from "@shuicheng/shared/faults";

/**
 * Streams the body of a request into `file`; memory stays flat whatever the size.
 *
 * @param wanted What the body should have been, for the message to somebody who sent nothing.
 * @returns How many bytes came.
 * @throws {Fault} `request/too-large` beyond `maxBytes`, `request/incomplete-body` when the stream breaks off or is empty,
 * `data/unreadable` on a full disk. What was written is the caller's to delete.
 */
export async function storeBody(
  body: Readable,
  file: string,
  { maxBytes, wanted }: { readonly maxBytes: number; readonly wanted: string },
): Promise<number> {
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > maxBytes ? tooLarge(maxBytes) : null, chunk);
    },
  });
  try {
    await pipeline(body, meter, createWriteStream(file));
  } catch (error) {
    if (error instanceof Fault) throw error;
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") {
      throw new Fault("data/unreadable", "the server's disk is full", {}, { cause: error });
    }
    throw new Fault("request/incomplete-body", "the upload broke off before its end", {}, { cause: error });
  }
  if (bytes === 0) throw new Fault("request/incomplete-body", `the body is empty; right would be ${wanted}`);
  return bytes;
}

const tooLarge = (maxBytes: number) =>
  new Fault("request/too-large", `the file is larger than ${maxBytes / 1024 / 1024} MiB`, { maxBytes });

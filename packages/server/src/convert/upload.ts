import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Fault } from "@shuicheng/shared/faults";

/** A million pipes are some 120 MB of INP; more than this is no network of a city. */
export const MAX_UPLOAD_BYTES = 256 * 1024 * 1024;

/** A file from outside, on disk until somebody drops it. */
export interface Upload {
  readonly file: string;
  readonly bytes: number;
  /** Deletes it; a second time does nothing. */
  drop(): Promise<void>;
}

/**
 * Writes a stream into a temporary file.
 *
 * @throws {Fault} `request/too-large` beyond `maxBytes`, `request/malformed-body` when the stream breaks off or
 * is empty. Nothing is left behind.
 */
export async function keepUpload(body: Readable, maxBytes = MAX_UPLOAD_BYTES): Promise<Upload> {
  const folder = await mkdtemp(join(tmpdir(), "shuicheng-upload-"));
  const drop = () => rm(folder, { recursive: true, force: true });
  const file = join(folder, "body");
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > maxBytes ? tooLarge(maxBytes) : null, chunk);
    },
  });
  try {
    await pipeline(body, meter, createWriteStream(file));
    if (bytes === 0)
      throw new Fault("request/malformed-body", "the body is empty; right would be the text of the file");
    return { file, bytes, drop };
  } catch (error) {
    await drop();
    if (error instanceof Fault) throw error;
    throw new Fault("request/malformed-body", "the upload broke off before its end", {}, { cause: error });
  }
}

const tooLarge = (maxBytes: number) =>
  new Fault("request/too-large", `the file is larger than ${maxBytes / 1024 / 1024} MiB`, { maxBytes });

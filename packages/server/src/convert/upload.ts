import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { storeBody } from "./store-body.ts";

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
 * @throws {Fault} Those of {@link storeBody}. Nothing is left behind.
 */
export async function keepUpload(body: Readable, maxBytes = MAX_UPLOAD_BYTES): Promise<Upload> {
  const folder = await mkdtemp(join(tmpdir(), "shuicheng-upload-"));
  const drop = () => rm(folder, { recursive: true, force: true });
  const file = join(folder, "body");
  try {
    const bytes = await storeBody(body, file, { maxBytes, wanted: "the text of the file" });
    return { file, bytes, drop };
  } catch (error) {
    await drop();
    throw error;
  }
}

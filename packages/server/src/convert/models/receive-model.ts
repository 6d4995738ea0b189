import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { isZipStart } from "@shuicheng/shared/archive";
import { Fault } from "@shuicheng/shared/faults";
import { storeBody } from "../store-body.ts";
import { unpackIfcZip } from "./unpack-ifczip.ts";

/** An IFC file that was taken in. */
export interface ReceivedModel {
  readonly file: string;
  readonly bytes: number;
  /** Of the IFC file, whether it came packed or not; hexadecimal. */
  readonly sha256: string;
  /** Name within the archive it came in; undefined where it came as it is. */
  readonly packedName: string | undefined;
}

/** web-ifc holds a file and its geometry in the 4 GiB of a wasm memory: a larger file would not fit. */
export const MAX_MODEL_BYTES = 1024 * 1024 * 1024;

/** Names of what lies in a job's folder. */
export const SOURCE_FILE = "source.ifc";
const UPLOAD_FILE = "upload";

/** Where a STEP file names itself, behind comments at most (ISO 10303-21, 5.4). */
const SNIFFED_BYTES = 64 * 1024;

/**
 * Streams an upload into `folder`, unpacks it where it is an archive (told by its content, not its name), and says what it
 * is. Memory stays flat whatever the size.
 *
 * @throws {Fault} `request/incomplete-body` (broken off, empty), `request/too-large`, `model/not-ifc`,
 * `model/broken-archive`, `model/archive-too-large`. What was written is the caller's to delete.
 */
export async function receiveModel(
  body: Readable,
  folder: string,
  maxBytes = MAX_MODEL_BYTES,
): Promise<ReceivedModel> {
  const upload = join(folder, UPLOAD_FILE);
  const file = join(folder, SOURCE_FILE);
  await storeBody(body, upload, { maxBytes, wanted: "an IFC file or an .ifczip" });
  const packedName = (await isZip(upload)) ? await unpackIfcZip(upload, file, maxBytes) : undefined;
  if (packedName === undefined) await rename(upload, file);
  else await rm(upload);
  await requireStep(file);
  return { file, packedName, ...(await digest(file)) };
}

async function isZip(file: string): Promise<boolean> {
  return isZipStart(await readStart(file, 4));
}

async function requireStep(file: string): Promise<void> {
  const start = (await readStart(file, SNIFFED_BYTES)).toString("latin1");
  if (/ISO-10303-21\s*;/i.test(start)) return;
  const what = /<\?xml|<ifc/i.test(start.slice(0, 1_000))
    ? "it looks like XML"
    : "it does not begin with ISO-10303-21";
  throw new Fault("model/not-ifc", `this is no IFC file in STEP form: ${what}`);
}

async function readStart(file: string, bytes: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function digest(file: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest("hex"), bytes };
}

import { createWriteStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { PassThrough, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createInflateRaw } from "node:zlib";
import { Fault } from "@shuicheng/shared/faults";
import { findZipContent, readZipDirectory, type ZipEntry } from "./zip-directory.ts";

/** IFC text packs 5 to 20 times; a bomb a thousand times. */
const MAX_RATIO = 100;
/** Below this the ratio says nothing: blanks at the start of a file pack well. */
const RATIO_FROM_BYTES = 4 * 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;

/**
 * Writes the one IFC file of an archive (ifcZIP, buildingSMART) to `target`, as a stream: memory stays flat, and what grows
 * beyond its limits is stopped while it grows.
 *
 * @returns The file's name within the archive, without folders: text to show.
 * @throws {Fault} `model/broken-archive`, `model/archive-too-large`, `model/not-ifc`.
 */
export async function unpackIfcZip(archive: string, target: string, maxBytes: number): Promise<string> {
  const handle = await open(archive);
  try {
    const entry = chooseEntry(await readZipDirectory(handle));
    if (entry.bytes > maxBytes) throw tooLarge(entry, maxBytes);
    await inflate(handle, entry, target, maxBytes);
    return baseName(entry.name);
  } finally {
    await handle.close();
  }
}

function chooseEntry(entries: readonly ZipEntry[]): ZipEntry {
  const models = entries.filter(({ name }) => /\.ifc$/i.test(name) && !/(^|\/)(__MACOSX\/|\._)/.test(name));
  const [only] = models;
  if (!only) {
    const has = entries.some(({ name }) => /\.ifcxml$/i.test(name))
      ? "only ifcXML, which is not read"
      : "no .ifc file";
    throw new Fault("model/not-ifc", `the archive holds ${has}; right would be one IFC file (STEP)`);
  }
  if (models.length > 1) {
    const names = models.slice(0, 3).map(({ name }) => `"${baseName(name)}"`);
    const message = `the archive holds ${models.length} IFC files (${names.join(", ")} …); upload each by itself`;
    throw new Fault("model/broken-archive", message, { models: models.length });
  }
  if (only.isEncrypted) throw broken(only, "is encrypted");
  if (only.method !== STORED && only.method !== DEFLATED)
    throw broken(only, `is packed by method ${only.method}; deflate is read`);
  return only;
}

async function inflate(handle: FileHandle, entry: ZipEntry, target: string, maxBytes: number): Promise<void> {
  const start = await findZipContent(handle, entry);
  let bytes = 0;
  let sum = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      sum = crc32(chunk, sum);
      const isBomb = bytes > RATIO_FROM_BYTES && bytes > MAX_RATIO * entry.compressedBytes;
      if (bytes > maxBytes || isBomb) done(tooLarge(entry, maxBytes));
      else if (bytes > entry.bytes) done(broken(entry, "holds more than its list says"));
      else done(null, chunk);
    },
  });
  try {
    if (entry.compressedBytes > 0) {
      const packed = handle.createReadStream({
        start,
        end: start + entry.compressedBytes - 1,
        autoClose: false,
      });
      const unpack = entry.method === DEFLATED ? createInflateRaw() : new PassThrough();
      await pipeline(packed, unpack, meter, createWriteStream(target));
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    const { code = "" } = error as NodeJS.ErrnoException;
    throw code.startsWith("Z_") ? broken(entry, "is damaged") : error;
  }
  if (bytes !== entry.bytes || sum !== entry.crc32) throw broken(entry, "is damaged: its checksum differs");
}

const baseName = (name: string) => name.split(/[\\/]/).at(-1) ?? "";

const broken = ({ name }: ZipEntry, what: string) =>
  new Fault("model/broken-archive", `the archive cannot be read: "${baseName(name)}" ${what}`);

const tooLarge = ({ name, bytes }: ZipEntry, maxBytes: number) =>
  new Fault(
    "model/archive-too-large",
    `"${baseName(name)}" unpacks to more than is taken: at most ${maxBytes / 1024 / 1024} MiB and ${MAX_RATIO} times its packed size`,
    { bytes, maxBytes },
  );

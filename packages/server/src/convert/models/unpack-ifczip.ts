import { createWriteStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { PassThrough, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createInflateRaw } from "node:zlib";
import {
  type ArchiveFile,
  brokenEntry,
  chooseIfcEntry,
  createUnpackMeter,
  findZipContent,
  type IfcEntry,
  readZipDirectory,
} from "@shuicheng/shared/archive";
import { Fault } from "@shuicheng/shared/faults";

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
    const file = await archiveOf(handle);
    const entry = chooseIfcEntry(await readZipDirectory(file), maxBytes);
    const start = await findZipContent(file, entry);
    await inflate(handle, start, { entry, target, maxBytes });
    return entry.fileName;
  } finally {
    await handle.close();
  }
}

async function archiveOf(handle: FileHandle): Promise<ArchiveFile> {
  const { size } = await handle.stat();
  return {
    bytes: size,
    read: async (start, end) => {
      const buffer = Buffer.alloc(Math.max(0, end - start));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
      return buffer.subarray(0, bytesRead);
    },
  };
}

interface Unpacking {
  readonly entry: IfcEntry;
  readonly target: string;
  readonly maxBytes: number;
}

async function inflate(
  handle: FileHandle,
  start: number,
  { entry, target, maxBytes }: Unpacking,
): Promise<void> {
  const meter = createUnpackMeter(entry, maxBytes);
  let sum = 0;
  const metered = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum = crc32(chunk, sum);
      try {
        meter.take(chunk.length, sum);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  try {
    if (entry.compressedBytes > 0) {
      const end = start + entry.compressedBytes - 1;
      const packed = handle.createReadStream({ start, end, autoClose: false });
      const unpack = entry.isDeflated ? createInflateRaw() : new PassThrough();
      await pipeline(packed, unpack, metered, createWriteStream(target));
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    const { code = "" } = error as NodeJS.ErrnoException;
    throw code.startsWith("Z_") ? brokenEntry(entry, "is damaged") : error;
  }
  meter.finish();
}

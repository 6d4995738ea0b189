import {
  type ArchiveFile,
  brokenEntry,
  chooseIfcEntry,
  createUnpackMeter,
  findZipContent,
  type IfcEntry,
  isZipStart,
  readZipDirectory,
} from "@shuicheng/shared/archive";
import { createCrc32 } from "./crc32.ts";

/** An IFC file that was picked, and how large it is once unpacked. */
export interface LocalFile {
  /** For people: of the file within an archive, where it came in one. */
  readonly name: string;
  /** Of the IFC text, also where it came packed; as the archive says. */
  readonly bytes: number;
  /**
   * The IFC text.
   *
   * @throws {Fault} `model/broken-archive`, `model/archive-too-large`.
   */
  unpack(signal: AbortSignal): Promise<Blob>;
}

/**
 * Looks into a picked file: what it is, told by its content and not its name, and how large. Reads no more than its ends.
 *
 * @throws {Fault} `model/broken-archive`, `model/archive-too-large`, `model/not-ifc` for an archive without one IFC file.
 * @throws {DOMException} `NotReadableError` or `NotFoundError` where the file has gone or changed since it was picked.
 */
export async function openLocalFile(file: File): Promise<LocalFile> {
  const archive: ArchiveFile = {
    bytes: file.size,
    read: async (start, end) => new Uint8Array(await file.slice(Math.max(0, start), end).arrayBuffer()),
  };
  if (!isZipStart(await archive.read(0, 4))) {
    return { name: file.name, bytes: file.size, unpack: async () => file };
  }
  const entry = chooseIfcEntry(await readZipDirectory(archive), Number.POSITIVE_INFINITY);
  const start = await findZipContent(archive, entry);
  return {
    name: entry.fileName,
    bytes: entry.bytes,
    unpack: (signal) => inflate(file.slice(start, start + entry.compressedBytes), entry, signal),
  };
}

async function inflate(packed: Blob, entry: IfcEntry, signal: AbortSignal): Promise<Blob> {
  const meter = createUnpackMeter(entry, Number.POSITIVE_INFINITY);
  const sum = createCrc32();
  let failure: unknown;
  const metered = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      try {
        meter.take(chunk.length, sum.add(chunk));
      } catch (error) {
        failure = error;
        throw error;
      }
      controller.enqueue(chunk);
    },
  });
  const plain = entry.isDeflated
    ? packed.stream().pipeThrough(new DecompressionStream("deflate-raw"))
    : packed.stream();
  try {
    const text = await new Response(plain.pipeThrough(metered, { signal })).blob();
    meter.finish();
    return text;
  } catch (error) {
    signal.throwIfAborted();
    throw failure ?? (error instanceof TypeError ? brokenEntry(entry, "is damaged") : error);
  }
}

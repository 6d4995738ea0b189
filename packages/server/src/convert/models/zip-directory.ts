import type { FileHandle } from "node:fs/promises";
import { Fault } from "@shuicheng/shared/faults";

/** One file of an archive. Its name is text to show and compare, never a path to write to. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc32: number;
  readonly compressedBytes: number;
  /** As declared; what comes out must be as much. */
  readonly bytes: number;
  /** Of the local header. */
  readonly headerOffset: number;
  readonly isEncrypted: boolean;
}

/** An `.ifczip` holds a model and some pictures; what has more is something else. */
const MAX_ZIP_ENTRIES = 1_000;

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const ZIP64_FIELD = 1;
const ZIP64_MARK = 0xffffffff;
const ENCRYPTED_FLAG = 1;
const UTF8_FLAG = 0x800;
/** Names are limited to 64 KiB each; this is more than a thousand sane ones take. */
const MAX_DIRECTORY_BYTES = 4 * 1024 * 1024;

/**
 * Reads the central directory of a ZIP archive (PKWARE APPNOTE 6.3, 4.3.12 and 4.3.16) without touching its contents.
 *
 * @throws {Fault} `model/broken-archive`; `model/archive-too-large` with too many entries.
 */
export async function readZipDirectory(handle: FileHandle): Promise<ZipEntry[]> {
  const { size } = await handle.stat();
  const tail = await readAt(handle, Math.max(0, size - END_BYTES - MAX_COMMENT_BYTES), size);
  const end = findEnd(tail);
  const count = tail.readUInt16LE(end + 10);
  const directoryBytes = tail.readUInt32LE(end + 12);
  const directoryOffset = tail.readUInt32LE(end + 16);
  if (count > MAX_ZIP_ENTRIES) {
    const message = `the archive holds ${count} files; at most ${MAX_ZIP_ENTRIES} are read`;
    throw new Fault("model/archive-too-large", message, { entries: count });
  }
  if (directoryOffset === ZIP64_MARK) throw broken("it is larger than 4 GiB");
  if (directoryBytes > MAX_DIRECTORY_BYTES || directoryOffset + directoryBytes > size)
    throw broken("its list of files lies outside");
  const directory = await readAt(handle, directoryOffset, directoryOffset + directoryBytes);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + ENTRY_BYTES > directory.length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE)
      throw broken(`its list of files breaks off after ${entries.length} of ${count}`);
    const nameBytes = directory.readUInt16LE(at + 28);
    const extraBytes = directory.readUInt16LE(at + 30);
    const next = at + ENTRY_BYTES + nameBytes + extraBytes + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw broken("an entry of its list is longer than the list");
    entries.push(readEntry(directory, at, nameBytes, extraBytes));
    at = next;
  }
  return entries;
}

/**
 * Where the bytes of an entry begin in the file.
 *
 * @throws {Fault} `model/broken-archive` when they don't lie within it.
 */
export async function findZipContent(handle: FileHandle, entry: ZipEntry): Promise<number> {
  const { size } = await handle.stat();
  const header = await readAt(handle, entry.headerOffset, entry.headerOffset + LOCAL_BYTES);
  if (header.length < LOCAL_BYTES || header.readUInt32LE(0) !== LOCAL_SIGNATURE)
    throw broken(`"${entry.name}" does not begin where its list says`);
  const start = entry.headerOffset + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (start + entry.compressedBytes > size) throw broken(`"${entry.name}" is cut short`);
  return start;
}

function findEnd(tail: Buffer): number {
  for (let at = tail.length - END_BYTES; at >= 0; at--)
    if (
      tail.readUInt32LE(at) === END_SIGNATURE &&
      at + END_BYTES + tail.readUInt16LE(at + 20) === tail.length
    )
      return at;
  throw broken("it has no end record; the upload may have been cut short");
}

function readEntry(directory: Buffer, at: number, nameBytes: number, extraBytes: number): ZipEntry {
  const nameAt = at + ENTRY_BYTES;
  const flags = directory.readUInt16LE(at + 8);
  const name = directory.toString((flags & UTF8_FLAG) !== 0 ? "utf8" : "latin1", nameAt, nameAt + nameBytes);
  const extra = directory.subarray(nameAt + nameBytes, nameAt + nameBytes + extraBytes);
  // In this order, each only where the plain field says so (4.5.3).
  const large = createZip64Reader(extra);
  const bytes = large(directory.readUInt32LE(at + 24));
  const compressedBytes = large(directory.readUInt32LE(at + 20));
  const headerOffset = large(directory.readUInt32LE(at + 42));
  return {
    ...{ name, bytes, compressedBytes, headerOffset },
    method: directory.readUInt16LE(at + 10),
    crc32: directory.readUInt32LE(at + 16),
    isEncrypted: (flags & ENCRYPTED_FLAG) !== 0,
  };
}

function createZip64Reader(extra: Buffer): (plain: number) => number {
  let at = 0;
  let end = 0;
  for (let field = 0; field + 4 <= extra.length; field += 4 + extra.readUInt16LE(field + 2)) {
    if (extra.readUInt16LE(field) !== ZIP64_FIELD) continue;
    at = field + 4;
    end = Math.min(at + extra.readUInt16LE(field + 2), extra.length);
  }
  return (plain) => {
    if (plain !== ZIP64_MARK) return plain;
    if (at + 8 > end) throw broken("a size of its list is missing");
    at += 8;
    return Number(extra.readBigUInt64LE(at - 8));
  };
}

async function readAt(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, end - start));
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
  return buffer.subarray(0, bytesRead);
}

const broken = (what: string) => new Fault("model/broken-archive", `the archive cannot be read: ${what}`);

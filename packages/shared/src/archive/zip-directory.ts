import { Fault } from "../faults.ts";

/** A file of which parts are read: on a disk, or picked in a browser. */
export interface ArchiveFile {
  readonly bytes: number;
  /** From `start` up to `end`; shorter where the file ends before. */
  read(start: number, end: number): Promise<Uint8Array>;
}

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

/** Whether a file that begins so is a ZIP archive; the second mark is of one without files. */
export function isZipStart(start: Uint8Array): boolean {
  const [p, k, three, four] = start;
  return p === 0x50 && k === 0x4b && ((three === 3 && four === 4) || (three === 5 && four === 6));
}

/**
 * Reads the central directory of a ZIP archive (PKWARE APPNOTE 6.3, 4.3.12 and 4.3.16) without touching its contents.
 *
 * @throws {Fault} `model/broken-archive`; `model/archive-too-large` with too many entries.
 */
export async function readZipDirectory(file: ArchiveFile): Promise<ZipEntry[]> {
  const tail = viewOf(await file.read(Math.max(0, file.bytes - END_BYTES - MAX_COMMENT_BYTES), file.bytes));
  const end = findEnd(tail);
  const count = tail.getUint16(end + 10, true);
  const directoryBytes = tail.getUint32(end + 12, true);
  const directoryOffset = tail.getUint32(end + 16, true);
  if (count > MAX_ZIP_ENTRIES) {
    const message = `the archive holds ${count} files; at most ${MAX_ZIP_ENTRIES} are read`;
    throw new Fault("model/archive-too-large", message, { entries: count });
  }
  if (directoryOffset === ZIP64_MARK) throw broken("it is larger than 4 GiB");
  if (directoryBytes > MAX_DIRECTORY_BYTES || directoryOffset + directoryBytes > file.bytes)
    throw broken("its list of files lies outside");
  const directory = viewOf(await file.read(directoryOffset, directoryOffset + directoryBytes));
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + ENTRY_BYTES > directory.byteLength || directory.getUint32(at, true) !== ENTRY_SIGNATURE)
      throw broken(`its list of files breaks off after ${entries.length} of ${count}`);
    const nameBytes = directory.getUint16(at + 28, true);
    const extraBytes = directory.getUint16(at + 30, true);
    const next = at + ENTRY_BYTES + nameBytes + extraBytes + directory.getUint16(at + 32, true);
    if (next > directory.byteLength) throw broken("an entry of its list is longer than the list");
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
export async function findZipContent(file: ArchiveFile, entry: ZipEntry): Promise<number> {
  const header = viewOf(await file.read(entry.headerOffset, entry.headerOffset + LOCAL_BYTES));
  if (header.byteLength < LOCAL_BYTES || header.getUint32(0, true) !== LOCAL_SIGNATURE)
    throw broken(`"${entry.name}" does not begin where its list says`);
  const start = entry.headerOffset + LOCAL_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  if (start + entry.compressedBytes > file.bytes) throw broken(`"${entry.name}" is cut short`);
  return start;
}

function findEnd(tail: DataView): number {
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--)
    if (
      tail.getUint32(at, true) === END_SIGNATURE &&
      at + END_BYTES + tail.getUint16(at + 20, true) === tail.byteLength
    )
      return at;
  throw broken("it has no end record; the upload may have been cut short");
}

function readEntry(directory: DataView, at: number, nameBytes: number, extraBytes: number): ZipEntry {
  const nameAt = at + ENTRY_BYTES;
  const flags = directory.getUint16(at + 8, true);
  const charset = (flags & UTF8_FLAG) !== 0 ? "utf-8" : "latin1";
  const name = new TextDecoder(charset, { ignoreBOM: true }).decode(partOf(directory, nameAt, nameBytes));
  const extra = viewOf(partOf(directory, nameAt + nameBytes, extraBytes));
  // In this order, each only where the plain field says so (4.5.3).
  const large = createZip64Reader(extra);
  const bytes = large(directory.getUint32(at + 24, true));
  const compressedBytes = large(directory.getUint32(at + 20, true));
  const headerOffset = large(directory.getUint32(at + 42, true));
  return {
    ...{ name, bytes, compressedBytes, headerOffset },
    method: directory.getUint16(at + 10, true),
    crc32: directory.getUint32(at + 16, true),
    isEncrypted: (flags & ENCRYPTED_FLAG) !== 0,
  };
}

function createZip64Reader(extra: DataView): (plain: number) => number {
  let at = 0;
  let end = 0;
  for (let field = 0; field + 4 <= extra.byteLength; field += 4 + extra.getUint16(field + 2, true)) {
    if (extra.getUint16(field, true) !== ZIP64_FIELD) continue;
    at = field + 4;
    end = Math.min(at + extra.getUint16(field + 2, true), extra.byteLength);
  }
  return (plain) => {
    if (plain !== ZIP64_MARK) return plain;
    if (at + 8 > end) throw broken("a size of its list is missing");
    at += 8;
    return Number(extra.getBigUint64(at - 8, true));
  };
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength);

const partOf = ({ buffer, byteOffset }: DataView, at: number, bytes: number) =>
  new Uint8Array(buffer, byteOffset + at, bytes);

const broken = (what: string) => new Fault("model/broken-archive", `the archive cannot be read: ${what}`);

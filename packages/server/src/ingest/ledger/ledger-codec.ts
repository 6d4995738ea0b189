import { crc32 } from "node:zlib";
import type { KeptRejection } from "./kept-rejections.ts";
import type { QuotaUse } from "./quota.ts";
import { makeColumns, TALLY_COLUMNS, type TallyColumns } from "./tally-table.ts";

/** What a ledger keeps of one sender beside its tallies. */
interface SavedAccount {
  readonly token: number;
  readonly byCode: Readonly<Record<string, number>>;
  readonly use: QuotaUse;
  readonly rejections: readonly KeptRejection[];
}

/** All that a ledger keeps. Columns of one table are of one length. */
export interface SavedLedger {
  /** By token, under handle 0. */
  readonly totals: TallyColumns;
  /** By token and datastream. */
  readonly datastreams: TallyColumns;
  readonly accounts: readonly SavedAccount[];
}

/** "SCLG" */
const MAGIC = 0x474c_4353;
const VERSION = 1;
const HEADER_BYTES = 24;
const CRC_BYTES = 4;

/**
 * Encodes a ledger, little-endian: u32 magic, u32 version, u32 bytes of JSON, u32 rows of totals, u32 rows of
 * datastreams, u32 zero; both tables, column by column; the accounts as JSON; u32 CRC-32 of all before.
 */
export function encodeLedger({ totals, datastreams, accounts }: SavedLedger): Uint8Array {
  const json = Buffer.from(JSON.stringify(accounts), "utf8");
  const rows = [totals.token.length, datastreams.token.length] as const;
  const bytes = Buffer.allocUnsafe(
    HEADER_BYTES + bytesOfRow() * (rows[0] + rows[1]) + json.length + CRC_BYTES,
  );
  let at = 0;
  for (const word of [MAGIC, VERSION, json.length, ...rows, 0]) at = bytes.writeUInt32LE(word, at);
  for (const table of [totals, datastreams]) {
    for (const [name] of TALLY_COLUMNS) {
      const { buffer, byteOffset, byteLength } = table[name];
      bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
      at += byteLength;
    }
  }
  bytes.set(json, at);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, -CRC_BYTES)), bytes.length - CRC_BYTES);
  return bytes;
}

/** Decodes what {@link encodeLedger} made; undefined of anything else, also where it was damaged. */
export function decodeLedger(bytes: Buffer): SavedLedger | undefined {
  if (bytes.length < HEADER_BYTES + CRC_BYTES) return undefined;
  const [magic, version, jsonBytes, totalRows, datastreamRows] = [0, 4, 8, 12, 16].map((at) =>
    bytes.readUInt32LE(at),
  ) as [number, number, number, number, number];
  const tableBytes = bytesOfRow() * (totalRows + datastreamRows);
  if (magic !== MAGIC || version !== VERSION) return undefined;
  if (bytes.length !== HEADER_BYTES + tableBytes + jsonBytes + CRC_BYTES) return undefined;
  if (crc32(bytes.subarray(0, -CRC_BYTES)) !== bytes.readUInt32LE(bytes.length - CRC_BYTES)) return undefined;
  const totals = readTable(bytes, HEADER_BYTES, totalRows);
  const datastreams = readTable(bytes, HEADER_BYTES + bytesOfRow() * totalRows, datastreamRows);
  const json = bytes.toString("utf8", HEADER_BYTES + tableBytes, bytes.length - CRC_BYTES);
  return { totals, datastreams, accounts: JSON.parse(json) as SavedAccount[] };
}

/**
 * The first `size` rows of a table as columns cut to them.
 *
 * @param isKept Which tokens' rows; undefined: all of them, and nothing is copied.
 */
export function copyRows(
  columns: TallyColumns,
  size: number,
  isKept: ((token: number) => boolean) | undefined,
): TallyColumns {
  if (!isKept) {
    const cut = TALLY_COLUMNS.map(([name]) => [name, columns[name].subarray(0, size)]);
    return Object.fromEntries(cut) as TallyColumns;
  }
  const rows = Array.from({ length: size }, (_, row) => row).filter((row) =>
    isKept(columns.token[row] as number),
  );
  const kept = makeColumns(rows.length);
  for (const [name] of TALLY_COLUMNS) {
    const from = columns[name];
    const into = kept[name];
    for (let i = 0; i < rows.length; i++) into[i] = from[rows[i] as number] as number;
  }
  return kept;
}

function readTable(bytes: Buffer, offset: number, rows: number): TallyColumns {
  const columns = makeColumns(rows);
  let at = offset;
  for (const [name] of TALLY_COLUMNS) {
    const column = columns[name];
    new Uint8Array(column.buffer).set(bytes.subarray(at, at + column.byteLength));
    at += column.byteLength;
  }
  return columns;
}

const bytesOfRow = () => TALLY_COLUMNS.reduce((sum, [, Column]) => sum + Column.BYTES_PER_ELEMENT, 0);

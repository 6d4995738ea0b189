import { Fault } from "@shuicheng/shared/faults";
import { CsvError, parse } from "csv-parse/sync";
import { findTableColumn, type TableColumnKey } from "./table-columns.ts";

/** A row with its number, the header being row 1. */
export interface TableRow {
  readonly row: number;
  readonly cells: ReadonlyMap<TableColumnKey, string>;
}

/** A table of datastreams as text. */
export interface Table {
  /** Columns that it has. */
  readonly columns: ReadonlySet<TableColumnKey>;
  /** Rows that are not blank. */
  readonly rows: readonly TableRow[];
  /** Headers that mean nothing here. */
  readonly ignored: readonly string[];
}

/** Names of the encodings that are read, by the label that a request may give. GB 18030 reads GBK and GB 2312 alike. */
const ENCODINGS: ReadonlyMap<string, string> = new Map([
  ["utf-8", "utf-8"],
  ["utf8", "utf-8"],
  ["gbk", "gb18030"],
  ["gb2312", "gb18030"],
  ["gb18030", "gb18030"],
]);

/**
 * Reads a table in CSV (RFC 4180; commas, semicolons or tabs).
 *
 * @param charset As the request says; else UTF-8 where the bytes are that, else GBK, which spreadsheets write in China.
 * @throws {Fault} `request/unsupported-media-type` of another charset; `request/malformed-body`, with the row, when the
 * text is no CSV, or has no header or no column `datastream`.
 */
export function readTable(bytes: Uint8Array, charset: string | undefined): Table {
  const text = decode(bytes, charset);
  const [header = [], ...records] = parseRecords(text);
  const keys = header.map((cell) => findTableColumn(cell));
  if (!keys.includes("datastream")) {
    throw malformed(
      "row 1 is the header and has no column datastream (数据流编号); GET /api/v1/datastreams/import/template.csv has all",
      1,
    );
  }
  keys.forEach((key, i) => {
    if (key !== undefined && keys.indexOf(key) !== i) throw malformed(`row 1 has two columns ${key}`, 1);
  });
  const rows = records.flatMap((record, i) => {
    const cells = new Map<TableColumnKey, string>();
    keys.forEach((key, at) => {
      if (key !== undefined) cells.set(key, (record[at] ?? "").trim());
    });
    return record.some((cell) => cell.trim() !== "") ? [{ row: i + 2, cells }] : [];
  });
  return {
    columns: new Set(keys.filter((key) => key !== undefined)),
    rows,
    ignored: header.filter((cell, i) => keys[i] === undefined && cell.trim() !== ""),
  };
}

function decode(bytes: Uint8Array, charset: string | undefined): string {
  const named = charset === undefined ? undefined : ENCODINGS.get(charset.toLowerCase());
  if (charset !== undefined && named === undefined) {
    throw new Fault(
      "request/unsupported-media-type",
      `charset ${charset} is not read; utf-8 or gbk is right`,
    );
  }
  for (const encoding of named === undefined ? ["utf-8", "gb18030"] : [named]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {}
  }
  throw malformed(`the text is not ${charset ?? "UTF-8 or GBK"}`);
}

function parseRecords(text: string): string[][] {
  try {
    return parse(text, { delimiter: findDelimiter(text), relax_column_count: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw malformed(`the text is not CSV: ${error.message}`);
  }
}

/** The one that the header has most of. */
function findDelimiter(text: string): string {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  const count = (delimiter: string) => header.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, other) => (count(other) > count(best) ? other : best));
}

function malformed(reason: string, row?: number): Fault {
  return new Fault("request/malformed-body", reason, row === undefined ? {} : { row });
}

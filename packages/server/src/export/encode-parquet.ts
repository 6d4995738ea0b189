import type { Datastream, Observation } from "@shuicheng/shared/contracts";
import { ByteWriter, type ColumnSource, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import type { ExportPage } from "./read-rows.ts";

/** What is in memory at once; 2.5 MB of columns before they are packed. */
const ROW_GROUP_ROWS = 20_000;

const TEXT = { type: "BYTE_ARRAY", converted_type: "UTF8" } as const;
/** A moment in UTC, not a wall clock: readers turn it into their own type of time. */
const TIMESTAMP = {
  type: "INT64",
  converted_type: "TIMESTAMP_MILLIS",
  logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
} as const;

/** Apache Parquet, format 2: types of https://github.com/apache/parquet-format/blob/master/LogicalTypes.md */
const SCHEMA: SchemaElement[] = [
  { name: "observations", num_children: 7 },
  { name: "datastream", repetition_type: "REQUIRED", ...TEXT },
  { name: "time", repetition_type: "REQUIRED", ...TIMESTAMP },
  { name: "time_ms", repetition_type: "REQUIRED", type: "INT64" },
  { name: "result", repetition_type: "OPTIONAL", type: "DOUBLE" },
  { name: "result_text", repetition_type: "OPTIONAL", ...TEXT },
  { name: "quality", repetition_type: "REQUIRED", ...TEXT },
  { name: "unit", repetition_type: "OPTIONAL", ...TEXT },
];

/** The rows of one row group, column by column. */
interface Columns {
  readonly datastream: string[];
  readonly time: Date[];
  readonly timeMs: bigint[];
  readonly result: (number | null)[];
  readonly resultText: (string | null)[];
  readonly quality: string[];
  readonly unit: (string | null)[];
}

/**
 * Writes pages as Parquet, a row group at a time. `result` is a number (a state is 1 or 0), `result_text` the word of a state or
 * a category; `time` is a timestamp in UTC, `time_ms` the same as a whole number.
 */
export async function* encodeParquet(pages: AsyncIterable<ExportPage>): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema: SCHEMA, createdBy: "shuicheng" });
  let columns = emptyColumns();
  for await (const { datastream, items } of pages) {
    for (const observation of items) {
      addRow(columns, datastream, observation);
      if (columns.time.length < ROW_GROUP_ROWS) continue;
      await parquet.write({ columnData: sourcesOf(columns), rowGroupSize: ROW_GROUP_ROWS });
      yield takeBytes(writer);
      columns = emptyColumns();
    }
  }
  if (columns.time.length > 0) {
    await parquet.write({ columnData: sourcesOf(columns), rowGroupSize: ROW_GROUP_ROWS });
  }
  await parquet.finish();
  yield takeBytes(writer);
}

function emptyColumns(): Columns {
  return { datastream: [], time: [], timeMs: [], result: [], resultText: [], quality: [], unit: [] };
}

function addRow(columns: Columns, { id, unit }: Datastream, { time, result, quality }: Observation): void {
  columns.datastream.push(id);
  columns.time.push(new Date(time));
  columns.timeMs.push(BigInt(time));
  columns.result.push(typeof result === "string" ? null : Number(result));
  columns.resultText.push(typeof result === "number" ? null : String(result));
  columns.quality.push(quality);
  columns.unit.push(unit?.symbol ?? null);
}

/** No page indexes: they would be kept until the end, and a row group is one page a column. */
function sourcesOf(columns: Columns): ColumnSource[] {
  const named: [string, ColumnSource["data"]][] = [
    ["datastream", columns.datastream],
    ["time", columns.time],
    ["time_ms", columns.timeMs],
    ["result", columns.result],
    ["result_text", columns.resultText],
    ["quality", columns.quality],
    ["unit", columns.unit],
  ];
  return named.map(([name, data]) => ({ name, data, offsetIndex: false }));
}

/** Takes out what was written since the last time; the writer goes on counting from the file's beginning. */
function takeBytes(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}

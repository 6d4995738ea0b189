import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { Issue } from "@shuicheng/shared/issues";
import { CsvError, parse } from "csv-parse";

/** Defects listed before reading on is pointless: the file is of another kind. */
const MOST_ISSUES = 20;

/** What a recording holds; times are seconds from its own zero. */
export interface RecordingSurvey {
  /** Names of the value columns, in order. */
  readonly columns: readonly string[];
  readonly rows: number;
  readonly firstS: number;
  readonly lastS: number;
  /** Time between the last two rows: what a repeat waits before it begins again. */
  readonly lastStepS: number;
}

/** One row: its time and one value a column, NaN where the cell is empty (the instrument said nothing). */
export interface RecordingRow {
  readonly timeS: number;
  readonly values: Float64Array;
}

/**
 * Reads a whole recording once to see that it can be replayed. The file is CSV (RFC 4180, UTF-8): a header,
 * then rows of seconds, strictly rising, and one number a column.
 *
 * @returns The survey, or the defects with line and column, from 1.
 */
export async function surveyRecording(
  path: string,
): Promise<
  { survey: RecordingSurvey; issues: readonly [] } | { survey: undefined; issues: readonly Issue[] }
> {
  const issues: Issue[] = [];
  const file = basename(path);
  const defect = (row: number, column: number | undefined, message: string) => {
    issues.push({
      code: "recording/invalid",
      severity: "error",
      file,
      row,
      message,
      ...(column ? { column } : {}),
    });
  };
  let columns: string[] | undefined;
  let rows = 0;
  let firstS = Number.NaN;
  let lastS = Number.NaN;
  let lastStepS = 0;
  try {
    for await (const { cells, line } of readCells(path)) {
      if (issues.length >= MOST_ISSUES) break;
      if (columns === undefined) {
        columns = cells.slice(1);
        checkHeader(cells, line, defect);
        continue;
      }
      const timeS = checkRow(cells, columns, line, defect);
      if (timeS === undefined) continue;
      if (timeS <= lastS) defect(line, 1, `${timeS} s is not after ${lastS} s; sort the rows by time`);
      if (rows++ === 0) firstS = timeS;
      else lastStepS = timeS - lastS;
      lastS = timeS;
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const at = cause as CsvError & { lines?: number; column?: number };
    defect(at.lines ?? 1, typeof at.column === "number" ? at.column + 1 : undefined, cause.message);
  }
  if (issues.length === 0 && rows === 0)
    defect(1, undefined, "has no rows; expected a header and rows of seconds and values");
  if (issues.length > 0 || columns === undefined) return { survey: undefined, issues };
  return { survey: { columns, rows, firstS, lastS, lastStepS }, issues: [] };
}

/** Streams the rows of a recording that {@link surveyRecording} found sound; memory does not grow with the file. */
export async function* readRecording(path: string): AsyncGenerator<RecordingRow> {
  let isHeader = true;
  for await (const { cells } of readCells(path)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const values = new Float64Array(cells.length - 1);
    for (let i = 1; i < cells.length; i++) values[i - 1] = readNumber(cells[i]) ?? Number.NaN;
    yield { timeS: Number(cells[0]), values };
  }
}

type Report = (row: number, column: number | undefined, message: string) => void;

async function* readCells(path: string): AsyncGenerator<{ cells: string[]; line: number }> {
  const parser = createReadStream(path).pipe(
    // Ragged rows are let through: we say ourselves which one and what would be right.
    parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true }),
  );
  for await (const { record, info } of parser as AsyncIterable<{
    record: string[];
    info: { lines: number };
  }>) {
    yield { cells: record, line: info.lines };
  }
}

function checkHeader(cells: readonly string[], line: number, defect: Report): void {
  if (cells.length < 2)
    defect(line, 1, "expected a header of a time column and at least one name, comma-separated");
  const seen = new Map<string, number>();
  for (const [index, name] of cells.entries()) {
    if (index === 0) continue;
    if (name === "") defect(line, index + 1, "this column has no name");
    const before = seen.get(name);
    if (name !== "" && before !== undefined)
      defect(line, index + 1, `"${name}" is already the name of column ${before}`);
    seen.set(name, index + 1);
  }
}

/** Reports what is wrong with a row; its time where that at least could be read. */
function checkRow(
  cells: readonly string[],
  columns: readonly string[],
  line: number,
  defect: Report,
): number | undefined {
  if (cells.length !== columns.length + 1) {
    const at = Math.min(cells.length, columns.length + 1) + (cells.length > columns.length + 1 ? 1 : 0);
    defect(line, at, `has ${cells.length} cells; the header has ${columns.length + 1}`);
  }
  const timeS = readNumber(cells[0]);
  if (timeS === undefined) defect(line, 1, `"${cells[0]}" is not a time; expected seconds as a number`);
  for (let i = 1; i < cells.length; i++) {
    if (cells[i] === "" || readNumber(cells[i]) !== undefined) continue;
    defect(line, i + 1, `"${cells[i]}" is not a number; leave the cell empty where there is no value`);
  }
  return timeS;
}

/** A decimal number as people and programs write it; `0x10`, `Infinity` and blanks are not. */
function readNumber(cell: string | undefined): number | undefined {
  if (cell === undefined || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell)) return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
}

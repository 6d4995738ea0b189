/** An item as it was pasted, and where. */
export interface PastedItem {
  readonly item: unknown;
  readonly place: PastedPlace;
}

/** Place of an item: its index in a JSON list (from 0), or its line (from 1). */
export type PastedPlace = { readonly index: number } | { readonly line: number };

/** What a pasted text was read as. */
export interface PastedPayload {
  readonly form: "json" | "ndjson" | "csv";
  readonly items: readonly PastedItem[];
  /** Lines that could not be read, from 1, and why in the words of the parser. */
  readonly unread: readonly { readonly line: number; readonly reason: string }[];
}

const COLUMNS = ["datastream", "time", "result", "quality"] as const;

/**
 * Reads what a person pasted: a batch, a list or one item as JSON; one item a line; or rows with the columns datastream,
 * time, result, quality, with a header or in this order.
 *
 * @returns undefined where there is nothing but blanks.
 */
export function readPayload(text: string): PastedPayload | undefined {
  const body = text.replace(/^\uFEFF/, "").trim();
  if (body === "") return undefined;
  if (!/^[{[]/.test(body)) return readRows(text);
  try {
    const items = itemsOf(JSON.parse(body)).map((item, index) => ({ item, place: { index } }));
    return { form: "json", items, unread: [] };
  } catch (error) {
    const lines = readLines(text);
    // Where no line is JSON, it is one document with an error rather than lines with one each.
    if (lines.items.length > 0) return lines;
    return { form: "json", items: [], unread: [{ line: lineOf(body, error), reason: wordsOf(error) }] };
  }
}

function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === "object" && value !== null && "items" in value && Array.isArray(value.items)) {
    return value.items;
  }
  return [value];
}

function readLines(text: string): PastedPayload {
  const items: PastedItem[] = [];
  const unread: { line: number; reason: string }[] = [];
  for (const [i, line] of text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .entries()) {
    if (line.trim() === "") continue;
    try {
      items.push({ item: JSON.parse(line), place: { line: i + 1 } });
    } catch (error) {
      unread.push({ line: i + 1, reason: wordsOf(error) });
    }
  }
  return { form: "ndjson", items, unread };
}

function readRows(text: string): PastedPayload {
  const rows = text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .map((row, i) => ({ cells: row.split(/[,\t]/).map(unquote), line: i + 1, isBlank: row.trim() === "" }))
    .filter(({ isBlank }) => !isBlank);
  const isHeaded = rows[0]?.cells.some((cell) => cell.toLowerCase() === "datastream") ?? false;
  const columns = isHeaded ? (rows[0]?.cells.map((cell) => cell.toLowerCase()) ?? []) : [...COLUMNS];
  const items = (isHeaded ? rows.slice(1) : rows).map(({ cells, line }) => {
    const given = columns.flatMap((column, i) => {
      const cell = cells[i] ?? "";
      return cell === "" ? [] : [[column, column === "result" || column === "time" ? readCell(cell) : cell]];
    });
    return { item: Object.fromEntries(given) as unknown, place: { line } };
  });
  return { form: "csv", items, unread: [] };
}

const unquote = (cell: string) =>
  cell
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .replaceAll('""', '"');

/** A number and a truth are what they look like; anything else is text. */
function readCell(cell: string): number | boolean | string {
  if (cell === "true" || cell === "false") return cell === "true";
  const value = Number(cell);
  return Number.isFinite(value) ? value : cell;
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The line of an error, from 1. Parsers tell it of some errors; of the others it is where the text stops being the beginning of JSON. */
function lineOf(text: string, error: unknown): number {
  const told = /line (\d+) column/.exec(wordsOf(error))?.[1];
  if (told !== undefined) return Number(told);
  const lines = text.split("\n");
  let [good, bad] = [0, lines.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isBeginning(lines.slice(0, middle).join("\n"))) good = middle;
    else bad = middle;
  }
  return bad;
}

/** Whether a text could go on and become JSON: what is wrong with it is its end. */
function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const position = /position (\d+)/.exec(wordsOf(error))?.[1];
    return /end of|[Uu]nterminated/.test(wordsOf(error)) || Number(position) >= text.length;
  }
}

/** A cell: a number stays a number for whoever computes with the file; undefined is empty. */
export type CsvCell = string | number | undefined;

/**
 * Writes a table as CSV after RFC 4180: CRLF between records, quotes where a cell needs them; UTF-8 with a byte order mark, without
 * which Excel reads Chinese as Latin. A text that a spreadsheet would run as a formula (beginning with `= + - @`, tab or return) gets
 * an apostrophe before it (OWASP, CSV Injection).
 */
export function writeCsv(header: readonly string[], records: Iterable<readonly CsvCell[]>): string {
  const lines = [header.map(writeCell).join(",")];
  for (const record of records) lines.push(record.map(writeCell).join(","));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function writeCell(cell: CsvCell): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The table as a spreadsheet takes it from the clipboard: tabs between cells, no line breaks within. */
export function writeTabs(header: readonly string[], records: Iterable<readonly CsvCell[]>): string {
  const write = (cell: CsvCell): string => {
    const text = cell === undefined ? "" : String(cell).replaceAll(/[\t\r\n]+/g, " ");
    return typeof cell === "string" && /^[=+\-@]/.test(text) ? `'${text}` : text;
  };
  const lines = [header.map(write).join("\t")];
  for (const record of records) lines.push(record.map(write).join("\t"));
  return lines.join("\n");
}

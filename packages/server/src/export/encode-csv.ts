import type { ExportPage } from "./read-rows.ts";

/** Without it, spreadsheets read UTF-8 as the machine's own code page. */
const BYTE_ORDER_MARK = "\uFEFF";
const HEADER = "datastream,time,time_ms,result,quality,unit";

/**
 * Writes pages as CSV (RFC 4180: commas, CRLF, quotes where needed), UTF-8 with a byte order mark. `time` is ISO 8601 in UTC,
 * `time_ms` the same moment as epoch ms, `result` in the unit beside it.
 */
export async function* encodeCsv(pages: AsyncIterable<ExportPage>): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${HEADER}\r\n`;
  for await (const { datastream, items } of pages) {
    const [id, unit] = [quote(datastream.id), quote(datastream.unit?.symbol ?? "")];
    let text = "";
    for (const { time, result, quality } of items) {
      text += `${id},${new Date(time).toISOString()},${time},${quote(String(result))},${quality},${unit}\r\n`;
    }
    yield text;
  }
}

const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

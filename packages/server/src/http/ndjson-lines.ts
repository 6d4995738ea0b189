import type { Readable } from "node:stream";

/** One line of a stream, the first being 1; `undefined` text where it was longer than allowed. */
export interface Line {
  readonly line: number;
  readonly text: string | undefined;
}

/** An observation of the longest ids and texts takes less than 1 KiB. */
export const MAX_LINE_BYTES = 16 * 1024;

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * Cuts a stream of bytes into lines, each time as many as came with one chunk. Lines end with LF or CR LF, the last may
 * end with the stream. Blank ones are left out and counted. Memory is one chunk and one line, whatever comes:
 * of a line longer than {@link MAX_LINE_BYTES} nothing is kept.
 *
 * @param body Not destroyed where the reader stops before its end: a request still has to be answered.
 */
export async function* cutLines(body: Readable): AsyncGenerator<Line[]> {
  let line = 1;
  let parts: Buffer[] = [];
  let bytes = 0;

  function keep(part: Buffer): void {
    bytes += part.length;
    if (bytes <= MAX_LINE_BYTES) parts.push(part);
    else parts = [];
  }

  function finish(into: Line[]): void {
    if (bytes > MAX_LINE_BYTES) into.push({ line, text: undefined });
    else {
      const raw =
        parts.length === 1 ? (parts[0] as Buffer).toString("utf8") : Buffer.concat(parts).toString("utf8");
      const text = (line === 1 ? raw.replace(BYTE_ORDER_MARK, "") : raw).trim();
      if (text !== "") into.push({ line, text });
    }
    parts = [];
    bytes = 0;
    line++;
  }

  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, end));
      finish(lines);
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (bytes > 0) {
    const last: Line[] = [];
    finish(last);
    if (last.length > 0) yield last;
  }
}

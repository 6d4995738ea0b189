import { describe, expect, it } from "vitest";
import { createProgressLine } from "./progress-line.ts";

function record(isTTY: boolean) {
  const written: string[] = [];
  let nowMs = 0;
  const stream = { isTTY, write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
  const line = createProgressLine(stream, () => nowMs);
  const wait = (ms: number): void => {
    nowMs += ms;
  };
  return { written, line, wait };
}

describe("createProgressLine", () => {
  it("writes a line for each new stage where nobody can rewrite one", () => {
    const { written, line } = record(false);
    line.show("town", 0.01);
    line.show("town", 0.2);
    line.show("water", 0.256);
    line.end();
    expect(written).toEqual(["  1 % town\n", " 25 % water\n"]);
  });

  it("rewrites one line of a terminal, not more than ten times a second, and clears it", () => {
    const { written, line, wait } = record(true);
    line.show("town", 0.01);
    line.show("town", 0.02);
    wait(150);
    line.show("town", 0.03);
    line.end();
    expect(written).toEqual(["\r\x1b[K  1 % town", "\r\x1b[K  3 % town", "\r\x1b[K"]);
  });
});

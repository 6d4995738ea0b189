import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPayload } from "./read-payload.ts";

const ITEM = { datastream: "p-1", time: 1_795_358_467_000, result: 28.5 };
const OTHER = { datastream: "p-2", time: "2026-11-22T22:41:07+08:00", result: true };

describe("a pasted payload", () => {
  it("is a batch, a list or one item in JSON", () => {
    const places = [
      { item: ITEM, place: { index: 0 } },
      { item: OTHER, place: { index: 1 } },
    ];
    const pretty = JSON.stringify({ batch: "b", items: [ITEM, OTHER] }, null, 2);
    expect(readPayload(pretty)).toEqual({ form: "json", items: places, unread: [] });
    expect(readPayload(JSON.stringify([ITEM, OTHER]))?.items).toEqual(places);
    expect(readPayload(`\uFEFF ${JSON.stringify(ITEM)}`)?.items).toEqual(places.slice(0, 1));
  });

  it("is one item a line, each by its line, with those that are no JSON named", () => {
    const text = `${JSON.stringify(ITEM)}\n\n{"datastream":\n${JSON.stringify(OTHER)}\n`;
    expect(readPayload(text)).toMatchObject({
      form: "ndjson",
      items: [
        { item: ITEM, place: { line: 1 } },
        { item: OTHER, place: { line: 4 } },
      ],
      unread: [{ line: 3 }],
    });
  });

  it("is rows of a table, with or without a header, of commas or tabs", () => {
    const row = (item: object, line: number) => ({ item, place: { line } });
    expect(readPayload("time,datastream,result\r\n1795358467000,p-1,28.5\r\n")?.items).toEqual([
      row(ITEM, 2),
    ]);
    expect(readPayload('p-1\t1795358467000\t28.5\np-2,"2026-11-22T22:41:07+08:00",true,bad')?.items).toEqual([
      row(ITEM, 1),
      row({ ...OTHER, quality: "bad" }, 2),
    ]);
  });

  it("names the line of an error in one document", () => {
    expect(readPayload('{\n "items": [\n  oops\n ]\n}')).toMatchObject({
      form: "json",
      items: [],
      unread: [{ line: 3 }],
    });
    expect(readPayload(" \n")).toBeUndefined();
  });

  it("is read whatever it is", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.array(fc.json()).map((all) => all.join("\n")),
        ),
        (text) => {
          const read = readPayload(text);
          const lines = text
            .replace(/^\uFEFF/, "")
            .split("\n")
            .filter((line) => line.trim() !== "").length;
          if (lines === 0) expect(read).toBeUndefined();
          else if (read?.form === "ndjson") expect(read.items.length + read.unread.length).toBe(lines);
          else expect(read?.form).toBe(/^[{[]/.test(text.replace(/^\uFEFF/, "").trim()) ? "json" : "csv");
        },
      ),
      { numRuns: 300 },
    );
  });
});

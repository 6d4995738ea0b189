import type { PullMap } from "@shuicheng/shared/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzzRuns } from "../../../../test/fuzz/fuzz-runs.ts";
import { mapDocument, readPointer } from "./map-document.ts";

describe("readPointer", () => {
  it.each([
    // RFC 6901, section 5.
    ["", { foo: ["bar", "baz"], "": 0, "a/b": 1, "m~n": 8 }],
    ["/foo", ["bar", "baz"]],
    ["/foo/0", "bar"],
    ["/", 0],
    ["/a~1b", 1],
    ["/m~0n", 8],
    ["/foo/01", undefined],
    ["/foo/length", undefined],
    ["/toString", undefined],
    ["/a~1b/x", undefined],
  ])("%j finds %j", (pointer, found) => {
    expect(readPointer({ foo: ["bar", "baz"], "": 0, "a/b": 1, "m~n": 8 }, pointer)).toEqual(found);
  });

  it("finds every value of any document by the path to it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        const walk = (value: unknown, pointer: string) => {
          expect(readPointer(document, pointer)).toEqual(value);
          if (typeof value !== "object" || value === null) return;
          for (const [key, inner] of Object.entries(value))
            walk(inner, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
        };
        walk(document, "");
      }),
    );
  });
});

describe("mapDocument", () => {
  const map: PullMap = {
    records: "/data/list",
    datastream: { pointer: "/no", prefix: "meter." },
    time: { pointer: "/t" },
    timeUnit: "s",
    result: { pointer: "/v" },
  };

  it("makes an item of each record, with the map's fields", () => {
    const document = { data: { list: [{ no: 7, t: 1_795_358_467, v: 0.31 }, { no: "8", v: "x" }, null] } };
    expect(mapDocument(document, [map], 5)).toEqual([
      { datastream: "meter.7", time: 1_795_358_467_000, result: 0.31 },
      { datastream: "meter.8", time: undefined, result: "x" },
      { datastream: undefined, time: undefined, result: undefined },
    ]);
  });

  it("takes a single record, fixed values, and the moment of the answer", () => {
    const one: PullMap = {
      records: "",
      datastream: { value: "tank.level" },
      result: { pointer: "/level" },
      quality: { value: "uncertain" },
    };
    expect(mapDocument({ level: 3 }, [one], 5)).toEqual([
      { datastream: "tank.level", time: 5, result: 3, quality: "uncertain" },
    ]);
  });

  it("says which list of records a document does not have", () => {
    const elsewhere = { ...map, records: "/none/here" };
    expect(() => mapDocument({ level: 3 }, [elsewhere], 5)).toThrow(
      expect.objectContaining({ code: "connector/failed", details: { index: 0, pointer: "/none/here" } }),
    );
  });

  it("makes items or none of any document", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        for (const item of mapDocument(document, [{ ...map, records: "" }], 0))
          expect(Object.keys(item)).toEqual(["datastream", "time", "result"]);
      }),
      fuzzRuns("pull, documents", 500),
    );
  });
});

import { Fault } from "@shuicheng/shared/faults";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzzRuns } from "../../../../test/fuzz/fuzz-runs.ts";
import { ENTITY_SETS } from "./entity-types.ts";
import { readQuery } from "./read-query.ts";
import { readOptions, readStaPath, writeKey } from "./read-url.ts";
import { readBody, readList, readObject } from "./write/read-body.ts";

/** Runs what may refuse; anything but a Fault is a failure of ours. */
function refusing(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(Fault);
  }
}

describe("paths", () => {
  it("give back any id that a link was written of", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "binary" }), (id) => {
        // Half a character of a pair is no text: it cannot be percent-encoded.
        fc.pre(id.isWellFormed());
        expect(readStaPath(`/Things${writeKey(id)}/Datastreams`)).toEqual([
          { name: "Things", key: id },
          { name: "Datastreams", key: undefined },
        ]);
      }),
    );
  });

  it("take ids without quotes, and refuse what is no path", () => {
    expect(readStaPath("/Things(5)/name/$value").map((step) => step.key)).toEqual([
      "5",
      undefined,
      undefined,
    ]);
    expect(readStaPath("/")).toEqual([]);
    for (const path of ["/Things('a", "/Things()", "/(a)", "/Things('a')b", "/%E0%A4%A"])
      expect(() => readStaPath(path), path).toThrow(
        expect.objectContaining({ code: "sta/unknown-resource" }),
      );
  });
});

describe("options", () => {
  it("are read as forms and as people write them", () => {
    expect([...readOptions("$top=5&$filter=name+eq+'a%26b'&x")]).toEqual([
      ["$top", "5"],
      ["$filter", "name eq 'a&b'"],
      ["x", ""],
    ]);
    expect(readOptions("t=2026-01-01T00:00:00+08:00").get("t")).toBe("2026-01-01T00:00:00+08:00");
  });

  it("nest, and put paths of one relation together", () => {
    const options =
      "$expand=Datastreams($top=3;$expand=Observations($top=1)),Datastreams/Sensor($select=name),Locations";
    const { expand } = readQuery("Things", readOptions(options));
    const inner = expand.get("Datastreams");
    expect(inner?.top).toBe(3);
    expect(inner?.expand.get("Observations")?.top).toBe(1);
    expect(inner?.expand.get("Sensor")?.select).toEqual(["name"]);
    expect(expand.has("Locations")).toBe(true);
  });
});

describe("names that every object has", () => {
  it.each(["$expand=constructor", "$select=toString", "$filter=constructor/x eq 1", "$orderby=__proto__"])(
    "%s",
    (query) => {
      expect(() => readQuery("Things", readOptions(query))).toThrow(Fault);
    },
  );
});

describe("requests at random", () => {
  const pieces = fc.constantFrom(
    ...[
      "$expand=",
      "$filter=",
      "$select=",
      "$orderby=",
      "$top=",
      "$skip=",
      "$count=",
      "$resultFormat=",
      "&",
      "=",
      "Things",
    ],
    ...[
      "Datastreams",
      "Observations",
      "Sensor",
      "/",
      "(",
      ")",
      "'",
      ";",
      ",",
      "name",
      "result",
      " desc",
      " eq ",
      "5",
      "-1",
      "%",
      "%27",
      "+",
    ],
  );
  const garbage = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(pieces, { maxLength: 25 }).map((all) => all.join("")),
  );

  it("are read or refused, never more", () => {
    fc.assert(
      fc.property(garbage, fc.constantFrom(...ENTITY_SETS), (text, set) => {
        refusing(() => readStaPath(text));
        refusing(() => readQuery(set, readOptions(text)));
      }),
      fuzzRuns("SensorThings, addresses", 5_000),
    );
  });

  it("may have any body", () => {
    const keys = fc.constantFrom(
      "name",
      "description",
      "location",
      "unitOfMeasurement",
      "properties",
      "@iot.id",
      "phenomenonTime",
      "Thing",
      "Datastreams",
      "result",
      "__proto__",
      "constructor",
    );
    const body = fc.dictionary(keys, fc.jsonValue());
    fc.assert(
      fc.property(fc.oneof(body, fc.jsonValue()), fc.constantFrom(...ENTITY_SETS), (value, set) => {
        refusing(() => readBody(set, readObject(value, ""), "", true));
        refusing(() => readBody(set, readObject(value, ""), "", false));
        refusing(() => readList(value, ""));
      }),
      fuzzRuns("SensorThings, bodies", 5_000),
    );
  });
});

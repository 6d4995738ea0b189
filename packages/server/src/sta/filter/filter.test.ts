import { Fault } from "@shuicheng/shared/faults";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzzRuns } from "../../../../../test/fuzz/fuzz-runs.ts";
import { isMatch } from "./evaluate-filter.ts";
import { BINARY_OPERATORS, type Expression } from "./expression.ts";
import { FILTER_FUNCTIONS } from "./filter-functions.ts";
import type { FilterValue } from "./filter-values.ts";
import { findRequiredText, findTimeRange } from "./find-bounds.ts";
import { parseFilter } from "./parse-filter.ts";
import { printFilter } from "./print-filter.ts";
import { readTimeValue } from "./read-time.ts";

const NOW_MS = Date.parse("2026-11-23T12:00:00Z");
const VALUES: Record<string, FilterValue | FilterValue[]> = {
  result: 12.5,
  name: "It's 水位",
  isOn: true,
  phenomenonTime: readTimeValue("2026-11-23T08:30:15.250+08:00") ?? null,
  interval: readTimeValue("2026-11-01T00:00:00Z/2026-11-02T00:00:00Z") ?? null,
  "Datastreams/name": ["level", "flow"],
  location: { kind: "json", json: { type: "Point", coordinates: [8, 53] } },
  "properties/max-depth": 3,
};
const read = (segments: readonly string[]): readonly FilterValue[] => {
  const value = VALUES[segments.join("/")];
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
};
const matches = (filter: string) => isMatch(parseFilter(filter), read, NOW_MS);

describe("filters", () => {
  it.each([
    ["result eq 12.5"],
    ["result ne 12"],
    ["result gt 12"],
    ["result ge 12.5"],
    ["result lt 13"],
    ["result le 12.5"],
    ["result gt -1"],
    ["12 lt result"],
    ["result gt 100 or result lt 13 and name ne 'x'"],
    ["not (result gt 100)"],
    ["not result gt 100 and isOn"],
    ["not isOn or true"],
    ["isOn eq true"],
    ["missing eq null"],
    ["name ne null"],
    ["result add 1 eq 13.5"],
    ["result sub 2 mul 3 eq 6.5"],
    ["(result sub 2) mul 2 eq 21"],
    ["result div 5 eq 2.5"],
    ["result mod 5 eq 2.5"],
    ["-result eq -12.5"],
    ["result div 0 eq null"],
    ["name eq 'It''s 水位'"],
    ["substringof('水', name)"],
    ["endswith(name,'位')"],
    ["startswith(name,'It')"],
    ["length(name) eq 7"],
    ["indexof(name,'s') eq 3"],
    ["substring(name,5) eq '水位'"],
    ["substring(name,0,2) eq 'It'"],
    ["tolower('ABC') eq 'abc'"],
    ["toupper('abc') eq 'ABC'"],
    ["trim('  a ') eq 'a'"],
    ["concat(concat('a','b'),'c') eq 'abc'"],
    ["year(phenomenonTime) eq 2026"],
    ["month(phenomenonTime) eq 11"],
    ["day(phenomenonTime) eq 23"],
    ["hour(phenomenonTime) eq 0"],
    ["minute(phenomenonTime) eq 30"],
    ["second(phenomenonTime) eq 15"],
    ["fractionalseconds(phenomenonTime) eq 0.25"],
    ["date(phenomenonTime) eq '2026-11-23'"],
    ["time(phenomenonTime) eq '00:30:15.250'"],
    ["totaloffsetminutes(phenomenonTime) eq 0"],
    ["phenomenonTime lt now()"],
    ["phenomenonTime gt mindatetime() and phenomenonTime lt maxdatetime()"],
    ["phenomenonTime gt now() sub duration'PT12H'"],
    ["now() sub phenomenonTime lt duration'P1D'"],
    ["phenomenonTime eq 2026-11-23T00:30:15.250Z"],
    ["phenomenonTime ge 2026-11-23T08:30:15.250+08:00"],
    ["phenomenonTime lt '2027-01-01T00:00:00Z'"],
    ["interval lt 2026-11-02T00:00:00Z"],
    ["interval eq 2026-11-01T00:00:00Z/2026-11-02T00:00:00Z"],
    ["round(12.5) eq 13 and round(-12.5) eq -13"],
    ["floor(result) eq 12"],
    ["ceiling(result) eq 13"],
    ["Datastreams/name eq 'flow'"],
    ["Datastreams/name eq 'level' and Datastreams/name eq 'flow'"],
    ["not Datastreams/name eq 'pressure'"],
    ["properties/max-depth eq 3"],
    ["geo.distance(location, geography'POINT(8 52)') eq 1"],
    ["geo.length(geography'LINESTRING(5 52, 5 53)') eq 1"],
    ["geo.intersects(location, geography'POLYGON((7 52, 9 52, 9 54, 7 54, 7 52))')"],
    ["st_within(location, geography'POLYGON((7 52, 9 52, 9 54, 7 54, 7 52))')"],
    ["st_relate(location, geography'POINT(8 53)', '0FFFFFFF2')"],
    ["st_disjoint(location, geometry'POINT(9 53)')"],
  ])("%s", (filter) => {
    expect(matches(filter)).toBe(true);
    expect(matches(`not (${filter})`)).toBe(false);
  });

  it.each([
    ["name eq 5"],
    ["length(result) eq 4"],
    ["result gt 'a'"],
    ["missing gt 1"],
    ["year(name) eq 2026"],
    ["geo.distance(name, location) lt 5"],
  ])("%s is not true: kinds do not go together", (filter) => expect(matches(filter)).toBe(false));

  it.each([
    ["", 0],
    ["result eq", 9],
    ["result eq 5 5", 12],
    ["result = 5", 7],
    ["foo(result)", 0],
    ["length(name, 1)", 0],
    ["(result eq 5", 12],
    ["name eq 'x", 8],
    ["time gt 2026-13-01T00:00:00Z", 8],
    ["time gt 2026-11-01", 12],
    ["result eq 5abc", 11],
    ["Thing/ eq 5", 10],
    ["st_equals(location, geography'POINT(8)')", 37],
    ["x eq duration'5 days'", 14],
  ])("refuses %j at character %i", (filter, position) => {
    expect(() => parseFilter(filter)).toThrow(
      expect.objectContaining({ code: "sta/invalid-query", details: { option: "$filter", position } }),
    );
  });

  it("refuses what is nested too deeply instead of running out of stack", () => {
    for (const filter of [`${"(".repeat(5_000)}1`, "-".repeat(9_000), "not ".repeat(4_000)])
      expect(() => parseFilter(filter)).toThrow(Fault);
  });
});

const OPERATORS = BINARY_OPERATORS.flat();
const name = fc.stringMatching(/^[A-Za-z_@][A-Za-z0-9_.-]{0,8}$/).filter((word) => !RESERVED.has(word));
const RESERVED = new Set<string>([...OPERATORS, "not", "true", "false", "null"]);
const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc
    .oneof(
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }),
      fc.boolean(),
      fc.constant(null),
    )
    .map((value): Expression => ({ kind: "literal", value })),
  fc
    .array(name, { minLength: 1, maxLength: 3 })
    .map((segments): Expression => ({ kind: "path", segments, at: 0 })),
  fc.constantFrom<Expression>(
    parseFilter("2026-11-23T08:00:00+08:00/2026-11-24T00:00:00.5Z"),
    parseFilter("duration'-P1DT2.5S'"),
    parseFilter("geography'POINT (1 2)'"),
  ),
);
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.record({ kind: fc.constant("unary"), operator: fc.constantFrom("not", "-"), of: tie("expression") }),
    fc.record({
      kind: fc.constant("binary"),
      operator: fc.constantFrom(...OPERATORS),
      left: tie("expression"),
      right: tie("expression"),
    }),
    fc
      .tuple(
        fc.constantFrom(...Object.keys(FILTER_FUNCTIONS)),
        fc.array(tie("expression"), { minLength: 3, maxLength: 3 }),
      )
      .map(([called, args]) => ({
        kind: "call",
        name: called,
        args: args.slice(0, FILTER_FUNCTIONS[called]!.arguments[0]),
        at: 0,
      })),
  ) as fc.Arbitrary<Expression>,
}));

const withoutPlaces = (value: Expression) =>
  JSON.parse(JSON.stringify(value, (key, part) => (key === "at" ? undefined : part)));

describe("the filter's grammar, at random", () => {
  it("prints what it parses back", () => {
    fc.assert(
      fc.property(expression, (one) => {
        const again = parseFilter(printFilter(one));
        expect(withoutPlaces(parseFilter(printFilter(again)))).toEqual(withoutPlaces(again));
        // A sign before a number is part of it once it is read.
        if (!JSON.stringify(one).includes('"-"')) expect(withoutPlaces(again)).toEqual(withoutPlaces(one));
      }),
      { numRuns: 1_000 },
    );
  });

  it("evaluates whatever it parses", () => {
    fc.assert(
      fc.property(expression, (one) => {
        expect(typeof isMatch(one, read, NOW_MS)).toBe("boolean");
      }),
      { numRuns: 500 },
    );
  });

  it("throws nothing but a Fault with a position, whatever it is given", () => {
    const pieces = fc.constantFrom(
      "result",
      " ",
      "eq",
      "and",
      "(",
      ")",
      "'",
      "'a'",
      "1",
      "-",
      "/",
      ",",
      "not ",
      "geo.distance(",
      "geography'POINT(",
      "2026-11-23T00:00:00Z",
      "水",
      "$",
      "\u0000",
      "duration'P1D'",
    );
    const garbage = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(pieces, { maxLength: 30 }).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(garbage, (text) => {
        try {
          isMatch(parseFilter(text), read, NOW_MS);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
          const { position } = (error as Fault).details;
          expect(position).toBeGreaterThanOrEqual(0);
          expect(position).toBeLessThanOrEqual(text.length);
        }
      }),
      fuzzRuns("SensorThings, $filter", 5_000),
    );
  });
});

describe("bounds", () => {
  const rangeOf = (filter: string) => findTimeRange(parseFilter(filter), "phenomenonTime", NOW_MS);
  const at = (text: string) => Date.parse(text);

  it("finds the times that a filter asks for", () => {
    expect(
      rangeOf(
        "phenomenonTime ge 2026-01-01T00:00:00Z and result gt 5 and phenomenonTime lt 2026-02-01T00:00:00Z",
      ),
    ).toEqual({
      fromMs: at("2026-01-01T00:00:00Z"),
      toMs: at("2026-02-01T00:00:00Z"),
    });
    expect(rangeOf("2026-01-01T00:00:00Z lt phenomenonTime").fromMs).toBe(at("2026-01-01T00:00:00Z"));
    expect(rangeOf("phenomenonTime gt now() sub duration'P1D'").fromMs).toBe(NOW_MS - 86_400_000);
    const all = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };
    expect(rangeOf("phenomenonTime gt 2026-01-01T00:00:00Z or result gt 5")).toEqual(all);
    expect(rangeOf("not (phenomenonTime gt 2026-01-01T00:00:00Z)")).toEqual(all);
    expect(rangeOf("phenomenonTime gt resultTime")).toEqual(all);
  });

  it("never leaves out what the filter lets pass", () => {
    const moments = fc.integer({ min: 0, max: 20 }).map((s) => new Date(NOW_MS + s * 1_000).toISOString());
    const comparison = fc
      .tuple(fc.constantFrom("eq", "gt", "ge", "lt", "le", "ne"), moments, fc.boolean())
      .map(([operator, moment, isLeft]) =>
        isLeft ? `phenomenonTime ${operator} ${moment}` : `${moment} ${operator} phenomenonTime`,
      );
    const filter = fc
      .array(fc.tuple(comparison, fc.constantFrom("and", "or")), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.map(([part, joint], i) => (i === 0 ? part : `${joint} ${part}`)).join(" "));
    fc.assert(
      fc.property(filter, fc.integer({ min: 0, max: 20 }), (text, s) => {
        const timeMs = NOW_MS + s * 1_000;
        const time = { kind: "time", startMs: timeMs, endMs: timeMs } as const;
        if (!isMatch(parseFilter(text), () => [time], NOW_MS)) return;
        const { fromMs, toMs } = rangeOf(text);
        expect(fromMs <= timeMs && timeMs <= toMs).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("finds the one id that is asked for", () => {
    expect(findRequiredText(parseFilter("id eq 'a' and name ne 'b'"), "id")).toBe("a");
    expect(findRequiredText(parseFilter("id eq 'a' or id eq 'b'"), "id")).toBeUndefined();
  });
});

import type { FieldColumn } from "@shuicheng/shared/ifc";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { THEMES } from "../../../app/tokens.ts";
import { PAINT_MARKS } from "../paint-marks.ts";
import {
  CATEGORY_COLOURS,
  countFound,
  createColourScheme,
  NO_VALUE_COLOUR,
  NO_VALUE_KEY,
  NO_VALUE_ROOM_COLOUR,
  OTHERS_COLOUR,
  paintScheme,
  RANGE_COLOURS,
  readOff,
} from "./colour-scheme.ts";
import { rgbaOf } from "./hex-colour.ts";
import { parseLimits, roundLimits } from "./range-limits.ts";

const METRE = { kind: "LENGTHUNIT", name: "METRE", symbol: "m", toSi: 1, siOffset: 0 };
const MILLIMETRE = { kind: "LENGTHUNIT", name: "MILLIMETRE", symbol: "mm", toSi: 1e-3, siOffset: 0 };

function numbers(cells: number[], unit = METRE): { column: FieldColumn; isAsked: Uint8Array } {
  return {
    column: { kind: "number", unit, cells: Float64Array.from(cells), several: new Map(), texts: [] },
    isAsked: new Uint8Array(cells.length).fill(1),
  };
}

function texts(values: (string | undefined)[]): { column: FieldColumn; isAsked: Uint8Array } {
  const all = [...new Set(values.filter((value) => value !== undefined))];
  const cells = Float64Array.from(values, (value) => (value === undefined ? Number.NaN : all.indexOf(value)));
  return {
    column: { kind: "text", unit: undefined, cells, several: new Map(), texts: all },
    isAsked: new Uint8Array(values.length).fill(1),
  };
}

describe("createColourScheme", () => {
  it("has ranges span what a filter has found, and leaves all else as it is; categories span everything", () => {
    const found = { isFound: Uint8Array.from([1, 1, 0, 1]) };
    const ranges = createColourScheme({ attribute: "name" }, [
      { ...numbers([1, 2, 500, Number.NaN]), ...found },
    ]);
    const [first, last] = [ranges.entries[0]?.label, ranges.entries.at(-1)?.label];
    expect([first, last]).toMatchObject([{ from: 1 }, { to: 2 }]);
    expect(ranges.entries.reduce((sum, { elements }) => sum + elements, 0)).toBe(2);
    expect([ranges.without, ranges.entryOf[0]?.[2]]).toEqual([1, -2]);
    const words = createColourScheme({ attribute: "class" }, [{ ...texts(["a", "b", "c"]), ...found }]);
    expect(words.entries).toHaveLength(3);
  });

  it("makes ranges with round limits over all models, in one unit", () => {
    const scheme = createColourScheme({ attribute: "name" }, [
      numbers([0.3, 2.1, Number.NaN]),
      numbers([6900, 3000], MILLIMETRE),
    ]);
    expect(scheme.unit).toBe(METRE);
    expect(scheme.entries.map(({ label, elements }) => ({ ...label, elements }))).toEqual([
      { from: 0, to: 2, elements: 1 },
      { from: 2, to: 4, elements: 2 },
      { from: 4, to: 6, elements: 0 },
      { from: 6, to: 8, elements: 1 },
    ]);
    expect(scheme.without).toBe(1);
    expect(scheme.entryOf.map((own) => [...own])).toEqual([
      [0, 1, -1],
      [3, 1],
    ]);
  });

  it("makes ranges of about as many each where even ones would hold nearly all in one", () => {
    const rooms = Array.from({ length: 60 }, (_, i) => 1 + i);
    const scheme = createColourScheme({ attribute: "name" }, [numbers([...rooms, 5000])]);
    expect(scheme.entries.map(({ label, elements }) => ({ ...label, elements }))).toEqual([
      { from: 0, to: 11, elements: 10 },
      { from: 11, to: 21, elements: 10 },
      { from: 21, to: 31, elements: 10 },
      { from: 31, to: 41, elements: 10 },
      { from: 41, to: 51, elements: 10 },
      { from: 51, to: 5000, elements: 11 },
    ]);
  });

  it("takes limits of one's own, open at an end beyond which there are values", () => {
    const lengths = numbers([100, 500, 1000, 2000, 2500, Number.NaN], MILLIMETRE);
    const scheme = createColourScheme({ attribute: "name" }, [lengths], [500, 1000, 2500]);
    expect(scheme.entries.map(({ label, elements }) => ({ ...label, elements }))).toEqual([
      { from: Number.NEGATIVE_INFINITY, to: 500, elements: 1 },
      { from: 500, to: 1000, elements: 1 },
      { from: 1000, to: 2500, elements: 3 },
    ]);
    const split = createColourScheme({ attribute: "name" }, [lengths], [1000]);
    expect(split.entries.map(({ elements }) => elements)).toEqual([2, 3]);
    const colours = createColourScheme(
      { attribute: "name" },
      [lengths],
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
    ).entries.map(({ colour }) => colour);
    expect(new Set(colours).size).toBe(colours.length);
  });

  it("gives colours to the most frequent categories and one to the rest", () => {
    const values = Array.from({ length: 12 }, (_, i) =>
      Array.from({ length: 13 - i }, () => `type ${i}`),
    ).flat();
    const scheme = createColourScheme({ attribute: "type" }, [texts(values)]);
    expect(scheme.entries).toHaveLength(9);
    expect(scheme.entries[0]).toMatchObject({
      label: { text: "type 0" },
      elements: 13,
      colour: CATEGORY_COLOURS[0],
    });
    expect(scheme.entries[8]).toMatchObject({
      label: { others: 4 },
      elements: 5 + 4 + 3 + 2,
      colour: OTHERS_COLOUR,
    });
  });

  it("keeps storeys in their order", () => {
    const scheme = createColourScheme({ attribute: "storey" }, [texts(["-1", "0", "0", "0", "1", "1"])]);
    expect(scheme.entries.map(({ label }) => label)).toEqual([{ text: "-1" }, { text: "0" }, { text: "1" }]);
  });
});

describe("paintScheme", () => {
  it("paints entries that are on, grey what has no value, and leaves the rest its own colour", () => {
    const asked = { ...texts(["a", "b", undefined, "a"]), isAsked: Uint8Array.from([1, 1, 1, 0]) };
    const scheme = createColourScheme({ attribute: "type" }, [asked]);
    const hexAt = (paint: Uint8Array, row: number) =>
      paint[4 * row + 3] === 0
        ? "own"
        : `#${[...paint.subarray(4 * row, 4 * row + 3)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`.toUpperCase();
    const paint = paintScheme(scheme, 0, new Set(), () => false);
    expect([0, 1, 2, 3].map((row) => hexAt(paint, row))).toEqual([
      CATEGORY_COLOURS[0],
      CATEGORY_COLOURS[1],
      NO_VALUE_COLOUR,
      "own",
    ]);
    const less = paintScheme(scheme, 0, new Set(["=a", NO_VALUE_KEY]), () => false);
    expect([0, 1, 2].map((row) => hexAt(less, row))).toEqual(["own", CATEGORY_COLOURS[1], "own"]);
  });

  it("hatches a room without a value in a grey that no range and no category has", () => {
    const scheme = createColourScheme({ attribute: "type" }, [texts(["a", undefined, undefined])]);
    const paint = paintScheme(scheme, 0, new Set(), (row) => row === 1);
    expect([...paint.subarray(4, 8)]).toEqual([...rgbaOf(NO_VALUE_ROOM_COLOUR).slice(0, 3), PAINT_MARKS.old]);
    expect(paint[11]).toBe(255);
    expect([...RANGE_COLOURS, ...CATEGORY_COLOURS]).not.toContain(NO_VALUE_ROOM_COLOUR);
  });
});

describe("readOff", () => {
  it("knows the rows whose entry, or whose lack of a value, is switched off", () => {
    const scheme = createColourScheme({ attribute: "type" }, [
      { ...texts(["a", "b", undefined, "a"]), isAsked: Uint8Array.from([1, 1, 1, 0]) },
    ]);
    const offRows = (...keys: string[]) => [0, 1, 2, 3].filter(readOff(scheme, 0, new Set(keys)));
    expect(offRows("=a")).toEqual([0]);
    expect(offRows("=b", NO_VALUE_KEY)).toEqual([1, 2]);
    expect(offRows()).toEqual([]);
  });
});

describe("countFound", () => {
  it("counts by entry what a filter found, those without a value last", () => {
    const scheme = createColourScheme({ attribute: "type" }, [
      texts(["a", "b", undefined, "a"]),
      { ...texts(["b", "b"]), isAsked: Uint8Array.from([1, 0]) },
    ]);
    const found = [Uint8Array.from([1, 0, 1, 1]), Uint8Array.from([1, 1])];
    expect(countFound(scheme, found)).toEqual([2, 1, 1]);
    expect(countFound(scheme, [undefined, undefined])).toEqual([0, 0, 0]);
  });
});

describe("parseLimits", () => {
  it("takes numbers however they are set apart", () => {
    expect(parseLimits("0 2.5; 10，100")).toEqual([0, 2.5, 10, 100]);
    expect(parseLimits("−5、0")).toEqual([-5, 0]);
    expect(parseLimits(" ")).toBe("none");
  });

  it("says what is wrong", () => {
    expect(parseLimits("1 two")).toBe("no-number");
    expect(parseLimits("1 3 2")).toBe("no-order");
    expect(parseLimits("1,000")).toBe("no-order");
    expect(parseLimits("1 2 3 4 5 6 7 8 9 10")).toBe("too-many");
  });
});

describe("roundLimits", () => {
  it("holds both ends in at most as many ranges as were asked for", () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [least, greatest] = a < b ? [a, b] : [b, a];
        const limits = roundLimits(least, greatest, 7);
        const slack = 1e-6 * Math.max(Math.abs(least), Math.abs(greatest));
        expect(limits.length).toBeLessThanOrEqual(8);
        expect(limits[0]).toBeLessThanOrEqual(least + slack);
        expect(limits.at(-1)).toBeGreaterThanOrEqual(greatest - slack);
      }),
    );
    expect(roundLimits(0.1, 0.32, 7)).toEqual([0.1, 0.15, 0.2, 0.25, 0.3, 0.35]);
    expect(roundLimits(5, 5, 7)).toEqual([5, 5]);
  });
});

/** CIE 1976 difference (L*a*b*, D65); 2.3 is just seen. */
function difference(a: string, b: string, see: (rgb: number[]) => number[] = (rgb) => rgb): number {
  const [left, right] = [lab(see(linear(a))), lab(see(linear(b)))];
  return Math.hypot(...left.map((value, i) => value - (right[i] as number)));
}

const linear = (hex: string): number[] =>
  [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });

function lab([r = 0, g = 0, b = 0]: number[]): number[] {
  const xyz = [
    (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
    0.2126 * r + 0.7152 * g + 0.0722 * b,
    (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
  ].map((value) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116));
  const [x = 0, y = 0, z = 0] = xyz;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** How red-green blind eyes see it, in linear light. Source: Machado, Oliveira, Fernandes 2009, severity 1.0. */
const deuteranope = ([r = 0, g = 0, b = 0]: number[]): number[] =>
  [
    0.367322 * r + 0.860646 * g - 0.227968 * b,
    0.280085 * r + 0.672501 * g + 0.047413 * b,
    -0.01182 * r + 0.04294 * g + 0.968881 * b,
  ].map((value) => Math.min(1, Math.max(0, value)));

const protanope = ([r = 0, g = 0, b = 0]: number[]): number[] =>
  [
    0.152286 * r + 1.052583 * g - 0.204868 * b,
    0.114503 * r + 0.786281 * g + 0.099216 * b,
    -0.003882 * r - 0.048116 * g + 1.051998 * b,
  ].map((value) => Math.min(1, Math.max(0, value)));

describe("colours", () => {
  const own = [...CATEGORY_COLOURS, ...RANGE_COLOURS, OTHERS_COLOUR, NO_VALUE_COLOUR];

  it("keep away from alarms, the interface's blue and the selection", () => {
    const { status, accent, selection } = THEMES.night;
    for (const taken of [status.critical, status.high, status.medium, status.low, accent.base, selection]) {
      for (const colour of own) expect(difference(colour, taken), `${colour} ${taken}`).toBeGreaterThan(20);
    }
  });

  it("are told apart by everybody", () => {
    for (const see of [(rgb: number[]) => rgb, deuteranope, protanope]) {
      for (const list of [CATEGORY_COLOURS, RANGE_COLOURS]) {
        list.forEach((a, i) => {
          for (const b of list.slice(i + 1)) expect(difference(a, b, see), `${a} ${b}`).toBeGreaterThan(6);
        });
      }
    }
  });
});

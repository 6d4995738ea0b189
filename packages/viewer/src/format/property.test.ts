import { describe, expect, it } from "vitest";
import { formatProperty } from "./property.ts";

const WORDS = { yes: "yes", no: "no" };
const format = (kind: string, values: (number | string | boolean | null)[], unit?: string) =>
  formatProperty({ kind, values, unit }, WORDS).replaceAll("\u00A0", " ");

describe("formatProperty", () => {
  it.each([
    ["single", [2_860], "kg", "2,860 kg"],
    ["single", [true], undefined, "yes"],
    ["single", [null], "mm", "—"],
    ["single", ["EI60"], undefined, "EI60"],
    ["list", [1, 2.5], "m", "1, 2.5 m"],
    ["enumerated", ["A", "B"], undefined, "A, B"],
    ["bounded", [2, 5, null], "mm", "2 – 5 mm"],
    ["bounded", [null, 5, 3], "mm", "≤ 5, = 3 mm"],
    ["bounded", [2, null, null], "mm", "≥ 2 mm"],
    ["table", [1, 10, 2, 20], undefined, "1 → 10; 2 → 20"],
    ["single", [], undefined, "—"],
  ] as const)("%s %j %s", (kind, values, unit, text) => {
    expect(format(kind, [...values], unit)).toBe(text);
  });
});

import { describe, expect, it } from "vitest";
import {
  isIsolated,
  isolateStorey,
  listStoreys,
  OUTSIDE_STOREYS,
  toggleStorey,
} from "./storey-visibility.ts";

const STOREYS = [
  { index: 0, name: "T/FDN", elevationM: -1.25 },
  { index: 1, name: "Level 1", elevationM: 0 },
  { index: 2, name: "Roof", elevationM: 6 },
  { index: 3, name: "?", elevationM: null },
];
const ALL = listStoreys(STOREYS);

describe("listStoreys", () => {
  it("goes from the top down, what is without elevation last, then what is in no storey", () => {
    expect(ALL).toEqual([2, 1, 0, 3, OUTSIDE_STOREYS]);
  });
});

describe("toggleStorey", () => {
  it("hides, then shows", () => {
    const hidden = toggleStorey(undefined, 2);
    expect([...hidden]).toEqual([2]);
    expect([...toggleStorey(hidden, 2)]).toEqual([]);
  });
});

describe("isolateStorey", () => {
  it("leaves one, and gives all back when pressed again", () => {
    const alone = isolateStorey(ALL, new Set([1]), 1);
    expect(isIsolated(ALL, alone, 1)).toBe(true);
    expect([...alone].sort((a, b) => a - b)).toEqual([0, 2, 3, OUTSIDE_STOREYS]);
    expect(isolateStorey(ALL, alone, 1).size).toBe(0);
    expect(isIsolated(ALL, new Set(), 1)).toBe(false);
  });
});

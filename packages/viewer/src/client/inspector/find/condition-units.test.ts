import type { FieldColumn } from "@shuicheng/shared/ifc";
import { describe, expect, it } from "vitest";
import { lacksOrder, withColumnUnit } from "./condition-units.ts";

const MILLIMETRE = { kind: "LENGTHUNIT", name: "MILLIMETRE", symbol: "mm", toSi: 1e-3, siOffset: 0 };
const column = (kind: FieldColumn["kind"], unit?: typeof MILLIMETRE): FieldColumn => ({
  ...{ kind, unit, cells: new Float64Array(), several: new Map(), texts: [] },
});
const FIELD = { set: "Qto_WallBaseQuantities", property: "Length" };
const values = (given: readonly string[], operator: "=" | "between" | "contains", of: FieldColumn) =>
  withColumnUnit(of, { field: FIELD, operator, values: given }).values;

describe("withColumnUnit", () => {
  it("writes the column's unit after numbers that have none", () => {
    expect(values(["2100", "−1,200"], "between", column("number", MILLIMETRE))).toEqual([
      "2100 mm",
      "−1,200 mm",
    ]);
  });

  it("leaves what has a unit, what is no number, and what is compared as text", () => {
    expect(values(["2.1 m"], "=", column("number", MILLIMETRE))).toEqual(["2.1 m"]);
    expect(values(["long", ""], "=", column("number", MILLIMETRE))).toEqual(["long", ""]);
    expect(values(["21"], "contains", column("number", MILLIMETRE))).toEqual(["21"]);
    expect(values(["21"], "=", column("number"))).toEqual(["21"]);
    expect(values(["21"], "=", column("text"))).toEqual(["21"]);
  });

  it("leaves numbers of a unit that cannot be read back", () => {
    const perSecond = { ...MILLIMETRE, kind: "FREQUENCYUNIT", symbol: "1 per s" };
    expect(values(["3"], "=", column("number", perSecond))).toEqual(["3"]);
  });
});

describe("lacksOrder", () => {
  it("is so of words and logicals, not of numbers, also where a file writes them as texts", () => {
    const classes = { ...column("text"), texts: ["IfcWall", "IfcSlab"] };
    for (const operator of ["<", "<=", ">", ">=", "between"] as const) {
      expect(lacksOrder(classes, operator)).toBe(true);
      expect(lacksOrder(column("logical"), operator)).toBe(true);
      expect(lacksOrder(column("number"), operator)).toBe(false);
      expect(lacksOrder({ ...classes, texts: ["none", "120"] }, operator)).toBe(false);
    }
    expect(lacksOrder(classes, "contains")).toBe(false);
  });
});

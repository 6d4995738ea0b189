import { describe, expect, it } from "vitest";
import { rankField, type SoughtField } from "./rank-field.ts";

const field = (place: string, name: string, alias = ""): SoughtField => ({ place, name, alias });
const FIELDS = [
  field("AC_Pset", "Breite (ac_unit_width)"),
  field("Pset_Widths", "Reference"),
  field("BaseQuantities", "OverallWidth"),
  field("BaseQuantities", "Width Left"),
  field("BaseQuantities", "Width"),
];
const found = (text: string): string[] =>
  FIELDS.map((each) => ({ each, rank: rankField(text, each) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => (a.rank as number) - (b.rank as number))
    .map(({ each }) => each.name);

describe("rankField", () => {
  it("has the very name first, then what begins with it, what has it within, and sets last", () => {
    expect(found("width")).toEqual([
      "Width",
      "Width Left",
      "Breite (ac_unit_width)",
      "OverallWidth",
      "Reference",
    ]);
  });

  it("finds by set and name together, in either order", () => {
    for (const text of ["BaseQuantities Width", "basequantities › width", "Width BaseQuantities"])
      expect(found(text)[0]).toBe("Width");
    expect(found("BaseQuantities Width")).toEqual(["Width", "OverallWidth", "Width Left"]);
    expect(found("Pset_Wall Width")).toEqual([]);
  });

  it("finds an attribute by its name in the standard", () => {
    expect(rankField("class", field("构件", "类别", "class"))).toBe(0);
  });
});

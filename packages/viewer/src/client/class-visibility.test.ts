import { describe, expect, it } from "vitest";
import { findHiddenClasses, findShownCategories, isClassHidden } from "./class-visibility.ts";

describe("isClassHidden", () => {
  it("hides spaces and openings at first, and nothing else", () => {
    const classes = ["IfcWall", "IfcSpace", "IfcOpeningElement", "pipe"];
    expect([...findHiddenClasses(classes, undefined)]).toEqual(["IfcSpace", "IfcOpeningElement"]);
  });

  it("turns round what a person switched", () => {
    const switched = new Set(["IfcWall", "IfcSpace"]);
    expect(isClassHidden("IfcWall", switched)).toBe(true);
    expect(isClassHidden("IfcSpace", switched)).toBe(false);
    expect(isClassHidden("IfcOpeningElement", switched)).toBe(true);
  });
});

describe("findShownCategories", () => {
  it("asks for the tilesets of what is switched on only", () => {
    expect([...findShownCategories(new Set(["IfcWall", "IfcSpace", "IfcSpatialZone"]))]).toEqual(["space"]);
    expect([...findShownCategories(undefined)]).toEqual([]);
  });
});

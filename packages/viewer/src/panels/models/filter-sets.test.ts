import { expect, it } from "vitest";
import { filterSets } from "./filter-sets.ts";

const property = (name: string, value: string | number) => ({ name, kind: "single", values: [value] });
const SETS = [
  {
    name: "Pset_WallCommon",
    kind: "properties",
    inherited: false,
    properties: [property("FireRating", "EI60"), property("LoadBearing", "true")],
  },
  { name: "BaseQuantities", kind: "quantities", inherited: true, properties: [property("Length", 4.65)] },
];
const found = (text: string) =>
  filterSets(SETS, text).map(({ name, properties }) => [name, ...properties.map((each) => each.name)]);

it("finds properties by name, value and set, whatever the case", () => {
  expect(found("fire")).toEqual([["Pset_WallCommon", "FireRating"]]);
  expect(found("4.65")).toEqual([["BaseQuantities", "Length"]]);
  expect(found("pset")).toEqual([["Pset_WallCommon", "FireRating", "LoadBearing"]]);
  expect(found("nothing of it")).toEqual([]);
  expect(found(" ").length).toBe(2);
});

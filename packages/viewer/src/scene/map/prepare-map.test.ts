import { describe, expect, it } from "vitest";
import { SMALL_MAP } from "../fixture/small-map.ts";
import { prepareMap } from "./prepare-map.ts";

const map = prepareMap(SMALL_MAP)!;

describe("prepareMap", () => {
  it("knows the box around all shapes", () => {
    expect(map.bounds).toEqual([115.97, 36.44, 115.99, 36.46]);
  });

  it("finds the shapes whose box meets a place, in the map's order", () => {
    expect(map.findAreas([115.985, 36.453, 115.9851, 36.4531]).map(({ kind }) => kind)).toEqual(["water"]);
    expect(map.findAreas([115.978, 36.447, 115.982, 36.453]).map(({ kind }) => kind)).toEqual([
      "water",
      "green",
      "block",
    ]);
    expect(map.findLines([115.9799, 36.4499, 115.9801, 36.4501])).toHaveLength(2);
  });

  it("finds nothing beside the map", () => {
    expect(map.findAreas([116.2, 36.4, 116.3, 36.5])).toEqual([]);
    expect(map.findLines([116.2, 36.4, 116.3, 36.5])).toEqual([]);
  });

  it("is undefined for a map without shapes", () => {
    expect(prepareMap({ ...SMALL_MAP, areas: [], lines: [] })).toBeUndefined();
  });
});

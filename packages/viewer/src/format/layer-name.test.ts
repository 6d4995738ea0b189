import { describe, expect, it } from "vitest";
import { findAmbiguousLayers, formatLayerName, listLayerNames } from "./layer-name.ts";

const aLayer = (id: string, name: string, nameEn: string | null = null) => ({ id, name, nameEn });

describe("formatLayerName", () => {
  it.each([
    [aLayer("w", "给水", "Water"), "给水", "Water"],
    [aLayer("w", "给水"), "给水", "给水"],
    [aLayer("w", "", "Water"), "Water", "Water"],
    [aLayer("w", ""), "w", "w"],
  ])("calls %j %s in Chinese and %s in English", (layer, zh, en) => {
    expect(formatLayerName(layer, "zh")).toBe(zh);
    expect(formatLayerName(layer, "en")).toBe(en);
  });
});

describe("findAmbiguousLayers", () => {
  it("finds layers that a person cannot tell apart in this language", () => {
    const layers = [aLayer("a", "给水", "North"), aLayer("b", "给水", "South"), aLayer("c", "燃气")];

    expect([...findAmbiguousLayers(layers, "zh")]).toEqual(["a", "b"]);
    expect([...findAmbiguousLayers(layers, "en")]).toEqual([]);
  });
});

describe("listLayerNames", () => {
  const layers = [
    { id: "gas", name: "燃气", nameEn: "Gas" },
    { id: "water", name: "给水", nameEn: null },
  ];

  it("lists names in the person's language, and the id of what is not known", () => {
    expect(listLayerNames(layers, ["gas", "water", "x-1"], "zh")).toBe("燃气、给水、x-1");
    expect(listLayerNames(layers, ["gas", "water"], "en")).toBe("Gas, 给水");
  });
});

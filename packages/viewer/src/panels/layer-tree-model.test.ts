import type { Layer } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import {
  classKey,
  countByClass,
  findSubject,
  groupLayers,
  listEntries,
  moveInTree,
  storeyKey,
} from "./layer-tree-model.ts";

function aLayer(id: string, kind: Layer["kind"]): Layer {
  return {
    ...{ id, kind, name: id, nameEn: null, tileset: null, features: 1, monitored: 0, revision: 1 },
    ...{ cimLevel: 4, access: "public", bbox: null, lengthM: null, assumptions: [], publishedAt: 0 },
  };
}

const GROUPS = groupLayers([aLayer("JZ", "buildings"), aLayer("gas", "gas"), aLayer("Net3", "water")]);
const innerOf = (layer: string) =>
  layer === "gas" ? [storeyKey("gas", 2), classKey("gas", "pipe"), classKey("gas", "valve")] : [];
const list = (...expanded: string[]) => listEntries(GROUPS, new Set(expanded), innerOf);
const keys = (...expanded: string[]) => list(...expanded).map(({ key }) => key);

describe("groupLayers", () => {
  it("orders layers by kind within their group and leaves out empty groups", () => {
    expect(GROUPS.map(({ name, layers }) => [name, layers.map(({ id }) => id)])).toEqual([
      ["pipes", ["Net3", "gas"]],
      ["above", ["JZ"]],
    ]);
  });
});

describe("listEntries", () => {
  it("lists only what is open", () => {
    expect(keys()).toEqual(["group/pipes", "group/above"]);
    expect(keys("group/pipes", "layer/gas")).toEqual([
      ...["group/pipes", "layer/Net3", "layer/gas", "storey/gas/2", "class/gas/pipe", "class/gas/valve"],
      "group/above",
    ]);
  });
});

describe("moveInTree", () => {
  const entries = list("group/pipes", "layer/gas");

  it.each([
    ["group/pipes", "ArrowDown", { focus: "layer/Net3" }],
    ["layer/gas", "ArrowDown", { focus: "storey/gas/2" }],
    ["class/gas/pipe", "ArrowUp", { focus: "storey/gas/2" }],
    ["layer/gas", "Home", { focus: "group/pipes" }],
    ["layer/gas", "End", { focus: "group/above" }],
    ["group/above", "ArrowRight", { toggle: "group/above" }],
    ["layer/gas", "ArrowRight", { focus: "storey/gas/2" }],
    ["layer/gas", "ArrowLeft", { toggle: "layer/gas" }],
    ["class/gas/valve", "ArrowLeft", { focus: "layer/gas" }],
    ["layer/Net3", "ArrowLeft", { focus: "group/pipes" }],
    ["class/gas/pipe", "ArrowRight", undefined],
    ["group/pipes", "ArrowUp", undefined],
    ["group/pipes", "x", undefined],
    ["layer/gone", "ArrowDown", undefined],
  ])("on %s %s does %j", (current, pressed, move) => {
    expect(moveInTree(entries, current, pressed)).toEqual(move);
  });
});

describe("findSubject", () => {
  it("tells group, layer and class apart by their keys", () => {
    expect(findSubject("group/above", GROUPS)).toEqual({ group: GROUPS[1] });
    expect(findSubject("layer/gas", GROUPS)).toMatchObject({ layer: "gas" });
    expect(findSubject("class/gas/a/b", GROUPS)).toMatchObject({ layer: "gas", assetClass: "a/b" });
    expect(findSubject("storey/gas/3", GROUPS)).toMatchObject({ layer: "gas", storey: 3 });
    expect(findSubject("layer/gone", GROUPS)).toBeUndefined();
  });
});

describe("countByClass", () => {
  it("counts features by the place of their class, and leaves out those beyond the indices", () => {
    const counts = countByClass(
      [{ featureIndex: 0 }, { featureIndex: 2 }, { featureIndex: 3 }, { featureIndex: 9 }],
      Uint8Array.of(1, 0, 1, 255),
    );

    expect([...counts]).toEqual([
      [1, 2],
      [255, 1],
    ]);
  });
});

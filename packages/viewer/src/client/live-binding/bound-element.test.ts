import { BAD_QUALITY_BIT, STALE_BIT } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { PAINT_MARKS } from "../inspector/paint-marks.ts";
import { findBoundElement, nameOfElement } from "./bound-element.ts";
import { listElementAssets } from "./element-assets.ts";
import { buildTable, idOf } from "./element-table.suite.ts";
import { paintStatuses, type StatusPaints } from "./paint-statuses.ts";

const table = buildTable([
  ["IFCWALL", "Wall", "a"],
  ["IFCWALL", "", "b"],
]);
const model = { id: "house", name: "House", table };

describe("findBoundElement", () => {
  it("finds the element, says that it is lost, or that the asset is another layer's", () => {
    const find = (layer: string, asset: string) => findBoundElement([model], { layer, asset });
    expect(find("house", `house.${idOf(1)}`)).toEqual({ kind: "element", model, row: 1 });
    expect(find("house", "house.3ThA22djr8AQQ9eQMA5s~I")).toEqual({
      ...{ kind: "lost", model, globalId: "3ThA22djr8AQQ9eQMA5s$I" },
    });
    expect(find("pipes", "p1")).toEqual({ kind: "elsewhere", asset: "p1" });
  });

  it("names an element without a name by class and GlobalId", () => {
    expect([nameOfElement(model, 0), nameOfElement(model, 1)]).toEqual(["Wall", `IfcWall ${idOf(1)}`]);
  });
});

describe("listElementAssets", () => {
  it("answers each row's asset and each asset's row", () => {
    const { assetOf, rowOf } = listElementAssets("house", table);
    expect(assetOf).toEqual([`house.${idOf(0)}`, `house.${idOf(1)}`]);
    expect(assetOf.map((asset) => rowOf.get(asset))).toEqual([0, 1]);
  });
});

describe("paintStatuses", () => {
  const paints: StatusPaints = {
    severities: {
      ...{ unknown: "#010101", normal: "#020202", advisory: "#030303", low: "#040404" },
      ...{ medium: "#050505", high: "#F0883A", critical: "#E5484D" },
    },
    stale: "#A9B5C0",
    bad: "#C2CCD5",
  };
  const HIGH = 5;

  it("paints what needs a person and what is old, and leaves what is well its own colour", () => {
    // Feature 2 is high, feature 0 stale, feature 1 normal.
    const paint = paintStatuses(Uint32Array.of(2, 1, 0), Uint8Array.of(1 | STALE_BIT, 1, HIGH), 4, paints)!;
    expect(Array.from(paint)).toEqual([
      ...[0xf0, 0x88, 0x3a, 0xff],
      ...[0, 0, 0, 0],
      ...[0xa9, 0xb5, 0xc0, PAINT_MARKS.old],
      ...[0, 0, 0, 0],
    ]);
  });

  it("marks what is old also where it needs a person, and what is bad", () => {
    const statuses = Uint8Array.of(HIGH | STALE_BIT, 1 | BAD_QUALITY_BIT);
    const paint = paintStatuses(Uint32Array.of(0, 1), statuses, 2, paints)!;
    expect(Array.from(paint)).toEqual([
      ...[0xf0, 0x88, 0x3a, PAINT_MARKS.old],
      ...[0xc2, 0xcc, 0xd5, PAINT_MARKS.bad],
    ]);
  });

  it("paints nothing where all is well, also of features that no status is known of", () => {
    expect(paintStatuses(Uint32Array.of(0, 7), Uint8Array.of(1), 2, paints)).toBeUndefined();
  });
});

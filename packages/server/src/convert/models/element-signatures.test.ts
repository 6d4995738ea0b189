import { decodeElementTable, openStep, readIfcTable } from "@shuicheng/shared/ifc";
import { describe, expect, it } from "vitest";
import { findChanged, signElements } from "./element-signatures.ts";
import { buildWallModel, rowOfWalls, type TestWall, wallId } from "./wall-model.suite.ts";

const walls = rowOfWalls(20).map((wall, n) => ({ ...wall, fireRating: n % 2 === 0 ? "EI 30" : "EI 60" }));

function sign(model: readonly TestWall[], moveM: (n: number) => number = () => 0) {
  const table = decodeElementTable(readIfcTable(openStep(Buffer.from(buildWallModel(model)))).table);
  const keys = table.objects.globalId.slice(0, table.objects.elementCount);
  const boundsM = new Float64Array(6 * keys.length).map((_, at) => moveM(Math.floor(at / 6)));
  return { keys, signatures: signElements(table, boundsM) };
}
const with3 = (change: Partial<TestWall>) =>
  walls.map((wall, n) => (n === 3 ? { ...wall, ...change } : wall));

describe("signElements", () => {
  it("is the same for the same elements, whatever their order in the file", () => {
    expect(findChanged(sign(walls), sign([...walls].reverse()))).toEqual([]);
  });

  it.each([
    ["a name", with3({ name: "Another" })],
    ["a property's value", with3({ fireRating: "EI 90" })],
    ["a property that is gone", with3({ fireRating: "" })],
  ])("tells %s, of that element alone", (_what, changed) => {
    expect(findChanged(sign(walls), sign(changed))).toEqual([wallId(3)]);
  });

  it("tells a move by a millimetre, and nothing below", () => {
    const row = sign(walls).keys.indexOf(wallId(5));
    const movedBy = (byM: number) => sign(walls, (n) => (n === row ? byM : 0));
    expect(findChanged(sign(walls), movedBy(0.0011))).toEqual([wallId(5)]);
    expect(findChanged(sign(walls), movedBy(0.0004))).toEqual([]);
  });

  it("says nothing of what came or went", () => {
    expect(findChanged(sign(walls), sign(walls.slice(1)))).toEqual([]);
    expect(findChanged(sign(walls.slice(1)), sign(walls))).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import type { MergedMesh } from "../model/inspected-model.ts";
import type { Triple } from "../stage/stage-contract.ts";
import { HAS_SAMPLES, type SampleMesh, sampleMesh } from "../triangles/sample-mesh.suite.ts";
import { runSearch } from "./run-search.suite.ts";
import type { ClashElement } from "./search-clashes.ts";

/** All elements of a sample in the coordinates of its file. */
function elementsOf(model: string, { mesh }: SampleMesh): ClashElement[] {
  const toStage = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, ...mesh.originM, 1];
  return Array.from({ length: mesh.starts.length - 1 }, (_, row) => {
    const corners = trianglesOf(mesh, row).flat();
    const side = (pick: (...values: number[]) => number) =>
      [0, 1, 2].map((axis) => pick(...corners.map((corner) => corner[axis]!)));
    return { model, row, mesh, toStage, boxM: [...side(Math.min), ...side(Math.max)] };
  }).filter(({ row }) => mesh.starts[row + 1]! > mesh.starts[row]!);
}

function trianglesOf({ positions, indices, starts, originM }: MergedMesh, row: number): Triple[][] {
  const corner = (at: number): Triple => [
    positions[3 * indices[at]!]! + originM[0],
    positions[3 * indices[at]! + 1]! + originM[1],
    positions[3 * indices[at]! + 2]! + originM[2],
  ];
  return Array.from({ length: (starts[row + 1]! - starts[row]!) / 3 }, (_, k) =>
    [0, 1, 2].map((at) => corner(starts[row]! + 3 * k + at)),
  );
}

/** How often faces go round a point, by their solid angles (van Oosterom and Strackee, 1983): 1 inside, 0 outside. */
function windingAt(triangles: readonly Triple[][], point: Triple): number {
  let total = 0;
  for (const corners of triangles) {
    const [a, b, c] = corners.map((corner) => corner.map((value, k) => value - point[k]!)) as [
      number[],
      number[],
      number[],
    ];
    const dot = (u: number[], v: number[]) => u[0]! * v[0]! + u[1]! * v[1]! + u[2]! * v[2]!;
    const [la, lb, lc] = [Math.hypot(...a), Math.hypot(...b), Math.hypot(...c)];
    const triple =
      a[0]! * (b[1]! * c[2]! - b[2]! * c[1]!) +
      a[1]! * (b[2]! * c[0]! - b[0]! * c[2]!) +
      a[2]! * (b[0]! * c[1]! - b[1]! * c[0]!);
    total += 2 * Math.atan2(triple, la * lb * lc + dot(a, b) * lc + dot(b, c) * la + dot(c, a) * lb);
  }
  return total / (4 * Math.PI);
}

describe.skipIf(!HAS_SAMPLES)("findClashes on real files", () => {
  it("finds the steel that runs into the masonry of another file, at a point that lies in both", async () => {
    const masonry = await sampleMesh("schependomlaan_kalkzandsteen", ["IFCWALLSTANDARDCASE", "IFCWALL"]);
    const steel = await sampleMesh("schependomlaan_staal", ["IFCBEAM", "IFCCOLUMN"]);
    const { found } = runSearch(elementsOf("masonry", masonry), elementsOf("steel", steel), {
      kind: "hard",
      toleranceM: 0.001,
    });
    const keys = found.map(({ a, b }) => [a.row, b.row]);
    expect(keys).toContainEqual([masonry.rowOf(18858), steel.rowOf(5998)]);
    expect(keys).toContainEqual([masonry.rowOf(16438), steel.rowOf(5998)]);
    for (const { a, b, pointM, depthM } of found) {
      expect(Math.abs(windingAt(trianglesOf(masonry.mesh, a.row), pointM))).toBeCloseTo(1, 3);
      expect(Math.abs(windingAt(trianglesOf(steel.mesh, b.row), pointM))).toBeCloseTo(1, 3);
      expect(depthM).toBeGreaterThan(0.001);
      expect(depthM).toBeLessThan(0.05);
    }
  });
});

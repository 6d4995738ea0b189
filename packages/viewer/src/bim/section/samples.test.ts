import { describe, expect, it } from "vitest";
import type { MergedMesh } from "../model/inspected-model.ts";
import type { ClipPlane } from "../stage/stage-contract.ts";
import { extrudedWall, ifcLines } from "../triangles/ifc-lines.suite.ts";
import { HAS_SAMPLES, sampleMesh } from "../triangles/sample-mesh.suite.ts";
import { runsOf } from "../triangles/triangle-runs.ts";
import { cutMesh } from "./cut-mesh.ts";
import { axesOf, planeForMesh } from "./cut-plane.ts";

const STAYS = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const cut = (mesh: MergedMesh, plane: ClipPlane) =>
  cutMesh(mesh, runsOf(mesh), planeForMesh(plane, axesOf(plane.normal), STAYS), () => true);

describe.skipIf(!HAS_SAMPLES)("cutMesh on real files", () => {
  it("cuts each ground-floor wall of a house at 1.2 m to the area its own profile and openings leave", async () => {
    const { mesh, text, rowOf } = await sampleMesh("fzk_haus_ac20", ["IFCWALLSTANDARDCASE"]);
    const lines = ifcLines(text);
    const found = cut(mesh, { normal: [0, 0, -1], offsetM: 1.2 - mesh.originM[2] });
    const walls = lines.idsOf("IFCWALLSTANDARDCASE").filter((id) => lines.of(id).includes("-ERDG-"));
    expect(walls.length).toBe(9);
    for (const id of walls) {
      const wall = extrudedWall(lines, id)!;
      const ys = wall.outline.map(([, y]) => y!);
      const thicknessM = Math.max(...ys) - Math.min(...ys);
      const open = wall.openings.filter(({ z, height }) => z < 1.2 && z + height > 1.2);
      const profileM2 = Math.abs(
        wall.outline.reduce((doubled, [x, y], k) => {
          const [nextX, nextY] = wall.outline[(k + 1) % wall.outline.length]!;
          return doubled + x! * nextY! - nextX! * y!;
        }, 0) / 2,
      );
      const leftM2 = profileM2 - open.reduce((total, { width }) => total + width * thicknessM, 0);
      const polygons = found.faces.filter(({ row }) => row === rowOf(id)).flatMap((face) => face.polygons);
      expect(
        polygons.reduce((total, { areaM2 }) => total + areaM2, 0),
        `#${id}`,
      ).toBeCloseTo(leftM2, 3);
      // Each opening parts the wall once more.
      expect(polygons.length, `#${id}`).toBe(open.length + 1);
    }
    expect(found.open).toEqual([]);
  });
});

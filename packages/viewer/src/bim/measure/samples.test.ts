import { describe, expect, it } from "vitest";
import { extrudedWall, ifcLines } from "../triangles/ifc-lines.suite.ts";
import { HAS_SAMPLES, sampleMesh } from "../triangles/sample-mesh.suite.ts";
import { weldElement } from "../triangles/weld-element.ts";
import { volumeOf } from "./element-volume.ts";
import { flatRegionAt } from "./flat-region.ts";
import { betweenPoints, toPlane } from "./measurements.ts";
import { sharpEdgesOf } from "./sharp-edges.ts";

describe.skipIf(!HAS_SAMPLES)("measuring real files", () => {
  it("measures a wall's length, thickness and height to 1 mm of what its file says, and its volume", async () => {
    const { mesh, text, rowOf } = await sampleMesh("fzk_haus_ac20", ["IFCWALLSTANDARDCASE"]);
    const lines = ifcLines(text);
    for (const id of lines.idsOf("IFCWALLSTANDARDCASE").filter((wall) => lines.of(wall).includes("-ERDG-"))) {
      const said = extrudedWall(lines, id)!;
      const element = weldElement(mesh, rowOf(id));
      const lengthsM = sharpEdgesOf(element).map(({ fromM, toM }) => betweenPoints(fromM, toM).distanceM);
      const nearestTo = (wanted: number) =>
        Math.min(...lengthsM.map((lengthM) => Math.abs(lengthM - wanted)));
      expect(nearestTo(said.depth), `height of #${id}`).toBeLessThan(0.001);
      const sidesM = said.outline.map(([x, y], k) => {
        const [nextX, nextY] = said.outline[(k + 1) % said.outline.length]!;
        return Math.hypot(nextX! - x!, nextY! - y!);
      });
      for (const sideM of sidesM) expect(nearestTo(sideM), `${sideM} m of #${id}`).toBeLessThan(0.001);

      // Thickness: from a corner of one long face at right angles to the other.
      const ys = said.outline.map(([, y]) => y!);
      const thicknessM = Math.max(...ys) - Math.min(...ys);
      const faces = Array.from({ length: element.triangles.length / 3 }, (_, triangle) =>
        flatRegionAt(element, triangle),
      ).filter((face) => face !== undefined);
      const largest = faces.reduce((one, other) => (other.areaM2 > one.areaM2 ? other : one));
      const plane = { pointM: largest.outline[0]![0], normal: largest.normal };
      const distances = faces
        .filter(
          ({ normal }) =>
            Math.abs(normal.reduce((dot, value, k) => dot + value * plane.normal[k]!, 0)) > 0.9999,
        )
        .map(({ outline }) => toPlane(outline[0]![0], plane).distanceM);
      expect(Math.abs(Math.max(...distances) - thicknessM), `thickness of #${id}`).toBeLessThan(0.001);

      const { volumeM3, openM } = volumeOf(element);
      const profileM2 = Math.abs(
        said.outline.reduce((doubled, [x, y], k) => {
          const [nextX, nextY] = said.outline[(k + 1) % said.outline.length]!;
          return doubled + x! * nextY! - nextX! * y!;
        }, 0) / 2,
      );
      const openingsM3 = said.openings.reduce(
        (total, { width, height }) => total + width * height * thicknessM,
        0,
      );
      expect(openM, `rim of #${id}`).toBe(0);
      expect(volumeM3, `volume of #${id}`).toBeCloseTo(profileM2 * said.depth - openingsM3, 2);
    }
  });
});

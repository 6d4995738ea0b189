import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ModelParts, Vector3 } from "../../../tiles/index.ts";
import { scanStep } from "../../step/index.ts";
import { meshModel } from "../mesh-model.ts";
import { openWebIfc } from "../web-ifc-engine.ts";
import { axisPlacement } from "./axis-placement.ts";
import { checkPlacements } from "./check-placements.ts";
import { transformPoint } from "./matrix4.ts";
import { objectPlacement } from "./object-placement.ts";
import { placementCorrections } from "./placement-corrections.ts";
import { createRecordReader, refOf } from "./record-reader.ts";

const SAMPLES = join(
  process.env.SHUICHENG_SAMPLES ?? join(import.meta.dirname, "../../../../../../../shared/data"),
  "ifc",
);
const METRES = { lengthM: 1, angleRad: 1 };

/** Vertices of each product, metres in the model's frame. */
function cornersOf({
  partIds,
  geometryRows,
  geometries,
  matrices,
  originM,
}: ModelParts): Map<number, Vector3[]> {
  const corners = new Map<number, Vector3[]>();
  partIds.forEach((id, part) => {
    const { positions } = geometries[geometryRows[part]!]!;
    const matrix = matrices.slice(16 * part, 16 * part + 16);
    const known = corners.get(id) ?? [];
    corners.set(id, known);
    for (let at = 0; at < positions.length; at += 3) {
      const [x, y, z] = transformPoint(matrix, [positions[at]!, positions[at + 1]!, positions[at + 2]!]);
      known.push([x + originM[0], y + originM[1], z + originM[2]]);
    }
  });
  return corners;
}

/** The way that points lie in plan, degrees from x, 0 to 180: the longer principal axis. */
function headingDeg(corners: readonly Vector3[]): number {
  const middle = [0, 1].map((k) => corners.reduce((sum, corner) => sum + corner[k]!, 0) / corners.length);
  let [xx, xy, yy] = [0, 0, 0];
  for (const [x, y] of corners) {
    const [dx, dy] = [x - middle[0]!, y - middle[1]!];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  return (((Math.atan2(2 * xy, xx - yy) / 2) * 180) / Math.PI + 180) % 180;
}

describe.skipIf(!existsSync(SAMPLES))("placementCorrections", () => {
  it("lays girders along the bridge by directions that web-ifc turns once too often", async () => {
    const bytes = readFileSync(join(SAMPLES, "bridge_pgsuper.ifc"));
    const file = scanStep(bytes);
    const reader = createRecordReader(file);
    const idsOf = (type: string) => [...file.rowsOfType(type)].map((row) => file.ids[row]!);
    const [girders, deck] = [idsOf("IFCBEAM"), idsOf("IFCSLAB")];
    const correct = placementCorrections(file, METRES);
    const drawn = cornersOf(
      (
        await meshModel(openWebIfc, bytes, { products: Uint32Array.of(...girders, ...deck), correct })
      ).columns.take(),
    );
    expect([girders.length, deck.length, drawn.size]).toEqual([5, 1, 6]);
    const deckDeg = headingDeg(drawn.get(deck[0]!)!);
    expect(deckDeg).toBeCloseTo(60, 1);
    const missedM = (id: number, [x, y, z]: readonly number[]) =>
      Math.min(...drawn.get(id)!.map((corner) => Math.hypot(corner[0] - x!, corner[1] - y!, corner[2] - z!)));
    const fallbacks = girders.map((id) => {
      const placement = refOf(reader.argumentsOf(id)[5]);
      // A girder's section begins at its origin, the middle of its top.
      expect(missedM(id, [...objectPlacement(reader, placement, METRES).slice(12, 15)])).toBeLessThan(0.001);
      expect(Math.abs(headingDeg(drawn.get(id)!) - deckDeg)).toBeLessThan(0.5);
      return [...axisPlacement(reader, refOf(reader.argumentsOf(placement)[2])).slice(12, 15)];
    });
    // The file counts OffsetLateral to the right and the standard to the left: the same five places in reverse.
    const missed = girders.toReversed().map((id, k) => missedM(id, fallbacks[k]!));
    expect(Math.max(...missed)).toBeLessThan(0.001);
  });

  it("leaves alone what stands in a building's own frames", () => {
    const file = scanStep(readFileSync(join(SAMPLES, "whale_simple_wall.ifc")));
    const correct = placementCorrections(file, METRES);
    const asked = () => expect.unreachable("web-ifc is not asked");
    for (const id of file.ids) expect(correct(id, asked)).toBeUndefined();
  });
});

/** A post along `curve`, with the same place given beside it as `beside`. */
const postAlong = (curve: string, distance: string, beside: string) =>
  scanStep(
    new TextEncoder().encode(`ISO-10303-21;
HEADER;FILE_DESCRIPTION((''),'2;1');FILE_NAME('','',(''),(''),'','','');FILE_SCHEMA(('IFC4X3_ADD2'));ENDSEC;
DATA;
#1=IFCSIGN('0000000000000000000001',$,$,$,$,#2,$,$,$);
#2=IFCLOCALPLACEMENT(#3,#12);
#3=IFCLINEARPLACEMENT($,#4,${beside});
#4=IFCAXIS2PLACEMENTLINEAR(#5,$,$);
#5=IFCPOINTBYDISTANCEEXPRESSION(${distance},2.,$,$,#6);
${curve}
#10=IFCAXIS2PLACEMENT3D(#11,$,$);
#11=IFCCARTESIANPOINT((7.,-2.,0.));
#12=IFCAXIS2PLACEMENT3D(#13,$,$);
#13=IFCCARTESIANPOINT((0.,0.,1.));
ENDSEC;
END-ISO-10303-21;
`),
  );
const STRAIGHT = `#6=IFCCOMPOSITECURVE((#7),.F.);
#7=IFCCURVESEGMENT(.CONTINUOUS.,#20,IFCLENGTHMEASURE(0.),IFCLENGTHMEASURE(50.),#21);
#20=IFCAXIS2PLACEMENT2D(#22,#23);
#21=IFCLINE(#22,#24);
#22=IFCCARTESIANPOINT((0.,0.));
#23=IFCDIRECTION((1.,0.));
#24=IFCVECTOR(#23,1.);`;
const UNKNOWN = "#6=IFCBSPLINESURFACE($);";
const LENGTH = "IFCLENGTHMEASURE(7.)";

describe("checkPlacements", () => {
  it.each([
    ["a straight curve alone", STRAIGHT, LENGTH, "$", []],
    ["a place beside that counts offsets to the right", STRAIGHT, LENGTH, "#10", ["ifc/placements-disagree"]],
    ["a curve that is none", UNKNOWN, LENGTH, "$", ["ifc/placement-unread"]],
    ["a parameter for a distance", STRAIGHT, "IFCPARAMETERVALUE(7.)", "$", ["ifc/placement-unread"]],
    ["a curve that is none, with a place beside", UNKNOWN, LENGTH, "#10", []],
  ] as const)("says of %s what is not certain", (_, curve, distance, beside, codes) => {
    const issues = checkPlacements(postAlong(curve, distance, beside), [1], METRES);
    expect(issues.map(({ code }) => code)).toEqual(codes);
    for (const { ref } of issues) expect(ref).toBe("#1");
    const [unread] = issues.filter(({ code }) => code === "ifc/placement-unread");
    const correct = placementCorrections(postAlong(curve, distance, beside), METRES);
    // What is not understood stays where web-ifc has it.
    expect(
      correct(1, () => Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)) === undefined,
    ).toBe(unread !== undefined);
  });

  it("measures in metres how far the two places are apart", () => {
    const file = postAlong(STRAIGHT, LENGTH, "#10");
    const [issue] = checkPlacements(file, [1], { lengthM: 0.3048, angleRad: 1 });
    expect(issue?.message).toContain("up to 1.219 m apart");
  });
});

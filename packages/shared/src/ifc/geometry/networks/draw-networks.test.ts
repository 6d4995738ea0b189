import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { figuresOf } from "../../../../../../test/ifc/model-figures.ts";
import { scanStep } from "../../step/index.ts";
import { createPartColumns } from "../part-columns.ts";
import { drawNetworks } from "./draw-networks.ts";

const SAMPLE = join(
  process.env.SHUICHENG_SAMPLES ?? join(import.meta.dirname, "../../../../../../../shared/data"),
  "ifc/infra_earthworks_georef_12d.ifc",
);

/** A stratum at (100, 200, 0) of four triangles round (5, 5) with the given further arguments, twice mapped where asked. */
const STRATUM = (rest: string, more = "") => `
#1=IFCSOLIDSTRATUM('0000000000000000000001',$,'Ground',$,$,#2,#5,$);
#2=IFCLOCALPLACEMENT($,#3);
#3=IFCAXIS2PLACEMENT3D(#4,$,$);
#4=IFCCARTESIANPOINT((100.,200.,0.));
#5=IFCPRODUCTDEFINITIONSHAPE($,$,(#6));
#6=IFCSHAPEREPRESENTATION($,'Body','Tessellation',(#7));
#7=IFCTRIANGULATEDIRREGULARNETWORK(#8,$,.F.,${rest});
#8=IFCCARTESIANPOINTLIST3D(((0.,0.,1.),(10.,0.,1.),(10.,10.,1.),(0.,10.,1.),(5.,5.,4.)));
${more}`;
const FACES = "((1,2,5),(2,3,5),(3,4,5),(4,1,5))";

function draw(records: string, lengthM = 1) {
  const file = scanStep(
    new TextEncoder().encode(
      `ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('IFC4X3_ADD2'));\nENDSEC;\nDATA;\n${records}\nENDSEC;\nEND-ISO-10303-21;\n`,
    ),
  );
  const columns = createPartColumns();
  const outcome = drawNetworks(file, columns, { units: { lengthM, angleRad: 1 }, products: [1] });
  const parts = columns.take();
  return { ...outcome, parts, figure: figuresOf(parts).get(1) };
}

describe("drawNetworks", () => {
  it("draws the triangles where the placement puts them, in metres", () => {
    const { figure, triangles } = draw(STRATUM(`${FACES},$,(0,1,2,7)`), 0.3048);
    expect([triangles.get(1), figure?.triangles]).toEqual([4, 4]);
    for (const k of [0, 1, 2]) {
      expect(figure!.min[k]).toBeCloseTo(0.3048 * [100, 200, 1][k]!, 5);
      expect(figure!.max[k]).toBeCloseTo(0.3048 * [110, 210, 4][k]!, 5);
    }
    // Four triangles of base 10 and slope height √(5² + 3²).
    expect(figure!.areaM2).toBeCloseTo(0.3048 ** 2 * 4 * 5 * Math.hypot(5, 3), 4);
  });

  it("leaves out voids and holes", () => {
    const { parts, triangles } = draw(STRATUM(`${FACES},$,(-2,0,-1,0)`));
    expect(triangles.get(1)).toBe(2);
    // The second and the fourth triangle: they meet in the middle alone.
    expect(parts.geometries[0]!.positions.length / 3).toBe(5);
    expect([...parts.geometries[0]!.indices]).toEqual([0, 1, 2, 3, 4, 2]);
  });

  it("has no parts, and no failure, where all is void", () => {
    const { parts, triangles, failed } = draw(STRATUM(`${FACES},$,(-2,-2,-2,-2)`));
    expect([parts.partIds.length, triangles.size, failed.size]).toEqual([0, 0, 0]);
  });

  it("goes by PnIndex where there is one", () => {
    const { figure } = draw(STRATUM("((1,2,3)),(5,2,3),(0)"));
    expect(figure!.min).toEqual([105, 200, 1]);
    expect(figure!.max).toEqual([110, 210, 4]);
  });

  it("keeps one geometry of a network that is mapped twice", () => {
    const mapped = STRATUM(`${FACES},$,(0,0,0,0)`)
      .replace("(#7));\n#7", "(#20,#21));\n#7")
      .concat(`
#20=IFCMAPPEDITEM(#22,#24);
#21=IFCMAPPEDITEM(#22,#25);
#22=IFCREPRESENTATIONMAP(#23,#26);
#23=IFCAXIS2PLACEMENT3D(#28,$,$);
#24=IFCCARTESIANTRANSFORMATIONOPERATOR3D($,$,#28,1.,$);
#25=IFCCARTESIANTRANSFORMATIONOPERATOR3D($,$,#27,2.,$);
#26=IFCSHAPEREPRESENTATION($,'Body','Tessellation',(#7));
#27=IFCCARTESIANPOINT((1000.,0.,0.));
#28=IFCCARTESIANPOINT((0.,0.,0.));`);
    const { parts, figure, triangles } = draw(mapped);
    expect([parts.geometries.length, parts.partIds.length, triangles.get(1)]).toEqual([1, 2, 8]);
    expect(figure!.max).toEqual([100 + 1000 + 2 * 10, 200 + 2 * 10, 2 * 4]);
  });

  it("colours face by face, by style, or as earth", () => {
    const faces = `${FACES},$,(-1,0,0,0)`;
    const map =
      "#30=IFCINDEXEDCOLOURMAP(#7,0.5,#31,(1,2,1,2));\n#31=IFCCOLOURRGBLIST(((1.,0.,0.),(0.,1.,0.)));";
    const byFace = draw(STRATUM(faces, map)).parts;
    expect([...byFace.colours]).toEqual([0, 1, 0, 0.5, 1, 0, 0, 0.5]);
    expect(byFace.geometries.map(({ indices }) => indices.length / 3)).toEqual([2, 1]);
    const style =
      "#30=IFCSTYLEDITEM(#7,(#31),$);#31=IFCSURFACESTYLE($,.BOTH.,(#32));#32=IFCSURFACESTYLESHADING(#33,0.25);#33=IFCCOLOURRGB($,0.,0.5,1.);";
    expect([...draw(STRATUM(faces, style)).parts.colours]).toEqual([0, 0.5, 1, 0.75]);
    expect([...draw(STRATUM(faces)).parts.colours].every((part) => part > 0)).toBe(true);
  });

  it.each([
    ["a point that is not there", "((1,2,6)),$,(0)", "unreadable-body"],
    ["a point counted from 0", "((0,1,2)),$,(0)", "unreadable-body"],
    ["a triangle of four", "((1,2,3,4)),$,(0)", "unreadable-body"],
    ["a point that PnIndex does not list", "((1,2,3)),(1,2),(0)", "unreadable-body"],
    ["nothing", "$,$,$", "unreadable-body"],
  ])("says that it cannot read %s", (_, rest, reason) => {
    const { failed, parts } = draw(STRATUM(rest));
    expect([failed.get(1), parts.partIds.length]).toEqual([{ reason }, 0]);
  });

  it("says of a coordinate that it is no number, if a triangle shown has it", () => {
    const broken = (flags: string) => STRATUM(`${FACES},$,${flags}`).replace("(0.,0.,1.)", "(NaN,0.,1.)");
    expect(draw(broken("(0,0,0,0)")).failed.get(1)).toEqual({ reason: "not-finite" });
    expect(draw(broken("(-2,0,0,-2)")).triangles.get(1)).toBe(2);
  });
});

describe.skipIf(!existsSync(SAMPLE))("drawNetworks on a survey", () => {
  it("draws the ground as 12d wrote it: every triangle but voids, between the points it lists", () => {
    const text = readFileSync(SAMPLE, "latin1");
    const record = (type: string) => new RegExp(`= ${type}\\((.*)\\);`).exec(text)![1]!;
    const network = record("IFCTRIANGULATEDIRREGULARNETWORK");
    const flags = /\(([^()]*)\)$/.exec(network)![1]!.split(",").map(Number);
    const file = scanStep(readFileSync(SAMPLE));
    const product = file.ids[file.rowsOfType("IFCSOLIDSTRATUM")[0]!]!;
    const columns = createPartColumns();
    const { triangles } = drawNetworks(file, columns, {
      units: { lengthM: 1, angleRad: 1 },
      products: [product],
    });
    const parts = columns.take();
    expect(triangles.get(product)).toBe(flags.filter((flag) => flag >= 0).length);
    expect([...parts.colours].map((value) => Math.round(255 * value))).toEqual([201, 199, 143, 255]);
    // The site stands at the origin, so points are where the file lists them.
    const figure = figuresOf(parts).get(product)!;
    const used = new Set(
      [...network.matchAll(/\((\d+), (\d+), (\d+)\)/g)]
        .filter((_, triangle) => flags[triangle]! >= 0)
        .flatMap(([, ...corners]) => corners.map(Number)),
    );
    const listed = text
      .slice(text.lastIndexOf("IFCCARTESIANPOINTLIST3D", text.indexOf("IFCTRIANGULATEDIRREGULARNETWORK")))
      .split("\n")[0]!;
    const points = [...listed.matchAll(/\(([-\d.E+]+), ([-\d.E+]+), ([-\d.E+]+)\)/g)].map(([, ...xyz]) =>
      xyz.map(Number),
    );
    for (const k of [0, 1, 2]) {
      const values = [...used].map((point) => points[point - 1]![k]!);
      expect(figure.min[k]).toBeCloseTo(Math.min(...values), 3);
      expect(figure.max[k]).toBeCloseTo(Math.max(...values), 3);
    }
  });
});

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ModelAxis } from "../../../tiles/index.ts";
import { scanStep } from "../../step/index.ts";
import { axisPlacement } from "./axis-placement.ts";
import { drawFromCurves } from "./draw-products.ts";
import { multiply } from "./matrix4.ts";
import { objectPlacement } from "./object-placement.ts";
import { createRecordReader, numberOf, refOf, refsOf, tripleOf } from "./record-reader.ts";

const SAMPLES = join(
  process.env.SHUICHENG_SAMPLES ?? join(import.meta.dirname, "../../../../../../../shared/data"),
  "ifc",
);
const METRES = { lengthM: 1, angleRad: 1 };

const openSample = (name: string) => scanStep(readFileSync(join(SAMPLES, `${name}.ifc`)));
const idsOf = (file: ReturnType<typeof scanStep>, ...types: string[]) =>
  types.flatMap((type) => [...file.rowsOfType(type)].map((row) => file.ids[row]!));
const pointsOf = ({ points }: ModelAxis) =>
  Array.from({ length: points.length / 3 }, (_, k) => [...points.subarray(3 * k, 3 * k + 3)]);
const distance = (a: readonly number[], b: readonly number[]) =>
  Math.hypot(...a.map((value, k) => value - b[k]!));
/** A file of these records in IFC4x3, or another schema. */
const fileOf = (records: string, schema = "IFC4X3_ADD2") =>
  scanStep(
    new TextEncoder().encode(
      `ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\nFILE_NAME('','',(''),(''),'','','');\nFILE_SCHEMA(('${schema}'));\nENDSEC;\nDATA;\n${records}\nENDSEC;\nEND-ISO-10303-21;\n`,
    ),
  );

describe.skipIf(!existsSync(SAMPLES))("drawFromCurves on real files", () => {
  it("draws all 14 alignments of alignment_multiple along their design, in plan and in height", () => {
    const file = openSample("alignment_multiple");
    const reader = createRecordReader(file);
    const alignments = idsOf(file, "IFCALIGNMENT");
    const { axes, notDrawn } = drawFromCurves(file, { units: METRES, products: alignments });
    expect([axes.length, notDrawn.size]).toEqual([14, 0]);
    const relations = idsOf(file, "IFCRELNESTS").map((id) => reader.argumentsOf(id));
    const nested = (id: number, type: string) =>
      relations
        .filter((values) => refOf(values[4]) === id)
        .flatMap((values) => refsOf(values[5]))
        .filter((child) => reader.typeOf(child) === type);
    let tested = 0;
    for (const { partId, ...axis } of axes) {
      const points = pointsOf({ partId, ...axis });
      // Design points that the curve's own records repeat with other numbers: where each straight, arc or spiral begins.
      for (const segment of nested(partId, "IFCALIGNMENTHORIZONTAL").flatMap((id) =>
        nested(id, "IFCALIGNMENTSEGMENT"),
      )) {
        const start = tripleOf(reader, refOf(reader.argumentsOf(refOf(reader.argumentsOf(segment)[7]))[2]))!;
        const nearest = Math.min(...points.map(([x, y]) => Math.hypot(x! - start[0], y! - start[1])));
        expect(nearest).toBeLessThan(0.001);
        tested++;
      }
      for (const segment of nested(partId, "IFCALIGNMENTVERTICAL").flatMap((id) =>
        nested(id, "IFCALIGNMENTSEGMENT"),
      )) {
        const values = reader.argumentsOf(refOf(reader.argumentsOf(segment)[7]));
        const height = numberOf(values[4]);
        expect(Math.min(...points.map(([, , z]) => Math.abs(z! - height)))).toBeLessThan(0.001);
        tested++;
      }
    }
    expect(tested).toBe(228);
  });

  it("says of layouts and segments that their alignment is drawn", () => {
    const file = openSample("alignment_multiple");
    const products = idsOf(file, "IFCALIGNMENTSEGMENT", "IFCALIGNMENTVERTICAL", "IFCALIGNMENTHORIZONTAL");
    const { axes, notDrawn } = drawFromCurves(file, { units: METRES, products });
    expect(axes).toEqual([]);
    expect(notDrawn.size).toBe(228 + 14 + 14);
    expect([...new Set([...notDrawn.values()].map(({ reason }) => reason))]).toEqual(["part-of-alignment"]);
  });

  it("draws structural members and their supports", () => {
    const file = openSample("structural_curve_member");
    const products = idsOf(
      file,
      "IFCSTRUCTURALCURVEMEMBER",
      "IFCSTRUCTURALPOINTCONNECTION",
      "IFCSTRUCTURALPOINTREACTION",
    );
    const { axes, notDrawn } = drawFromCurves(file, { units: METRES, products });
    expect(axes.length).toBe(3 + 4);
    expect([...notDrawn.values()]).toEqual(Array(6).fill({ reason: "no-representation" }));
    const members = new Set(idsOf(file, "IFCSTRUCTURALCURVEMEMBER"));
    const lines = axes.filter(({ partId }) => members.has(partId)).map(pointsOf);
    // A frame of two posts and a beam: each member ends where another begins.
    expect(lines.every((points) => points.length === 2)).toBe(true);
    expect(new Set(lines.flat().map((point) => point.join())).size).toBe(4);
  });

  it("draws the ten axes of a grid", () => {
    const file = openSample("grid_placement");
    const { axes } = drawFromCurves(file, {
      units: { lengthM: 0.001, angleRad: 1 },
      products: idsOf(file, "IFCGRID"),
    });
    expect(axes.length).toBe(10);
    const reach = Math.max(...axes.flatMap((axis) => [...axis.points].map(Math.abs)));
    expect(reach).toBeGreaterThan(5);
    expect(reach).toBeLessThan(50);
  });

  it("draws pipes in survey coordinates to the millimetre", () => {
    const file = openSample("infra_drainage_system_1");
    const { axes } = drawFromCurves(file, { units: METRES, products: idsOf(file, "IFCPIPESEGMENT") });
    expect(axes.length).toBe(6);
    for (const axis of axes) {
      const [from, to] = pointsOf(axis);
      expect(from![0]).toBeGreaterThan(24_000_000);
      expect(distance(from!, to!)).toBeGreaterThan(0.5);
    }
  });

  it.each([
    ["rail_linear_placement_signal", 25],
    ["road_sectioned_solid_horizontal", 1],
  ])("finds places along the curve of %s where the file itself says they are", (name, count) => {
    const file = openSample(name);
    const reader = createRecordReader(file);
    const placements = idsOf(file, "IFCLINEARPLACEMENT").filter((id) => refOf(reader.argumentsOf(id)[2]) > 0);
    expect(placements.length).toBe(count);
    for (const id of placements) {
      const [parent, , cartesian] = reader.argumentsOf(id).map(refOf);
      const said = multiply(objectPlacement(reader, parent!, METRES), axisPlacement(reader, cartesian!));
      const found = objectPlacement(reader, id, METRES);
      expect(distance([...found.slice(12, 15)], [...said.slice(12, 15)])).toBeLessThan(1e-5);
      // Axes too: x runs along the curve, uphill and round the transition.
      expect(distance([...found.slice(0, 12)], [...said.slice(0, 12)])).toBeLessThan(0.0015);
    }
  });

  it("draws annotations from their curves and lists texts", () => {
    const file = openSample("fzk_haus_ac20");
    const { axes, notDrawn } = drawFromCurves(file, {
      units: METRES,
      products: idsOf(file, "IFCANNOTATION"),
    });
    expect(new Set(axes.map(({ partId }) => partId)).size).toBe(12);
    expect([...notDrawn.values()]).toEqual(
      Array(2).fill({ reason: "no-geometry", detail: "IFCTEXTLITERALWITHEXTENT" }),
    );
  });
});

describe("drawFromCurves", () => {
  const PRODUCT = (shape: string) => `
#1=IFCANNOTATION('0000000000000000000001',$,$,$,$,#2,#5,$);
#2=IFCLOCALPLACEMENT($,#3);
#3=IFCAXIS2PLACEMENT3D(#4,$,#20);
#4=IFCCARTESIANPOINT((100.,0.,0.));
#20=IFCDIRECTION((0.,1.,0.));
#5=IFCPRODUCTDEFINITIONSHAPE($,$,(#6));
#6=IFCSHAPEREPRESENTATION($,'Annotation','Curve3D',(#7));
${shape}`;
  const draw = (shape: string, units = METRES) =>
    drawFromCurves(fileOf(PRODUCT(shape)), { units, products: [1] });

  it("takes points through the placement and the unit", () => {
    const { axes } = draw(
      "#7=IFCPOLYLINE((#8,#9));#8=IFCCARTESIANPOINT((0.,0.,0.));#9=IFCCARTESIANPOINT((1.,2.,3.));",
      { lengthM: 0.001, angleRad: 1 },
    );
    // x of the placement points along y: (1, 2, 3) → (−2, 1, 3).
    expect(pointsOf(axes[0]!)).toEqual([
      [0.1, 0, 0],
      [0.098, 0.001, 0.003],
    ]);
  });

  it("opens sets, mapped items and boundaries", () => {
    const { axes } = draw(`
#7=IFCMAPPEDITEM(#8,#9);
#8=IFCREPRESENTATIONMAP(#10,#11);
#9=IFCCARTESIANTRANSFORMATIONOPERATOR3D($,$,#12,2.,$);
#10=IFCAXIS2PLACEMENT3D(#13,$,$);
#11=IFCSHAPEREPRESENTATION($,'Annotation','GeometricCurveSet',(#14));
#12=IFCCARTESIANPOINT((0.,0.,5.));
#13=IFCCARTESIANPOINT((1.,0.,0.));
#14=IFCGEOMETRICCURVESET((#15));
#15=IFCPOLYLINE((#13,#16));
#16=IFCCARTESIANPOINT((2.,0.,0.));`);
    // Twice as large, from the mapping's origin (1, 0, 0), 5 up; then the placement turns x to y.
    expect(pointsOf(axes[0]!)).toEqual([
      [100, 0, 5],
      [100, 2, 5],
    ]);
  });

  it("runs an indexed curve's arc through its middle", () => {
    const { axes } = draw(`
#7=IFCINDEXEDPOLYCURVE(#8,(IFCLINEINDEX((1,2)),IFCARCINDEX((2,3,4))),.F.);
#8=IFCCARTESIANPOINTLIST2D(((-5.,0.),(-1.,0.),(0.,1.),(1.,0.)));`);
    const points = pointsOf(axes[0]!).map(([x, y]) => [y!, -(x! - 100)]);
    expect(points[0]![0]).toBe(-5);
    expect(points.at(-1)![0]).toBeCloseTo(1, 9);
    for (const [x, y] of points.slice(1)) expect(Math.hypot(x!, y!)).toBeCloseTo(1, 9);
    expect(points.slice(2, -1).every(([, y]) => y! > 0)).toBe(true);
  });

  it.each([
    [".T.", 0.25],
    [".F.", 0.75],
  ])("trims a circle from 0° to 90° with sense %s to %f of it", (sense, share) => {
    const shape = `
#7=IFCTRIMMEDCURVE(#8,(IFCPARAMETERVALUE(0.)),(IFCPARAMETERVALUE(90.)),${sense},.PARAMETER.);
#8=IFCCIRCLE(#9,2.);
#9=IFCAXIS2PLACEMENT2D(#10,$);
#10=IFCCARTESIANPOINT((0.,0.));`;
    const { axes } = draw(shape, { lengthM: 1, angleRad: Math.PI / 180 });
    const points = pointsOf(axes[0]!);
    const length = points.slice(1).reduce((sum, point, k) => sum + distance(point, points[k]!), 0);
    expect(length / (4 * Math.PI)).toBeCloseTo(share, 2);
  });

  it("follows a rational B-spline: a quarter of a circle", () => {
    const { axes } = draw(`
#7=IFCRATIONALBSPLINECURVEWITHKNOTS(2,(#8,#9,#10),.CIRCULAR_ARC.,.F.,.F.,(3,3),(0.,1.),.UNSPECIFIED.,(1.,0.7071067811865476,1.));
#8=IFCCARTESIANPOINT((1.,0.,0.));
#9=IFCCARTESIANPOINT((1.,1.,0.));
#10=IFCCARTESIANPOINT((0.,1.,0.));`);
    for (const [x, y] of pointsOf(axes[0]!)) expect(Math.hypot(x! - 100, y!)).toBeCloseTo(1, 12);
  });

  it("joins a composite curve's pieces and turns those against their sense", () => {
    const { axes } = draw(`
#7=IFCCOMPOSITECURVE((#8,#9),.F.);
#8=IFCCOMPOSITECURVESEGMENT(.CONTINUOUS.,.T.,#10);
#9=IFCCOMPOSITECURVESEGMENT(.CONTINUOUS.,.F.,#11);
#10=IFCPOLYLINE((#12,#13));
#11=IFCPOLYLINE((#14,#13));
#12=IFCCARTESIANPOINT((0.,0.,0.));
#13=IFCCARTESIANPOINT((1.,0.,0.));
#14=IFCCARTESIANPOINT((1.,1.,0.));`);
    expect(pointsOf(axes[0]!)).toEqual([
      [100, 0, 0],
      [100, 1, 0],
      [99, 1, 0],
    ]);
  });

  it.each([
    [
      "a curve that contains itself",
      { reason: "no-geometry", detail: "IFCCOMPOSITECURVE" },
      "#7=IFCCOMPOSITECURVE((#8),.F.);#8=IFCCOMPOSITECURVESEGMENT(.CONTINUOUS.,.T.,#7);",
    ],
    [
      "a coordinate that is no number",
      { reason: "no-geometry", detail: "IFCPOLYLINE" },
      "#7=IFCPOLYLINE((#8,#9));#8=IFCCARTESIANPOINT((0.,NaN));#9=IFCCARTESIANPOINT((1.,2.));",
    ],
    ["a missing record", { reason: "missing-record" }, "#8=IFCDIRECTION((1.,0.));"],
    [
      "a line without an end",
      { reason: "no-geometry", detail: "IFCLINE" },
      "#7=IFCLINE(#8,#9);#8=IFCCARTESIANPOINT((0.,0.));#9=IFCVECTOR(#20,1.);",
    ],
    [
      "a line without a length",
      { reason: "no-length" },
      "#7=IFCPOLYLINE((#8,#8));#8=IFCCARTESIANPOINT((0.,0.));",
    ],
  ])("gives a reason for %s", (_, cause, shape) => {
    const { axes, notDrawn } = draw(shape);
    expect(axes).toEqual([]);
    expect(notDrawn.get(1)).toEqual(cause);
  });

  const PIPE = `
#30=IFCPIPESEGMENT('0000000000000000000030',$,$,$,$,$,#5,$,$);
#7=IFCPOLYLINE((#8,#9));
#8=IFCCARTESIANPOINT((0.,0.,0.));
#9=IFCCARTESIANPOINT((1000.,0.,0.));
`;
  it.each([
    [
      "a property of its own",
      "#40=IFCRELDEFINESBYPROPERTIES('',$,$,$,(#30),#41);#41=IFCPROPERTYSET('',$,'Pset_PipeSegmentOccurrence',$,(#42,#43));#42=IFCPROPERTYSINGLEVALUE('InnerDiameter',$,IFCPOSITIVELENGTHMEASURE(300.),$);#43=IFCPROPERTYSINGLEVALUE('Outer Diameter',$,IFCPOSITIVELENGTHMEASURE(355.),$);",
      0.1775,
    ],
    [
      "a property in a unit of its own",
      "#40=IFCRELDEFINESBYPROPERTIES('',$,$,$,(#30),#41);#41=IFCPROPERTYSET('',$,'管线',$,(#42));#42=IFCPROPERTYSINGLEVALUE('管径',$,IFCLENGTHMEASURE(40.),#43);#43=IFCSIUNIT(*,.LENGTHUNIT.,.CENTI.,.METRE.);",
      0.2,
    ],
    [
      "its type",
      "#40=IFCRELDEFINESBYTYPE('',$,$,$,(#30),#44);#44=IFCPIPESEGMENTTYPE('',$,$,$,$,(#41),$,$,$,.RIGIDSEGMENT.);#41=IFCPROPERTYSET('',$,'Pset_PipeSegmentTypeCommon',$,(#42));#42=IFCPROPERTYSINGLEVALUE('NominalDiameter',$,IFCPOSITIVELENGTHMEASURE(100.),$);",
      0.05,
    ],
    [
      "the profile of its material",
      "#40=IFCRELASSOCIATESMATERIAL('',$,$,$,(#30),#41);#41=IFCMATERIALPROFILESETUSAGE(#42,$,$);#42=IFCMATERIALPROFILESET($,$,(#43),$);#43=IFCMATERIALPROFILE($,$,$,#44,$,$);#44=IFCCIRCLEHOLLOWPROFILEDEF(.AREA.,'DN250',$,136.5,6.3);",
      0.1365,
    ],
    [
      "nothing usable: then thin",
      "#40=IFCRELDEFINESBYPROPERTIES('',$,$,$,(#30),#41);#41=IFCPROPERTYSET('',$,'x',$,(#42));#42=IFCPROPERTYSINGLEVALUE('Diameter',$,IFCTEXT('wide'),$);",
      0.02,
    ],
  ])("draws a pipe that is only an axis as thick as said by %s", (_, records, radiusM) => {
    const file = fileOf(PRODUCT(PIPE + records));
    const { axes } = drawFromCurves(file, { units: { lengthM: 0.001, angleRad: 1 }, products: [30] });
    expect(axes.map((axis) => axis.radiusM)).toEqual([expect.closeTo(radiusM, 9)]);
  });

  it("marks a referent without a shape where it stands", () => {
    const file = fileOf(PRODUCT("#30=IFCREFERENT('0000000000000000000002',$,$,$,$,#2,$,.STATION.);"));
    const { axes } = drawFromCurves(file, { units: METRES, products: [30] });
    expect(pointsOf(axes[0]!)).toEqual([
      [100, 0, 0],
      [100, 0, 0.5],
    ]);
  });

  it("draws an alignment that has design parameters and no curve", () => {
    const file = fileOf(`
#1=IFCALIGNMENT('0000000000000000000001',$,$,$,$,$,$,$);
#2=IFCALIGNMENTHORIZONTAL('0000000000000000000002',$,$,$,$,$,$);
#3=IFCALIGNMENTVERTICAL('0000000000000000000003',$,$,$,$,$,$);
#4=IFCRELNESTS('0000000000000000000004',$,$,$,#1,(#2,#3));
#5=IFCRELNESTS('0000000000000000000005',$,$,$,#2,(#6,#7));
#6=IFCALIGNMENTSEGMENT('0000000000000000000006',$,$,$,$,$,$,#8);
#7=IFCALIGNMENTSEGMENT('0000000000000000000007',$,$,$,$,$,$,#9);
#8=IFCALIGNMENTHORIZONTALSEGMENT($,$,#10,0.,0.,0.,100.,$,.LINE.);
#9=IFCALIGNMENTHORIZONTALSEGMENT($,$,#11,0.,50.,50.,${25 * Math.PI},$,.CIRCULARARC.);
#10=IFCCARTESIANPOINT((0.,0.));
#11=IFCCARTESIANPOINT((100.,0.));
#12=IFCRELNESTS('0000000000000000000012',$,$,$,#3,(#13));
#13=IFCALIGNMENTSEGMENT('0000000000000000000013',$,$,$,$,$,$,#14);
#14=IFCALIGNMENTVERTICALSEGMENT($,$,0.,${100 + 25 * Math.PI},20.,0.01,0.01,$,.CONSTANTGRADIENT.);`);
    const { axes } = drawFromCurves(file, { units: METRES, products: [1] });
    const points = pointsOf(axes[0]!);
    expect(points[0]).toEqual([0, 0, 20]);
    // A quarter turn to the left about (100, 50), 1 % uphill all the way.
    const [x, y, z] = points.at(-1)!;
    expect([x, y, z].map((value) => Math.round(value! * 1e6) / 1e6)).toEqual([150, 50, 21.785398]);
  });

  it("draws an alignment of IFC4x1: straight, spiral, arc to the right, over a crest", () => {
    const file = fileOf(
      `
#1=IFCALIGNMENT('0000000000000000000001',$,$,$,$,$,$,#2,$);
#2=IFCALIGNMENTCURVE(#3,#4,$);
#3=IFCALIGNMENT2DHORIZONTAL($,(#5,#6));
#4=IFCALIGNMENT2DVERTICAL((#7));
#5=IFCALIGNMENT2DHORIZONTALSEGMENT($,$,$,#8);
#6=IFCALIGNMENT2DHORIZONTALSEGMENT($,$,$,#9);
#7=IFCALIGNMENT2DVERSEGPARABOLICARC($,$,$,0.,100.,10.,0.02,5000.,.T.);
#8=IFCLINESEGMENT2D(#10,0.,50.);
#9=IFCCIRCULARARCSEGMENT2D(#11,0.,50.,100.,.F.);
#10=IFCCARTESIANPOINT((0.,0.));
#11=IFCCARTESIANPOINT((50.,0.));`,
      "IFC4X1",
    );
    const [x, y, z] = pointsOf(drawFromCurves(file, { units: METRES, products: [1] }).axes[0]!).at(-1)!;
    expect(x).toBeCloseTo(50 + 100 * Math.sin(0.5), 9);
    expect(y).toBeCloseTo(-100 * (1 - Math.cos(0.5)), 9);
    // 10 + 0.02·100 − 100² / (2·5000): a convex parabola of constant 5,000 m.
    expect(z).toBeCloseTo(11, 9);
  });
});

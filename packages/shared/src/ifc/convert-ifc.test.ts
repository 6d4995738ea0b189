import { describe, expect, it } from "vitest";
import { decodeTile } from "../../../../test/tiles/decode-tile.ts";
import type { TileFile } from "../tiles/index.ts";
import { CONVERT_STAGES, type ConvertOptions, convertIfc, openWebIfc } from "./index.ts";

/** Three walls, and a space over the first of them. */
const HOUSE = new TextEncoder().encode(`ISO-10303-21;
HEADER;FILE_DESCRIPTION((''),'2;1');FILE_NAME('','',(''),(''),'','','');FILE_SCHEMA(('IFC4'));ENDSEC;
DATA;
#1=IFCPROJECT('0000000000000000000001',$,$,$,$,$,$,(#3),#2);
#2=IFCUNITASSIGNMENT((#6,#7));
#3=IFCGEOMETRICREPRESENTATIONCONTEXT($,'Model',3,1.E-05,#4,$);
#4=IFCAXIS2PLACEMENT3D(#5,$,$);
#5=IFCCARTESIANPOINT((0.,0.,0.));
#6=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);
#7=IFCSIUNIT(*,.PLANEANGLEUNIT.,$,.RADIAN.);
#11=IFCLOCALPLACEMENT($,#4);
#12=IFCLOCALPLACEMENT($,#13);
#13=IFCAXIS2PLACEMENT3D(#14,$,$);
#14=IFCCARTESIANPOINT((10.,0.,0.));
#19=IFCWALL('000000000000000000000A',$,'West',$,$,#11,#21,$,$);
#20=IFCWALL('000000000000000000000B',$,'East',$,$,#12,#21,$,$);
#18=IFCWALL('000000000000000000000C',$,'Nowhere',$,$,#12,$,$,$);
#17=IFCSPACE('000000000000000000000D',$,'Room',$,$,#11,#21,$,$,$,$);
#21=IFCPRODUCTDEFINITIONSHAPE($,$,(#22));
#22=IFCSHAPEREPRESENTATION(#3,'Body','SweptSolid',(#23));
#23=IFCEXTRUDEDAREASOLID(#24,#4,#27,3.);
#24=IFCRECTANGLEPROFILEDEF(.AREA.,$,$,4.,0.2);
#27=IFCDIRECTION((0.,0.,1.));
ENDSEC;
END-ISO-10303-21;
`);

function optionsWith(more: Partial<ConvertOptions>): ConvertOptions {
  return {
    geoid: () => 0,
    groundHeightM: () => undefined,
    startEngine: () => openWebIfc(),
    write: () => undefined,
    ...more,
  };
}

describe("convertIfc", () => {
  it("tells its stages in order and never goes back", async () => {
    const told: [string, number][] = [];
    await convertIfc(HOUSE, optionsWith({ onStage: (stage, progress) => told.push([stage, progress]) }));
    expect([...new Set(told.map(([stage]) => stage))]).toEqual([...CONVERT_STAGES]);
    const shares = told.map(([, progress]) => progress);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
  });

  it("gives what it draws the reserved feature indices, asked for by GlobalId in the table's order", async () => {
    const files: TileFile[] = [];
    const asked: string[] = [];
    const reserveFeatures = (globalIds: readonly string[]) => {
      asked.push(...globalIds);
      return Uint32Array.from(globalIds, (_, row) => 70 + row);
    };
    const { boundsM, tiles, health } = await convertIfc(
      HOUSE,
      optionsWith({ reserveFeatures, write: (file) => files.push(file) }),
    );
    expect(asked.map((id) => id.at(-1))).toEqual(["A", "B", "C", "D"]);
    expect(Object.keys(tiles.tilesets).sort()).toEqual(["element", "space"]);
    const indices = files.filter(({ path }) => path.startsWith("tiles/element-"));
    const decoded = await Promise.all(indices.map(({ bytes }) => decodeTile(bytes)));
    expect(decoded.flatMap(({ featureIndices }) => [...featureIndices])).toEqual([70, 71]);
    expect(health).toMatchObject({ products: 4, withRepresentation: 3, drawn: 2 });
    // A box of 4 × 0.2 × 3 m at the origin, the same 10 m east, nothing, the room.
    expect([...boundsM].map((value) => Math.round(value * 1000) / 1000)).toEqual([
      ...[-2, -0.1, 0, 2, 0.1, 3],
      ...[8, -0.1, 0, 12, 0.1, 3],
      ...Array(6).fill(Number.NaN),
      ...[-2, -0.1, 0, 2, 0.1, 3],
    ]);
  });

  it("ends as soon as it is cancelled, whatever it is at", async () => {
    for (const last of CONVERT_STAGES.slice(0, -1)) {
      let stage = "";
      const options = optionsWith({
        onStage: (now) => {
          stage = now;
        },
        isCancelled: () => stage === last,
      });
      await expect(convertIfc(HOUSE, options)).rejects.toMatchObject({ code: "job/cancelled" });
      expect(stage).toBe(last);
    }
  });

  it("leaves out the products it is told to, and says so", async () => {
    const { health } = await convertIfc(HOUSE, optionsWith({ skip: new Set([20]) }));
    expect(health.notDrawn).toContainEqual({ type: "IfcWall", count: 1, reason: "timed-out" });
  });

  it("passes on why the data half failed", async () => {
    const readTable = () => Promise.reject(new Error("the thread is gone"));
    await expect(convertIfc(HOUSE, optionsWith({ readTable }))).rejects.toThrow("the thread is gone");
  });

  it("refuses a CRS that it does not know", async () => {
    await expect(convertIfc(HOUSE, optionsWith({ crs: "EPSG:1" }))).rejects.toMatchObject({
      code: "model/invalid-placement",
    });
  });
});

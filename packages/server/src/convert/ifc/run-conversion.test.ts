import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addsUp } from "@shuicheng/shared/ifc";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_LIMITS, startConversion } from "./run-conversion.ts";

const folder = mkdtempSync(join(tmpdir(), "shuicheng-conversion-"));
const file = join(folder, "slow.ifc");
const order = { file, folder: join(folder, "out") };
const NO_CALLBACKS = { onStage: () => undefined };

/** Two walls; out of the first so many cylinders are cut, one after the other, which web-ifc does for as many seconds. */
function slowModel(cuts: number): string {
  const records: string[] = [];
  let solid = "#23";
  const add = (record: string) => `#${100 + records.push(record) - 1}`;
  for (let cut = 0; cut < cuts; cut++) {
    const point = add(`IFCCARTESIANPOINT((${((3.8 * cut) / cuts - 1.9).toFixed(5)},0.,-1.))`);
    const place = add(`IFCAXIS2PLACEMENT3D(${point},$,$)`);
    const circle = add("IFCCIRCLEPROFILEDEF(.AREA.,$,$,0.05)");
    solid = add(
      `IFCBOOLEANRESULT(.DIFFERENCE.,${solid},${add(`IFCEXTRUDEDAREASOLID(${circle},${place},#27,5.)`)})`,
    );
  }
  return `ISO-10303-21;
HEADER;FILE_DESCRIPTION((''),'2;1');FILE_NAME('','',(''),(''),'','','');FILE_SCHEMA(('IFC4'));ENDSEC;
DATA;
#1=IFCPROJECT('0000000000000000000001',$,$,$,$,$,$,(#3),#2);
#2=IFCUNITASSIGNMENT((#6));
#3=IFCGEOMETRICREPRESENTATIONCONTEXT($,'Model',3,1.E-05,#4,$);
#4=IFCAXIS2PLACEMENT3D(#5,$,$);
#5=IFCCARTESIANPOINT((0.,0.,0.));
#6=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);
#11=IFCLOCALPLACEMENT($,#4);
#19=IFCWALL('0000000000000000000003',$,$,$,$,#11,#31,$,$);
#20=IFCWALL('0000000000000000000004',$,$,$,$,#11,#21,$,$);
#21=IFCPRODUCTDEFINITIONSHAPE($,$,(#22));
#22=IFCSHAPEREPRESENTATION(#3,'Body','CSG',(${solid}));
#23=IFCEXTRUDEDAREASOLID(#24,#4,#27,3.);
#24=IFCRECTANGLEPROFILEDEF(.AREA.,$,$,4.,0.2);
#27=IFCDIRECTION((0.,0.,1.));
#31=IFCPRODUCTDEFINITIONSHAPE($,$,(#32));
#32=IFCSHAPEREPRESENTATION(#3,'Body','SweptSolid',(#23));
${records.map((record, index) => `#${100 + index}=${record};`).join("\n")}
ENDSEC;
END-ISO-10303-21;
`;
}

beforeAll(() => writeFileSync(file, slowModel(6_000)));
afterAll(() => rmSync(folder, { recursive: true }));

describe("startConversion", () => {
  it("leaves out a product that takes longer than the limit, and converts the rest", async () => {
    const stages: string[] = [];
    const run = startConversion(
      order,
      { onStage: (stage) => stages.push(stage) },
      { ...DEFAULT_LIMITS, productMs: 5_000 },
    );
    const { health } = await run.result;
    expect(health).toMatchObject({ products: 2, drawn: 1 });
    expect(health.notDrawn).toEqual([{ type: "IfcWall", count: 1, reason: "timed-out" }]);
    expect(addsUp(health)).toBe(true);
    expect(stages.filter((stage) => stage === "meshing").length).toBeGreaterThan(1);
    expect(stages.at(-1)).toBe("done");
    expect(existsSync(join(order.folder, "tileset.json"))).toBe(true);
  });

  it("ends where it takes more memory than the limit, and says at which product", async () => {
    const { result } = startConversion(order, NO_CALLBACKS, { ...DEFAULT_LIMITS, memoryMb: 1 });
    await expect(result).rejects.toMatchObject({ code: "model/too-demanding", details: { memoryMb: 1 } });
  });

  it("ends where a thread's own memory is not enough, without harm to others", async () => {
    const { result } = startConversion(order, NO_CALLBACKS, { ...DEFAULT_LIMITS, heapMb: 6 });
    await expect(result).rejects.toMatchObject({ code: "model/too-demanding" });
  });

  it("gives a file up from which nothing is heard", async () => {
    const { result } = startConversion(order, NO_CALLBACKS, { ...DEFAULT_LIMITS, productMs: 1 });
    await expect(result).rejects.toMatchObject({ code: "model/too-demanding" });
  });

  it("ends when it is stopped, in the middle of a product", async () => {
    let hear: (stage: string) => void = () => undefined;
    const meshing = new Promise<void>((resolve) => {
      hear = (stage) => stage === "meshing" && resolve();
    });
    const run = startConversion(order, { onStage: (stage) => hear(stage) });
    const outcome = expect(run.result).rejects.toMatchObject({ code: "job/cancelled" });
    await meshing;
    await run.stop();
    await outcome;
  });

  it("asks for feature indices by GlobalId, and passes on why there are none", async () => {
    const small = join(folder, "small.ifc");
    writeFileSync(small, slowModel(1));
    const asked: (readonly string[])[] = [];
    const reserveFeatures = (globalIds: readonly string[]) => {
      asked.push(globalIds);
      return Uint32Array.from(globalIds, (_, row) => 500 + row);
    };
    await startConversion({ ...order, file: small }, { ...NO_CALLBACKS, reserveFeatures }).result;
    expect(asked).toEqual([["0000000000000000000003", "0000000000000000000004"]]);
    const refuse = () => {
      throw new Error("registry is away");
    };
    const { result } = startConversion(
      { ...order, file: small },
      { ...NO_CALLBACKS, reserveFeatures: refuse },
    );
    await expect(result).rejects.toThrow("registry is away");
  });
});

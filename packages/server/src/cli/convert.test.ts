import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { addsUp, decodeElementTable, type ModelHealth } from "@shuicheng/shared/ifc";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linesOfHealth } from "./convert-report.ts";
import { parseConvertSettings } from "./convert-settings.ts";

const folder = mkdtempSync(join(tmpdir(), "shuicheng-convert-"));
const pathOf = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

/** A storey of one wall, 4 × 0.2 × 3 m, in metres. */
const HOUSE = (schema: string, extra = "", x = "0.") => `ISO-10303-21;
HEADER;
FILE_DESCRIPTION(('ViewDefinition [CoordinationView]'),'2;1');
FILE_NAME('house.ifc','2026-01-01T00:00:00',(''),(''),'','','');
FILE_SCHEMA(('${schema}'));
ENDSEC;
DATA;
#1=IFCPROJECT('0000000000000000000001',$,'House',$,$,$,$,(#3),#2);
#2=IFCUNITASSIGNMENT((#6,#7));
#3=IFCGEOMETRICREPRESENTATIONCONTEXT($,'Model',3,1.E-05,#4,$);
#4=IFCAXIS2PLACEMENT3D(#5,$,$);
#5=IFCCARTESIANPOINT((0.,0.,0.));
#6=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);
#7=IFCSIUNIT(*,.PLANEANGLEUNIT.,$,.RADIAN.);
#10=IFCBUILDINGSTOREY('0000000000000000000002',$,'\\X2\\4E00697C\\X0\\',$,$,#11,$,$,.ELEMENT.,0.);
#11=IFCLOCALPLACEMENT($,#4);
#12=IFCRELAGGREGATES('0000000000000000000003',$,$,$,#1,(#10));
#20=IFCWALL('0000000000000000000004',$,'Wall',$,$,#11,#21,$,$);
#21=IFCPRODUCTDEFINITIONSHAPE($,$,(#22));
#22=IFCSHAPEREPRESENTATION(#3,'Body','SweptSolid',(#23));
#23=IFCEXTRUDEDAREASOLID(#24,#4,#27,3.);
#24=IFCRECTANGLEPROFILEDEF(.AREA.,$,#25,4.,0.2);
#25=IFCAXIS2PLACEMENT2D(#26,$);
#26=IFCCARTESIANPOINT((${x},0.));
#27=IFCDIRECTION((0.,0.,1.));
#28=IFCRELCONTAINEDINSPATIALSTRUCTURE('0000000000000000000005',$,$,$,(#20),#10);
${extra}ENDSEC;
END-ISO-10303-21;
`;

/** A ZIP archive of one file (PKWARE APPNOTE 6.3). */
function zipOf(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(crc32(content), 0);
  sizes.writeUInt32LE(packed.length, 4);
  sizes.writeUInt32LE(content.length, 8);
  const nameBytes = Buffer.from(name);
  const nameLength = Buffer.from([nameBytes.length, 0, 0, 0]);
  const local = Buffer.concat([
    Buffer.from("504b03041400000008000000000000", "hex").subarray(0, 14),
    sizes,
    nameLength,
    nameBytes,
  ]);
  const central = Buffer.concat([
    Buffer.from("504b0102140014000000080000000000", "hex"),
    sizes,
    nameLength,
    Buffer.alloc(14),
    nameBytes,
  ]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, central, end]);
}

interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const run = (...argv: string[]) =>
  new Promise<Outcome>((resolve) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "convert.ts"), ...argv]);
    const texts = { out: "", err: "" };
    child.stdout.on("data", (chunk) => (texts.out += chunk));
    child.stderr.on("data", (chunk) => (texts.err += chunk));
    child.on("close", (status) => resolve({ status, ...texts }));
  });

const healthIn = (out: string) => JSON.parse(readFileSync(join(out, "health.json"), "utf8")) as ModelHealth;

describe("parseConvertSettings", () => {
  const file = pathOf("some.ifc");
  beforeAll(() => writeFileSync(file, ""));

  it("reads file, folder, place and CRS", () => {
    const out = pathOf("new");
    expect(parseConvertSettings([file, "--out", out])).toEqual({
      ...{ file, name: "some.ifc", folder: out, place: undefined, crs: undefined },
    });
    const full = parseConvertSettings([file, "--out", out, "--place", "-71.1,42.3,5", "--crs", "EPSG:4549"]);
    expect(full.place).toEqual({ lonDeg: -71.1, latDeg: 42.3, heightM: 5 });
    expect(full.crs).toBe("EPSG:4549");
  });

  it.each([
    [["--out", "x"], "config/invalid-value", "no file"],
    [[file], "config/invalid-value", "--out is missing"],
    [[file, file, "--out", "x"], "config/invalid-value", "one file"],
    [["gone.ifc", "--out", "x"], "config/invalid-value", "no such file"],
    [[file, "--out", "a\nb"], "config/invalid-value", "characters that no path has"],
    [[file, "--out", `${file}`], "config/invalid-value", "is a file"],
    [[file, "--out", folder], "config/invalid-value", "other files"],
    [[file, "--out", "x", "--speed", "2"], "config/unknown-setting", "--speed"],
    [[file, "--out", "x", "--place", "here"], "model/invalid-placement", "lon,lat"],
  ])("refuses %j in one line", (argv, code, words) => {
    try {
      parseConvertSettings(argv);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
      expect((error as Error).message).not.toContain("\n");
    }
  });
});

describe("npm run convert", () => {
  it("writes tiles, table and health, and prints what became of the model", async () => {
    writeFileSync(pathOf("house.ifc"), HOUSE("IFC4"));
    // Nothing of a path is taken for anything but a name.
    const out = pathOf("水 城; $(x)");
    const {
      status,
      out: text,
      err,
    } = await run(pathOf("house.ifc"), "--out", out, "--place", "115.98,36.45");
    expect(err).toContain("house.ifc: writing tiles");
    expect(text).toContain("house.ifc: IFC4, lengths in m; 2 products, 1 with a representation");
    expect(text).toContain("stands at 115.9800000°, 36.4500000° (lon, lat), 32.00 m");
    expect(status).toBe(0);
    expect(readdirSync(out).sort()).toEqual(["elements.bin", "health.json", "tiles", "tileset.json"]);
    const health = healthIn(out);
    expect(health).toMatchObject({ products: 2, drawn: 1, placement: { rule: "by-hand", heightM: 32 } });
    expect(addsUp(health)).toBe(true);
    const { objects, storeys } = decodeElementTable(readFileSync(join(out, "elements.bin")));
    expect([objects.elementCount, storeys[0]?.name]).toEqual([2, "一楼"]);
    // Once more into the same folder: it is its own.
    expect((await run(pathOf("house.ifc"), "--out", out)).status).toBe(0);
    expect(healthIn(out).placement.rule).toBe("none");
  });

  it("takes an .ifczip", async () => {
    writeFileSync(pathOf("house.ifczip"), zipOf("../../house.ifc", Buffer.from(HOUSE("IFC4"))));
    const outcome = await run(pathOf("house.ifczip"), "--out", pathOf("zipped"));
    expect(outcome.err).not.toContain("convert:");
    expect(healthIn(pathOf("zipped"))).toMatchObject({ products: 2, drawn: 1 });
  });

  const cut = HOUSE("IFC4").slice(0, 900);
  it.each([
    ["an empty file", "", "scanning: The file is empty"],
    ["a text", "Dear Sir,", "scanning: This is no STEP file"],
    ["XML", "<?xml version='1.0'?><ifcXML/>", "scanning: This is no STEP file"],
    ["a file cut off", cut, `scanning: line ${cut.split("\n").length}`],
    [
      "a header alone",
      "ISO-10303-21;HEADER;ENDSEC;DATA;ENDSEC;END-ISO-10303-21;",
      "scanning: the file's DATA section has no record",
    ],
    ["an unknown schema", HOUSE("AP214"), "meshing: web-ifc does not open the file (schema AP214)"],
    ["an archive without a model", zipOf("readme.txt", Buffer.from("x")), "the archive holds no .ifc file"],
  ])("says in one line what is wrong with %s, and leaves nothing behind", async (_, content, words) => {
    const place = mkdtempSync(join(folder, "bad-"));
    const file = join(place, "bad.ifc");
    writeFileSync(file, content);
    const { status, out, err } = await run(file, "--out", join(place, "out"));
    const last = err.trimEnd().split("\n").at(-1);
    expect(last).toMatch(/^convert: bad\.ifc: /);
    expect(last).toContain(words);
    expect([status, out]).toEqual([1, ""]);
    expect(readdirSync(place)).toEqual(["bad.ifc"]);
  });

  it.each([
    ["coordinates that are no numbers", HOUSE("IFC4", "", "NaN"), "ifc/bad-coordinate", 24],
    [
      "a #id that occurs twice",
      HOUSE("IFC4", "#20=IFCWALL('0000000000000000000004',$,'Second',$,$,#11,#21,$,$);\n"),
      "step/duplicate-id",
      18,
    ],
  ])("converts a file with %s and names the line", async (_, content, code, row) => {
    const place = mkdtempSync(join(folder, "odd-"));
    writeFileSync(join(place, "odd.ifc"), content);
    const { status, out } = await run(join(place, "odd.ifc"), "--out", join(place, "out"));
    expect(status).toBe(0);
    const { findings } = healthIn(join(place, "out"));
    expect(findings.find((finding) => finding.code === code)).toMatchObject({ severity: "error", row });
    expect(out).toContain(`odd.ifc:${row}: `);
  });

  it("reads lists nested 50,000 deep", async () => {
    const deep = `${"(".repeat(50_000)}${")".repeat(50_000)}`;
    writeFileSync(pathOf("deep.ifc"), HOUSE("IFC4", `#90=IFCPROPERTYSINGLEVALUE('x',$,${deep},$);\n`));
    const { status } = await run(pathOf("deep.ifc"), "--out", pathOf("deep"));
    expect(status).toBe(0);
    expect(healthIn(pathOf("deep"))).toMatchObject({ products: 2, drawn: 1 });
  });

  it("leaves what was there before where the new file is bad", async () => {
    writeFileSync(pathOf("good.ifc"), HOUSE("IFC4"));
    writeFileSync(pathOf("worse.ifc"), cut);
    await run(pathOf("good.ifc"), "--out", pathOf("kept"));
    expect((await run(pathOf("worse.ifc"), "--out", pathOf("kept"))).status).toBe(1);
    expect(existsSync(pathOf("kept/tileset.json"))).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
  });
});

describe("linesOfHealth", () => {
  const HEALTH: ModelHealth = {
    ...{ products: 20, withRepresentation: 15, drawn: 4, drawnFromAxis: 1 },
    notDrawn: Array.from({ length: 15 }, (_, n) => ({
      ...{ type: `IfcThing${n}`, count: 1, reason: "no-geometry" as const, detail: "a text" },
    })),
    ...{
      parserErrors: 2,
      missingGlobalIds: 0,
      duplicateGlobalIds: 1,
      undecodableStrings: 0,
      schema: "IFC2X3",
    },
    units: { length: "mm", angle: "°" },
    placement: {
      ...{ rule: "none", lon: null, lat: null, heightM: null, headingDeg: 0, scale: 1, assumed: [] },
      anchorM: [0, 0, 0],
    },
    findings: [{ code: "ifc/x", severity: "warning", message: "it is odd", row: 7, ref: "#12" }],
  };

  it("lists reasons and findings with line and #id, and says how many more there are", () => {
    const lines = linesOfHealth("a.ifc", HEALTH);
    expect(lines).toContain("  1 IfcThing0: no body and no curve (a text)");
    expect(lines).toContain("  and 3 more kinds: see health.json");
    expect(lines).toContain("2 errors logged by web-ifc, 1 duplicate GlobalId");
    expect(lines).toContain("  a.ifc:7: warning: it is odd (#12)");
    expect(lines).toContain("stands nowhere yet");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeInp } from "./inp-text.ts";
import { readInp } from "./read-inp.ts";

/** A reservoir, a main, a junction, a tank, a pump and a valve, 10 ft and 12 in to the piece. */
const SMALL = `[TITLE]
A small town
[Junctions]
;ID   Elev  Demand  Pattern
 J1   10    60      ;a comment
 J2   20
 J3   20    0.5     day
[RESERVOIRS]
 R1   100
[TANKS]
 T1   50  5  1  9  40  0  *
[PIPES]
 P1   R1  J1  1000  12  120  0   Open
 P2   J1  J2  500   6   100  CV
[PUMPS]
 U1   J2  T1  HEAD c1  SPEED 1.2
[VALVES]
 V1   J2  J3  8  PRV  50
[CURVES]
 c1   0  100
 c1   50 80
[STATUS]
 P1   Closed
[TAGS]
 NODE J1 old town
[TIMES]
 Report Timestep  0:05
[OPTIONS]
 UNITS  gpm
 Headloss H-W
[COORDINATES]
 J1  0   0
 J2  500 0
 J3  600 0
 R1  -1000 0
 T1  500 10
[VERTICES]
 P1  -500 50
[END]
`;

const codesOf = (text: string) =>
  readInp(text).issues.map(({ row, column, code, severity }) => `${row}:${column} ${severity} ${code}`);
/** {@link SMALL} with one line in place of another. */
const withLine = (before: string, after: string) => {
  expect(SMALL).toContain(`\n${before}\n`);
  return SMALL.replace(`\n${before}\n`, `\n${after}\n`);
};

describe("readInp", () => {
  it("reads every kind of element and converts US units", () => {
    const { network, issues } = readInp(SMALL);
    expect(issues).toEqual([]);
    const [j1, , j3, r1, t1] = network!.nodes;
    expect(j1).toMatchObject({ kind: "junction", id: "J1", row: 5, pattern: undefined });
    expect(j1).toMatchObject({
      elevationM: expect.closeTo(3.048, 9),
      baseDemandLS: expect.closeTo(60 * 0.0630901964, 8),
    });
    expect(j3).toMatchObject({ pattern: "day" });
    expect(r1).toMatchObject({ kind: "reservoir", headM: expect.closeTo(30.48, 9) });
    expect(t1).toMatchObject({
      kind: "tank",
      maximumLevelM: expect.closeTo(2.7432, 9),
      volumeCurve: undefined,
    });
    const [p1, p2, u1, v1] = network!.links;
    expect(p1).toMatchObject({
      lengthM: expect.closeTo(304.8, 9),
      diameterMm: expect.closeTo(304.8, 9),
      status: "CLOSED",
    });
    expect(p2).toMatchObject({ status: "CV", minorLoss: 0, from: "J1", to: "J2" });
    expect(u1).toMatchObject({ kind: "pump", headCurve: "c1", speed: 1.2, powerKw: undefined });
    // 50 psi = 50 × 6,894.757 Pa / 9,806.65 Pa per metre of water.
    expect(v1).toMatchObject({ kind: "valve", valveType: "PRV", setting: expect.closeTo(35.1535, 3) });
    expect(network!.vertices.get("P1")).toEqual([[-500, 50]]);
    expect(network!.tags.get("node:J1")).toBe("old town");
    expect(network!.reportIntervalMs).toBe(300_000);
    expect(network!.title).toBe("A small town");
  });

  it.each([
    // unit, litres a second in ten of it; by the definitions of foot, gallon and acre-foot
    ["CFS", 283.16846592],
    ["MGD", 438.126364],
    ["IMGD", 526.167824],
    ["AFD", 142.764102],
    ["LPS", 10],
    ["LPM", 1 / 6],
    ["MLD", 115.740741],
    ["CMH", 2.77777778],
    ["CMD", 0.115740741],
  ])("takes flows in %s", (unit, litresPerS) => {
    const text = SMALL.replace("UNITS  gpm", `UNITS ${unit}`).replace("J1   10    60 ", "J1   10    10 ");
    const j1 = readInp(text).network!.nodes[0]!;
    expect(j1).toMatchObject({ baseDemandLS: expect.closeTo(litresPerS, 5) });
    const isMetric = ["LPS", "LPM", "MLD", "CMH", "CMD"].includes(unit);
    expect(j1).toMatchObject({ elevationM: expect.closeTo(isMetric ? 10 : 3.048, 9) });
  });

  it("adds up [DEMANDS], which replace the demand of [JUNCTIONS]", () => {
    const text = SMALL.replace("UNITS  gpm", "UNITS LPS").replace(
      "[STATUS]",
      "[DEMANDS]\n J1 2\n J1 3 day ;school\n[STATUS]",
    );
    expect(readInp(text).network!.nodes[0]).toMatchObject({ baseDemandLS: 5 });
  });

  it.each([
    ["an unknown section", " P1   Closed", " P1   Closed\n[FOO]\n bar", "24:1 error inp/unknown-section"],
    [
      "too few fields",
      " P2   J1  J2  500   6   100  CV",
      " P2   J1  J2  500",
      "14:2 error inp/too-few-fields",
    ],
    ["no number", " J2   20", " J2   2O", "6:7 error inp/not-a-number"],
    [
      "a negative length",
      " P2   J1  J2  500   6   100  CV",
      " P2   J1  J2  -500   6   100  CV",
      "14:15 error inp/out-of-range",
    ],
    [
      "no diameter",
      " P2   J1  J2  500   6   100  CV",
      " P2   J1  J2  500   0   100  CV",
      "14:21 error inp/out-of-range",
    ],
    [
      "an unknown node",
      " P2   J1  J2  500   6   100  CV",
      " P2   J1  J9  500   6   100  CV",
      "14:11 error inp/unknown-node",
    ],
    ["the same id twice", " J2   20", " J2   20\n J1 5", "7:2 error inp/duplicate-id"],
    ["the same id as a tank", " J2   20", " J2   20\n T1 5", "12:2 error inp/duplicate-id"],
    [
      "the same start and end",
      " P2   J1  J2  500   6   100  CV",
      " P2   J1  J1  500   6   100  CV",
      "14:11 error inp/same-ends",
    ],
    ["no place", " J3  600 0", "", "7:1 warning inp/no-coordinates"],
    ["a place of nobody", " J3  600 0", " J3  600 0\n J8 1 1", "35:2 warning inp/unknown-node"],
    ["a wrong unit", " UNITS  gpm", " UNITS  miles", "29:9 error inp/unknown-unit"],
    [
      "a wrong status",
      " P2   J1  J2  500   6   100  CV",
      " P2   J1  J2  500   6   100  SHUT",
      "14:30 error inp/unknown-status",
    ],
    ["a wrong time", " Report Timestep  0:05", " Report Timestep  5 past", "27:19 error inp/not-a-time"],
    [
      "levels upside down",
      " T1   50  5  1  9  40  0  *",
      " T1   50  5  9  1  40  0  *",
      "11:14 error inp/invalid-levels",
    ],
    ["a status of no link", " P1   Closed", " P7   Closed", "23:2 error inp/unknown-link"],
  ])("finds %s, by row and column", (_what, before, after, finding) => {
    expect(codesOf(withLine(before, after))).toEqual([finding]);
  });

  it("goes on to the end, so that every finding is listed, and gives no network", () => {
    const text = withLine(" J2   20", " J2   x")
      .replace("P1   R1  J1  1000", "P1   R1  J1  -1")
      .replace("[STATUS]", "[STREETS]");
    expect(codesOf(text)).toEqual([
      "6:7 error inp/not-a-number",
      "13:15 error inp/out-of-range",
      "22:1 error inp/unknown-section",
    ]);
    expect(readInp(text).network).toBeUndefined();
  });

  it("is refused with one finding when nothing has a place", () => {
    const text = SMALL.replace(/\[COORDINATES\][^[]*/, "");
    expect(codesOf(text)).toEqual(["1:1 error inp/no-coordinates"]);
  });

  it.each([
    ["an empty file", "", "inp/empty"],
    ["a binary file", "PK\u0003\u0004\0\0[JUNCTIONS]", "inp/not-an-inp"],
    ["another text", "Dear sir,\nplease find enclosed", "inp/not-an-inp"],
    ["a SWMM model", "[TITLE]\n[OPTIONS]\nFLOW_UNITS CFS\n[JUNCTIONS]\n[CONDUITS]\n", "inp/swmm"],
    ["a network without junctions", "[PIPES]\n", "inp/no-junctions"],
  ])("says in one finding that %s is none", (_what, text, code) => {
    const { network, issues } = readInp(text);
    expect(network).toBeUndefined();
    expect(issues.map((issue) => issue.code)).toEqual([code]);
  });

  it("never throws, whatever the text, and points inside the file", () => {
    const lines = SMALL.split("\n");
    const scrambled = fc.array(
      fc.oneof(fc.constantFrom(...lines), fc.string(), fc.constantFrom('"', "[", "[]", ";", " \t ")),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(scrambled, (some) => {
        const { network, issues } = readInp(some.join("\n"));
        const rows = some.join("\n").split(/\r\n|\r|\n/).length;
        for (const issue of issues) expect(issue.row).toBeLessThanOrEqual(rows);
        expect(network === undefined).toBe(issues.some((issue) => issue.severity === "error"));
      }),
    );
  });
});

describe("decodeInp", () => {
  it("reads UTF-8, GBK and anything else", () => {
    expect(decodeInp(new TextEncoder().encode("水"))).toBe("水");
    expect(decodeInp(Uint8Array.from([0xcb, 0xae, 0xb3, 0xc7]))).toBe("水城"); // GBK
    expect(decodeInp(Uint8Array.from([0xff, 0xfe, 0x34, 0x6c]))).toBe("水"); // UTF-16 with its mark
    expect(decodeInp(Uint8Array.from([0x4c, 0xe9, 0x0a]))).toHaveLength(3); // Latin-1 é
  });
});

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readRecording, surveyRecording } from "./replay-recording.ts";

const folder = mkdtempSync(join(tmpdir(), "shuicheng-recording-"));
afterAll(() => rmSync(folder, { recursive: true }));

function aFile(text: string): string {
  const path = join(folder, "recording.csv");
  writeFileSync(path, text);
  return path;
}

const places = async (text: string) =>
  (await surveyRecording(aFile(text))).issues.map(({ row, column }) => `${row}:${column}`);

async function rowsOf(path: string): Promise<[number, ...number[]][]> {
  const rows: [number, ...number[]][] = [];
  for await (const { timeS, values } of readRecording(path)) rows.push([timeS, ...values]);
  return rows;
}

describe("surveyRecording", () => {
  it("tells columns, rows and times of a sound file, the header of the time column empty or not", async () => {
    const survey = { columns: ["10", "15"], rows: 3, firstS: 0, lastS: 7_200.5, lastStepS: 3_600.5 };
    expect(await surveyRecording(aFile(",10,15\n0,1,2\n3600,3,4\n7200.5,5,6\n"))).toEqual({
      survey,
      issues: [],
    });
    const windows = "\uFEFFseconds,10,15\r\n0,1,2\r\n3600,3,4\r\n7200.5,5,6";
    expect((await surveyRecording(aFile(windows))).survey).toEqual(survey);
  });

  it("names line and column of what is wrong", async () => {
    expect(await places(",a,b\n0,1\n")).toEqual(["2:2"]);
    expect(await places(",a,b\n0,1,2,3\n")).toEqual(["2:4"]);
    expect(await places(",a,b\n0,1,2\n1,x,0x10\n")).toEqual(["3:2", "3:3"]);
    expect(await places(",a\n0,1\n5,1\n5,1\n")).toEqual(["4:1"]);
    expect(await places(",a\nzero,1\n")).toEqual(["2:1"]);
    expect(await places(",a,a,\n0,1,2,3\n")).toEqual(["1:3", "1:4"]);
    expect(await places(",a\n")).toEqual(["1:undefined"]);
    expect(await places("")).toEqual(["1:undefined"]);
    expect((await places(',a\n0,"1\n')).length).toBe(1);
  });

  it("stops listing when the file is plainly of another kind", async () => {
    expect((await places(`,a\n${"x,y\n".repeat(500)}`)).length).toBeLessThanOrEqual(21);
  });
});

describe("readRecording", () => {
  it("gives every cell back, NaN for an empty one", async () => {
    const number = fc.oneof(fc.constant(""), fc.double({ noNaN: true, noDefaultInfinity: true }).map(String));
    const table = fc
      .integer({ min: 1, max: 6 })
      .chain((width) =>
        fc.array(fc.array(number, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }),
      );
    await fc.assert(
      fc.asyncProperty(table, async (cells) => {
        const header = cells[0]!.map((_cell, index) => `,n${index}`).join("");
        const path = aFile(`${header}\n${cells.map((row, time) => `${time},${row.join(",")}`).join("\n")}\n`);
        expect((await surveyRecording(path)).issues).toEqual([]);
        const expected = cells.map((row, time) => [
          time,
          ...row.map((cell) => (cell === "" ? Number.NaN : Number(cell))),
        ]);
        expect(await rowsOf(path)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  const sample = join(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "sensors/wntr_pressure.csv");
  it.skipIf(!existsSync(sample))("reads a recording of EPANET's Net3 value by value", async () => {
    const lines = readFileSync(sample, "utf8").trim().split("\n");
    const { survey } = await surveyRecording(sample);
    expect(survey).toMatchObject({
      rows: lines.length - 1,
      firstS: 0,
      columns: lines[0]!.split(",").slice(1),
    });
    expect(await rowsOf(sample)).toEqual(lines.slice(1).map((line) => line.split(",").map(Number)));
  });
});

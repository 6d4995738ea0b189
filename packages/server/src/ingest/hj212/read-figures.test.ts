import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzzRuns } from "../../../../../test/fuzz/fuzz-runs.ts";
import { createZoneOffset } from "../ledger/zone-offset.ts";
import { buildAnswer } from "./build-answer.ts";
import { AIR_FRAME, STANDARD_ANSWER, STANDARD_FRAME, segment, WATER_FRAME } from "./frames.suite.ts";
import { dataTimeOf, readFigures } from "./read-figures.ts";
import { readLocalTime } from "./read-local-time.ts";
import { type Hj212Message, readSegment } from "./read-segment.ts";

function read(text: string): Hj212Message {
  const message = readSegment(text);
  if (!message) throw new Error(`unreadable: ${text}`);
  return message;
}
const contentOf = (whole: string) => whole.slice(6, -6);
const figuresOf = (message: Hj212Message) => readFigures(message, dataTimeOf(message));

describe("readSegment", () => {
  it("reads the standard's own frame", () => {
    expect(read(contentOf(STANDARD_FRAME))).toEqual({
      ...{ qn: "20160801085857223", st: "32", cn: "1062", pw: "100000", mn: "010000A8900016F000169DC0" },
      ...{ version: 1, isAnswerWanted: true, package: undefined, fields: [["RtdInterval", "30"]] },
    });
  });

  it("reads the bits of Flag", () => {
    const packaged = segment("", { flag: "7;PNUM=2;PNO=1" });
    expect(read(packaged)).toMatchObject({ version: 1, package: { count: 2, number: 1 } });
    expect(read(segment("", { flag: "0" }))).toMatchObject({ version: 0, isAnswerWanted: false });
    expect(read(segment("").replace("Flag=5;", ""))).toMatchObject({ version: 0, isAnswerWanted: false });
  });

  it.each([
    "",
    "CP=&&&&",
    "QN=1;CN=2011;CP=&&&&",
    "MN=1;CP=&&&&",
    "CN=2011;MN=1",
    "CN=2011;MN=1;CP=&&a=1",
    segment("", { flag: "x" }),
    segment("", { qn: "2".repeat(40) }),
  ])("refuses %j", (text) => {
    expect(readSegment(text)).toBeUndefined();
  });
});

describe("readFigures", () => {
  it("reads a station's figures, each at the time of its sample", () => {
    const figures = figuresOf(read(contentOf(WATER_FRAME)));
    const common = { suffix: "Rtd", period: "realtime", quality: "good" };
    expect(figures).toHaveLength(6);
    expect(figures[0]).toEqual({ ...common, code: "w00000", localTime: "20210320013400", result: 181.682 });
    expect(figures[1]).toEqual({ ...common, code: "w21001", localTime: "20210320005400", result: 45.16 });
    expect(figures[5]).toEqual({ ...common, code: "w01001", localTime: "20210320013406", result: 7.496 });
  });

  it("finds a mark wherever it stands", () => {
    const figures = figuresOf(read(contentOf(AIR_FRAME)));
    expect(figures.map(({ code, result }) => [code, result]).slice(0, 3)).toEqual([
      ["l01001", 119.90287],
      ["l01002", 32.48505],
      ["a34002", 5],
    ]);
    expect(new Set(figures.map(({ quality }) => quality))).toEqual(new Set(["good"]));
  });

  it("knows what a figure is of", () => {
    const cp =
      "DataTime=20261123190000;w01018-Cou=1.5,w01018-Min=-2,w01018-Avg=3e1,w01018-Max=.5,w01018-Flag=N";
    for (const [cn, period] of [
      ["2051", "minute"],
      ["2061", "hour"],
      ["2031", "day"],
    ] as const) {
      const figures = figuresOf(read(segment(cp, { cn })));
      expect(figures.map(({ suffix, result }) => [suffix, result])).toEqual([
        ["Cou", 1.5],
        ["Min", -2],
        ["Avg", 30],
        ["Max", 0.5],
      ]);
      expect(figures.every((figure) => figure.period === period)).toBe(true);
    }
    expect(figuresOf(read(segment("DataTime=20261123190000;SB1-RS=1", { cn: "2021" })))).toMatchObject([
      { code: "SB1", suffix: "RS", result: 1, quality: "good" },
    ]);
    expect(figuresOf(read(segment("DataTime=20261123190000;RestartTime=1", { cn: "2081" })))).toEqual([]);
  });

  it.each([
    ["N", "good"],
    ["M", "uncertain"],
    ["S", "uncertain"],
    ["T", "uncertain"],
    ["F", "bad"],
    ["D", "bad"],
    ["C", "bad"],
    ["B", "bad"],
    ["?", "uncertain"],
  ])("[SO4] takes the mark %s as %s", (mark, quality) => {
    const message = read(segment(`DataTime=20261123190000;a34004-Rtd=1,a34004-Flag=${mark}`));
    expect(figuresOf(message)).toMatchObject([{ quality }]);
  });

  it("leaves out what has no value and keeps what is no number as text", () => {
    const message = read(segment("DataTime=20261123190000;a-Rtd=;b-Rtd=--;c-Rtd= 4 ;d;=5;-Rtd=6"));
    expect(figuresOf(message).map(({ code, result }) => [code, result])).toEqual([
      ["b", "--"],
      ["c", 4],
    ]);
  });

  it("survives anything", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."CP=&;,-QNMST0129 x"), maxLength: 200 }), (text) => {
        const message = readSegment(`CN=2011;MN=1;${text}CP=&&${text}&&`);
        if (message) for (const { code } of figuresOf(message)) expect(code).not.toBe("");
      }),
      fuzzRuns("HJ 212, data segments", 2_000),
    );
  });
});

describe("readLocalTime", () => {
  const shanghai = createZoneOffset("Asia/Shanghai");

  it("[SO4] reads the zone's time", () => {
    expect(readLocalTime("20161231235959", shanghai)).toBe(Date.UTC(2016, 11, 31, 15, 59, 59));
    expect(readLocalTime("20260701120000", createZoneOffset("Europe/Berlin"))).toBe(Date.UTC(2026, 6, 1, 10));
    expect(readLocalTime("20260101120000", createZoneOffset("Europe/Berlin"))).toBe(Date.UTC(2026, 0, 1, 11));
  });

  it.each([
    "",
    "2026",
    "20260230000000",
    "20261301000000",
    "20260101240000",
    "2026-01-01 00:00",
    "00000101000000",
  ])("refuses %j", (text) => {
    expect(readLocalTime(text, shanghai)).toBeUndefined();
  });
});

describe("buildAnswer", () => {
  it("builds the standard's answer to delivered data", () => {
    const sent = segment("", { qn: "20160801085000001", mn: "010000A8900016F000169DC0" });
    expect(buildAnswer(read(sent))).toBe(STANDARD_ANSWER);
  });

  it("answers a notice as one, and no answer", () => {
    expect(buildAnswer(read(segment("", { cn: "1013" })))).toContain(";CN=9013;");
    expect(buildAnswer(read(segment("", { cn: "9014" })))).toBeUndefined();
  });
});

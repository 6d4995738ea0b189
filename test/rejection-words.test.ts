import type { Rejection } from "@shuicheng/shared/contracts";
import { expect, it } from "vitest";
import { readBinaryRows } from "../packages/server/src/ingest/read-binary.ts";
import { readObservation } from "../packages/server/src/ingest/read-observation.ts";
import { sayJsonError, sayRejection } from "../packages/viewer/src/format/rejection-words.ts";

const NOW_MS = 1_795_358_467_000;
const BOUNDS = { nowMs: NOW_MS, oldestMs: NOW_MS - 1e11 };
const HAN = /\p{Script=Han}/u;
/** What remains of an English sentence: three words in a row that are no names of fields or values. */
const ENGLISH = /\b(?!good|bad|uncertain|true|false)[a-z]{2,} [a-z]{2,} [a-z]{2,}\b/;

const STREAMS = new Map(
  (["number", "boolean", "category"] as const).map((resultType, handle) => [
    resultType as string,
    { id: resultType, handle, resultType, categories: ["open", "shut"], range: { min: null, max: null } },
  ]),
);

const ITEMS: readonly unknown[] = [
  7,
  { time: NOW_MS, result: 1 },
  { datastream: "no$1body", time: NOW_MS, result: 1 },
  { datastream: "number", result: 1 },
  { datastream: "number", time: 1e300, result: 1 },
  { datastream: "number", time: "2026-11-22T22:41:07", result: 1 },
  { datastream: "number", time: "yesterday", result: 1 },
  { datastream: "number", time: "2026-02-30T25:41:07Z", result: 1 },
  { datastream: "number", time: NOW_MS + 1e9, result: 1 },
  { datastream: "number", time: 0, result: 1 },
  { datastream: "number", time: NOW_MS, result: null },
  { datastream: "number", time: NOW_MS, result: "1" },
  { datastream: "number", time: NOW_MS, result: true },
  { datastream: "number", time: NOW_MS, result: {} },
  { datastream: "number", time: NOW_MS },
  { datastream: "boolean", time: NOW_MS, result: 1 },
  { datastream: "category", time: NOW_MS, result: 1 },
  { datastream: "category", time: NOW_MS, result: "ajar" },
  { datastream: "number", time: NOW_MS, result: 1, quality: "great" },
];

it.each(ITEMS)("says in Chinese why %j is refused", (item) => {
  const into = { handle: 0, timeMs: 0, result: 0, quality: 0 };
  const refused = readObservation(item, (id) => STREAMS.get(id), BOUNDS, into);
  const said = sayRejection(refused?.message ?? "", "zh");
  expect(said).toMatch(HAN);
  expect(said).not.toMatch(ENGLISH);
  expect(sayRejection(refused?.message ?? "", "en")).toBe(refused?.message);
});

it("says in Chinese why rows of a binary batch are refused", () => {
  const rows: readonly (readonly [handle: number, timeMs: number, result: number, quality: number])[] = [
    [9, NOW_MS, 1, 0],
    [0, Number.NaN, 1, 0],
    [0, 0, 1, 0],
    [0, NOW_MS + 1e9, 1, 0],
    [0, NOW_MS, Number.NaN, 0],
    [1, NOW_MS, 5, 0],
    [2, NOW_MS, 5, 0],
    [0, NOW_MS, 1, 9],
  ];
  const column = (place: number) => rows.map((row) => row[place] as number);
  const batch = {
    handle: Int32Array.from(column(0)),
    timeMs: Float64Array.from(column(1)),
    result: Float64Array.from(column(2)),
    quality: Uint8Array.from(column(3)),
  };
  const into = { ...batch, n: rows.length, timeMs: new Float64Array(8), result: new Float64Array(8) };
  const rejected: Rejection[] = [];
  readBinaryRows(batch, (handle) => [...STREAMS.values()][handle], BOUNDS, into, rejected);
  expect(rejected).toHaveLength(rows.length);
  for (const { message } of rejected) {
    expect(sayRejection(message, "zh")).toMatch(HAN);
    expect(sayRejection(message, "zh")).not.toMatch(ENGLISH);
  }
});

it.each([
  ["{oops", "（第 2 列）"],
  ['{"a":1', "逗号或 }"],
  ['{"a" 1}', "冒号"],
  ["[1,2", "逗号或 ]"],
  ['{"a":"b', "引号"],
  ["", "没有写完"],
  ["{} {}", "结束后"],
  ["nope", "“o”"],
])("says in Chinese why %s is not JSON", (text, part) => {
  let reason = "";
  try {
    JSON.parse(text);
  } catch (error) {
    reason = (error as Error).message;
  }
  const said = sayJsonError(reason, "zh");
  expect(said).toContain(part);
  expect(said).not.toMatch(ENGLISH);
  expect(sayRejection(`the line is not JSON: ${reason}`, "zh")).toBe(`这一行不是 JSON：${said}`);
});

it("says in Chinese what a stored value or a long line was refused for", () => {
  const different =
    "a different result (5) is stored for this datastream and time; a correction needs its own time";
  expect(sayRejection(different, "zh")).toContain("（5）");
  const long = "the line is longer than 16 KiB; one observation stands on each line";
  expect(sayRejection(long, "zh")).toContain("16 KiB");
  expect(sayRejection("something new", "zh")).toBe("something new");
});

import { describe, expect, it } from "vitest";
import { type IngestDatastream, readObservation } from "./read-observation.ts";

const NOW_MS = Date.UTC(2026, 10, 22, 12);
const BOUNDS = { nowMs: NOW_MS, oldestMs: NOW_MS - 1_000_000_000 };
const DATASTREAMS: Record<string, IngestDatastream> = {
  pressure: { id: "a", handle: 0, resultType: "number", categories: [], range: { min: -10, max: 160 } },
  door: { id: "b", handle: 1, resultType: "boolean", categories: [], range: { min: null, max: null } },
  pump: {
    id: "c",
    handle: 2,
    resultType: "category",
    categories: ["off", "on"],
    range: { min: null, max: null },
  },
};

function read(item: unknown) {
  const into = { handle: -1, timeMs: -1, result: -1, quality: -1 };
  const refused = readObservation(item, (id) => DATASTREAMS[id], BOUNDS, into);
  return refused ? refused.code : into;
}

describe("readObservation", () => {
  it.each([
    [
      { datastream: "pressure", time: NOW_MS, result: 12.5 },
      { handle: 0, timeMs: NOW_MS, result: 12.5, quality: 0 },
    ],
    [
      { datastream: "pressure", time: NOW_MS + 0.9, result: 1, quality: "bad" },
      { handle: 0, timeMs: NOW_MS, result: 1, quality: 2 },
    ],
    [
      { datastream: "door", time: "2026-11-22T20:00:00+08:00", result: true },
      { handle: 1, timeMs: NOW_MS, result: 1, quality: 0 },
    ],
    [
      { datastream: "pump", time: NOW_MS, result: "on" },
      { handle: 2, timeMs: NOW_MS, result: 1, quality: 0 },
    ],
  ])("[IN5] reads %j", (item, expected) => {
    expect(read(item)).toEqual(expected);
  });

  it("[IN8] keeps a result outside the valid range, as uncertain", () => {
    expect(read({ datastream: "pressure", time: NOW_MS, result: 999 })).toMatchObject({
      result: 999,
      quality: 1,
    });
    expect(read({ datastream: "pressure", time: NOW_MS, result: 999, quality: "bad" })).toMatchObject({
      quality: 2,
    });
  });

  it.each([
    [null, "ingest/malformed-payload"],
    [[], "ingest/malformed-payload"],
    [{ time: NOW_MS, result: 1 }, "ingest/malformed-payload"],
    [{ datastream: "nobody", time: NOW_MS, result: 1 }, "ingest/unknown-datastream"],
    [{ datastream: "pressure", result: 1 }, "ingest/invalid-time"],
    [{ datastream: "pressure", time: Number.NaN, result: 1 }, "ingest/invalid-time"],
    [{ datastream: "pressure", time: "2026-11-22T20:00:00", result: 1 }, "ingest/invalid-time"],
    [{ datastream: "pressure", time: "yesterday", result: 1 }, "ingest/invalid-time"],
    [{ datastream: "pressure", time: NOW_MS + 300_001, result: 1 }, "ingest/time-in-future"],
    [{ datastream: "pressure", time: BOUNDS.oldestMs - 1, result: 1 }, "ingest/time-too-old"],
    [{ datastream: "pressure", time: NOW_MS, result: Number.NaN }, "ingest/invalid-result"],
    [{ datastream: "pressure", time: NOW_MS, result: null }, "ingest/invalid-result"],
    [{ datastream: "pressure", time: NOW_MS, result: "12.5" }, "ingest/wrong-type"],
    [{ datastream: "pressure", time: NOW_MS }, "ingest/wrong-type"],
    [{ datastream: "door", time: NOW_MS, result: 1 }, "ingest/wrong-type"],
    [{ datastream: "pump", time: NOW_MS, result: "half" }, "ingest/unknown-category"],
    [{ datastream: "pressure", time: NOW_MS, result: 1, quality: "fine" }, "ingest/invalid-quality"],
  ])("[IN7] refuses %j as %s", (item, code) => {
    expect(read(item)).toBe(code);
  });
});

import type { Asset, Datastream } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { matchColumns } from "./replay-columns.ts";

const asset = (layer: string, name: string, kind = "junction"): Asset => ({
  id: `${layer}.${kind}-${name}`,
  layer,
  name,
  class: kind,
  featureIndex: 0,
  position: null,
  attributes: {},
  status: 0,
});
const pressureOf = (one: Asset): Datastream => ({
  id: `${one.id}.pressure`,
  asset: one.id,
  layer: one.layer,
  name: "",
  observedProperty: "pressure",
  resultType: "number",
  categories: [],
  unit: null,
  range: { min: null, max: null },
  limits: {},
  expectedIntervalMs: 1,
  staleAfterMs: 3,
  decimals: 2,
  latest: null,
});

describe("matchColumns", () => {
  const [n10, n15, other] = [asset("net3", "10"), asset("net3", "15"), asset("east", "10")];
  const pipe = asset("net3", "15", "pipe");

  it("takes the pressure of the asset that bears the column's name, and tells which columns have none", () => {
    const city = { assets: [n10, pipe, n15], datastreams: [pressureOf(n10), pressureOf(n15)] };
    expect(matchColumns(["15", "nowhere", "10"], city)).toEqual({
      datastreams: ["net3.junction-15.pressure", undefined, "net3.junction-10.pressure"],
      unmatched: ["nowhere"],
    });
  });

  it("takes a column that is named after a datastream", () => {
    const city = { assets: [n10], datastreams: [pressureOf(n10)] };
    expect(matchColumns(["net3.junction-10.pressure"], city).unmatched).toEqual([]);
  });

  it("asks for the layer when a column fits several, and takes the one it is given", () => {
    const city = { assets: [n10, other], datastreams: [pressureOf(n10), pressureOf(other)] };
    expect(() => matchColumns(["10"], city)).toThrow(/net3, east; choose one with --layer/);
    expect(matchColumns(["10"], city, { layer: "east" }).datastreams).toEqual(["east.junction-10.pressure"]);
  });

  it("refuses when no column fits", () => {
    const city = { assets: [n10], datastreams: [{ ...pressureOf(n10), observedProperty: "flow" }] };
    expect(() => matchColumns(["10"], city)).toThrow(expect.objectContaining({ code: "request/invalid" }));
  });
});

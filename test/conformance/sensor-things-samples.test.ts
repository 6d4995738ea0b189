import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Json, START_MS, startSta } from "./sensor-things-city.ts";

/**
 * Bodies that the OGC's own test suite sends (ets-sta10, Apache-2.0). They were written for a draft of the standard:
 * entities had no names yet, links were called `id`, and datastreams could be without a sensor. As they stand they are
 * refused for what is missing; with names, with times that are kept here, and with what they leave to be filled in, they
 * are taken.
 */
const SAMPLES = join(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "sensors");
const FOLDERS: [folder: string, set: string][] = [
  ["sta_thing", "Things"],
  ["sta_datastreams", "Datastreams"],
];
const FILES = FOLDERS.flatMap(([folder, set]) =>
  existsSync(join(SAMPLES, folder))
    ? readdirSync(join(SAMPLES, folder))
        .sort()
        .map((file): [string, string] => [set, join(SAMPLES, folder, file)])
    : [],
);

/** What a template leaves to be filled in. */
const PLACES: Record<string, string> = {
  "$THING-ID": "well-1",
  "$OBSPROP-ID": "level",
  "$OBSERVEDPROPERTY-ID": "level",
  "$SENSOR-ID": "of:level-1",
};

const read = (path: string) =>
  readFileSync(path, "utf8").replaceAll(/\$[A-Z]+-ID/g, (place) => JSON.stringify(PLACES[place]));

/** The same in the words of version 1.1. */
function completed(value: Json, relation: string): Json {
  if (Array.isArray(value)) return value.map((one) => completed(one, relation));
  if (typeof value !== "object" || value === null || relation === "properties" || relation === "location")
    return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === "id") return { "@iot.id": value.id };
  const whole = Object.fromEntries(keys.map((key) => [key, completed(value[key], key)]));
  if (typeof whole.phenomenonTime === "string")
    whole.phenomenonTime = new Date(
      START_MS + (Date.parse(whole.phenomenonTime) % 86_400_000) - 86_400_000,
    ).toISOString();
  const isNamed = ["Things", "Thing", "Locations", "Datastreams", "Sensor", "ObservedProperty"].includes(
    relation,
  );
  return isNamed ? { name: whole.description ?? "Unnamed", description: "", ...whole } : whole;
}

describe.skipIf(FILES.length === 0)("bodies of the OGC's test suite", () => {
  const sta = startSta();

  it.each(FILES)("%s: %s", async (set, path) => {
    const text = read(path);
    let body: Json;
    try {
      body = JSON.parse(text);
    } catch {
      expect(await sta.refusal(`/${set}`, { method: "POST", body: text })).toMatchObject({
        status: 400,
        code: "request/malformed-body",
      });
      return;
    }
    expect(await sta.refusal(`/${set}`, { method: "POST", body: text })).toMatchObject({
      status: 400,
      code: "sta/invalid-entity",
    });
    const whole = completed(body, set);
    const response = await sta.ask(`/${set}`, { method: "POST", body: whole });
    const answer: Json = await response.json();
    // Of a datastream without sensor or property nobody knows what it measures: OGC 18-088, table 10 has both mandatory.
    const lacking = lackingRelation(whole, set);
    if (lacking !== undefined) {
      expect(answer).toMatchObject({
        status: 400,
        code: "sta/invalid-entity",
        details: { pointer: lacking },
      });
      return;
    }
    expect(response.status, JSON.stringify(answer)).toBe(201);
    const {
      Datastreams: streams = [],
      Locations: places = [],
      Observations: observations = [],
      properties = {},
    } = whole;
    expect(answer).toMatchObject({ description: whole.description, properties });
    const self = `/${set}('${answer["@iot.id"]}')`;
    if (set === "Things") {
      expect(await sta.all(`${self}/Locations`)).toMatchObject(
        places.map(({ location }: Json) => ({ location })),
      );
      const found = await sta.all(`${self}/Datastreams?$expand=Observations`);
      expect(found).toHaveLength(streams.length);
      for (const [i, stream] of found.entries())
        expect(stream.Observations.map((one: Json) => one.result)).toEqual(
          (streams[i].Observations ?? []).map((one: Json) => one.result),
        );
    } else {
      expect(answer).toMatchObject({
        unitOfMeasurement: whole.unitOfMeasurement,
        observationType: whole.observationType,
      });
      expect((await sta.all(`${self}/Observations`)).map((one) => [one.result, one.resultQuality])).toEqual(
        observations.map((one: Json) => [one.result, one.resultQuality]),
      );
    }
  });
});

/** Where the first relation that must be there is missing. */
function lackingRelation(body: Json, set: string): string | undefined {
  const streams: [Json, string][] =
    set === "Datastreams"
      ? [[body, ""]]
      : (body.Datastreams ?? []).map((one: Json, i: number) => [one, `/Datastreams/${i}`]);
  for (const [stream, pointer] of streams) {
    for (const relation of ["Thing", "Sensor", "ObservedProperty"]) {
      const isGiven = relation === "Thing" && set === "Things";
      if (!isGiven && stream[relation] === undefined) return `${pointer}/${relation}`;
    }
  }
  return undefined;
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Json, LEVELS, START_MS, startSta } from "./sensor-things-city.ts";

const sta = startSta();
const { ask, get, ids, all, refusal } = sta;

const at = (i: number) => new Date(START_MS + i * 10_000).toISOString();
const SPEC = "http://www.opengis.net/spec/iot_sensing/1.1/req";

/** OGC 18-088, tables 5 to 20: what an entity of each set says, and leads to. */
const MODEL: [set: string, id: string, properties: string[], relations: Record<string, boolean>][] = [
  [
    "Things",
    "well-1",
    ["name", "description", "properties"],
    { Datastreams: true, Locations: true, HistoricalLocations: true },
  ],
  [
    "Locations",
    "at:well-1",
    ["name", "description", "encodingType", "location"],
    { Things: true, HistoricalLocations: true },
  ],
  [
    "Datastreams",
    "level-1",
    ["name", "description", "observationType", "unitOfMeasurement", "phenomenonTime", "properties"],
    { Thing: false, Sensor: false, ObservedProperty: false, Observations: true },
  ],
  ["Sensors", "of:level-1", ["name", "description", "encodingType", "metadata"], { Datastreams: true }],
  ["ObservedProperties", "level", ["name", "definition", "description", "properties"], { Datastreams: true }],
  [
    "Observations",
    `level-1:${START_MS}`,
    ["phenomenonTime", "result", "resultTime", "resultQuality"],
    { Datastream: false, FeatureOfInterest: false },
  ],
  [
    "FeaturesOfInterest",
    "at:well-1",
    ["name", "description", "encodingType", "feature"],
    { Observations: true },
  ],
];

describe("the service root", () => {
  it("[OG1] claims nothing that has no test", async () => {
    const sources = ["read", "write"].map((which) =>
      readFileSync(join(import.meta.dirname, `sensor-things-${which}.test.ts`), "utf8"),
    );
    const titles = sources
      .flatMap((source) => source.match(/describe(?:\.each\(MODEL\))?\([^\n]*/g) ?? [])
      .join("\n");
    const { conformance } = (await get("")).serverSettings;
    const names: string[] = conformance.map((requirement: string) => requirement.slice(SPEC.length + 1));
    expect(names.length).toBeGreaterThan(30);
    // The data model is one table, MODEL, whose rows are the sets.
    const inTable = names.filter((name) => name.startsWith("datamodel/"));
    expect(inTable).toHaveLength(1 + 2 * 8);
    const untested = names.filter(
      (name) => !inTable.includes(name) && !titles.includes(name.split("/")[1] as string),
    );
    expect(untested).toEqual([]);
  });

  it("lists the eight sets and what is met", async () => {
    const root = await get("");
    expect(root.value).toHaveLength(8);
    for (const { url } of root.value) expect((await get(url)).value).toBeInstanceOf(Array);
    expect(root.serverSettings.conformance).toContain(`${SPEC}/request-data/filter`);
  });

  it("is not for everybody where the public view is off", async () => {
    expect(await refusal("", { isAnonymous: true })).toMatchObject({
      status: 401,
      code: "access/unauthenticated",
    });
  });
});

describe.each(MODEL)(`${SPEC}/datamodel: %s`, (set, id, properties, relations) => {
  it("[OG2] entity-control-information, properties and relations", async () => {
    const self = `${sta.rootOf()}/${set}('${encodeURIComponent(id)}')`;
    const entity = await get(`/${set}('${id}')`);
    expect(Object.keys(entity).sort()).toEqual(
      [
        "@iot.id",
        "@iot.selfLink",
        ...properties,
        ...Object.keys(relations).map((name) => `${name}@iot.navigationLink`),
      ].sort(),
    );
    expect(entity).toMatchObject({ "@iot.id": id, "@iot.selfLink": self });
    expect(await get(entity["@iot.selfLink"])).toEqual(entity);
    for (const [name, isMany] of Object.entries(relations)) {
      const link = entity[`${name}@iot.navigationLink`];
      expect(link).toBe(`${self}/${name}`);
      const there = await get(link);
      if (isMany) expect(there.value).toBeInstanceOf(Array);
      else expect(there).toEqual(await get(there["@iot.selfLink"]));
    }
    expect(await all(`/${set}`)).toContainEqual(entity);
  });
});

describe("entities of the city", () => {
  it("are what is registered", async () => {
    expect(await get("/Things('well-1')")).toMatchObject({
      name: "东关街 1",
      properties: {
        class: "manhole",
        layer: "wells",
        depth: { value: 3.5, unit: "m" },
        owner: "water works",
      },
    });
    expect(await get("/Things('well-1')/Locations")).toMatchObject({
      value: [
        { encodingType: "application/geo+json", location: { type: "Point", coordinates: [8, 53, 30] } },
      ],
    });
    expect(await get("/Datastreams('level-1')")).toMatchObject({
      observationType: "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
      unitOfMeasurement: { name: "metre", symbol: "m", definition: "m" },
      phenomenonTime: `${at(0)}/${at(LEVELS - 1)}`,
      properties: { range: { min: 0, max: 1_000 }, expectedIntervalMs: 10_000 },
    });
    expect(await get("/Datastreams('state-1')")).toMatchObject({
      observationType: "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_CategoryObservation",
      unitOfMeasurement: { name: null, symbol: null, definition: null },
    });
    expect(await get("/Datastreams('state-1')/Observations")).toMatchObject({
      value: [{ result: "shut", resultQuality: "uncertain", phenomenonTime: at(1) }],
    });
    expect(await get("/ObservedProperties('level')")).toMatchObject({
      name: "Level",
      description: expect.stringContaining("水位"),
    });
    expect(await get("/FeaturesOfInterest('at:gate-1')")).toMatchObject({
      feature: { type: "Feature", geometry: null },
    });
    expect(await ids("/Things('gate-1')/Locations")).toEqual([]);
    expect(
      (await ids("/ObservedProperties?$top=1000")).filter((id) =>
        ["odour", "level", "gateState"].includes(id),
      ),
    ).toEqual(["gateState", "level", "odour"]);
  });
});

describe(`${SPEC}/resource-path/resource-path-to-entities`, () => {
  it.each([
    ["/Things('well-1')/Datastreams('level-1')/Observations", 100],
    ["/Observations('level-1:%START%')/Datastream/Thing/Locations", 1],
    ["/Datastreams('level-2')/Thing/Datastreams", 2],
    ["/Sensors('of:level-1')/Datastreams", 1],
    ["/ObservedProperties('level')/Datastreams", 2],
    ["/FeaturesOfInterest('at:well-2')/Observations", 3],
    ["/Locations('at:well-1')/Things", 1],
    ["/HistoricalLocations", 0],
  ])("%s", async (path, count) => {
    expect((await get(path.replace("%START%", String(START_MS)))).value).toHaveLength(count);
  });

  it("reads properties, bare values and references", async () => {
    expect(await get("/Things('well-2')/name")).toEqual({ name: "Well 2" });
    expect(await (await ask("/Things('well-2')/name/$value")).text()).toBe("Well 2");
    expect(await (await ask(`/Observations('level-2:${START_MS}')/result/$value`)).text()).toBe("1.5");
    expect(await get("/Things('well-1')/properties/owner")).toEqual({ owner: "water works" });
    expect((await ask(`/Observations('level-2:${START_MS}')/resultTime`)).status).toBe(204);
    expect(await get("/Things('well-2')/Datastreams/$ref")).toEqual({
      value: [
        { "@iot.selfLink": `${sta.rootOf()}/Datastreams('level-2')` },
        { "@iot.selfLink": `${sta.rootOf()}/Datastreams('odour-2')` },
      ],
    });
    expect(await get("/Datastreams('level-1')/Thing/$ref")).toEqual({
      "@iot.selfLink": `${sta.rootOf()}/Things('well-1')`,
    });
  });
});

describe(`${SPEC}/request-data/status-code and query-status-code`, () => {
  it.each([
    ["/Wells", 404, "sta/unknown-resource"],
    ["/Things('no')", 404, "sta/unknown-entity"],
    ["/Things('well-1')/Datastreams('level-2')", 404, "sta/unknown-entity"],
    ["/Observations('level-1:1')", 404, "sta/unknown-entity"],
    ["/Things('well-1')/wells", 404, "sta/unknown-resource"],
    ["/Things/name", 404, "sta/unknown-resource"],
    ["/Things?$top=-1", 400, "sta/invalid-query"],
    ["/Things?$skip=a", 400, "sta/invalid-query"],
    ["/Things?$count=yes", 400, "sta/invalid-query"],
    ["/Things?$select=depth", 400, "sta/invalid-query"],
    ["/Things?$expand=Wells", 400, "sta/invalid-query"],
    ["/Things?$orderby=depth", 400, "sta/invalid-query"],
    ["/Things?$filter=name eq", 400, "sta/invalid-query"],
    ["/Things?$filter=nam eq 'x'", 400, "sta/invalid-query"],
    ["/Things?$top=1&$top=2", 400, "sta/invalid-query"],
    ["/Things?$wat=1", 400, "sta/invalid-query"],
    ["/Things?$resultFormat=dataArray", 400, "sta/invalid-query"],
    ["/Things('well-1')?$top=1", 400, "sta/invalid-query"],
    ["/Things?$filter=Datastreams/Observations/result gt 1", 400, "sta/invalid-query"],
    ["/Observations?$orderby=result&$skip=100000", 400, "sta/too-demanding"],
    ["/%E0%A4%A", 404, "sta/unknown-resource"],
  ])("%s: %i %s", async (path, status, code) => {
    expect(await refusal(path)).toMatchObject({ status, code });
  });

  it("[OG8] names the character of a filter", async () => {
    const refused = await refusal("/Things?$filter=name eq 'x' und true");
    expect(refused).toMatchObject({ details: { option: "$filter", position: 12 } });
    expect(refused.detail).toContain("character 13");
  });
});

describe(`${SPEC}/request-data/select`, () => {
  it("writes what is asked for and nothing else", async () => {
    expect(await get("/Things('well-2')?$select=name,id")).toEqual({ "@iot.id": "well-2", name: "Well 2" });
    expect(await get("/Datastreams('level-2')?$select=name,Observations")).toEqual({
      name: "Level 2",
      "Observations@iot.navigationLink": `${sta.rootOf()}/Datastreams('level-2')/Observations`,
    });
  });
});

describe(`${SPEC}/request-data/expand`, () => {
  it("puts relations in place, with options of their own", async () => {
    const things = await get(
      "/Things?$select=id&$filter=id eq 'well-2'&$expand=Locations($select=location),Datastreams($select=name;$orderby=name desc;$count=true;$expand=Observations($orderby=phenomenonTime desc;$top=1;$select=result),ObservedProperty($select=id))",
    );
    expect(things).toEqual({
      value: [
        {
          "@iot.id": "well-2",
          Locations: [{ location: { type: "Point", coordinates: [8.5, 53.5, 31] } }],
          "Datastreams@iot.count": 2,
          Datastreams: [
            { name: "Odour 2", ObservedProperty: { "@iot.id": "odour" }, Observations: [] },
            {
              name: "Level 2",
              ObservedProperty: { "@iot.id": "level" },
              Observations: [{ result: 3.5 }],
              "Observations@iot.nextLink": expect.any(String),
            },
          ],
        },
      ],
    });
    const next = things.value[0].Datastreams[1]["Observations@iot.nextLink"];
    expect((await all(next)).map((one) => one.result)).toEqual([2.5, 1.5]);
  });

  it("takes paths", async () => {
    const thing = await get("/Things('well-2')?$expand=Datastreams/ObservedProperty,Datastreams/Sensor");
    expect(thing.Datastreams[0]).toMatchObject({
      ObservedProperty: { name: "Level" },
      Sensor: { name: "Level 2" },
    });
    const observation = await get(
      `/Observations('level-2:${START_MS}')?$expand=Datastream/Thing,FeatureOfInterest`,
    );
    expect(observation).toMatchObject({
      Datastream: { Thing: { name: "Well 2" } },
      FeatureOfInterest: { name: "Well 2" },
    });
  });
});

describe(`${SPEC}/request-data/orderby, top, skip, count and order`, () => {
  it("puts in order", async () => {
    expect(await ids("/Things?$orderby=name desc")).toEqual(["well-1", "well-3", "well-2", "gate-1"]);
    expect(await ids("/Things?$orderby=properties/class desc,id asc")).toEqual([
      "gate-1",
      "well-1",
      "well-2",
      "well-3",
    ]);
    expect(await ids("/Datastreams?$orderby=Thing/name,id desc")).toEqual([
      "state-1",
      "open-1",
      "odour-2",
      "level-2",
      "level-1",
    ]);
    const levels = await get("/Datastreams('level-1')/Observations?$orderby=result desc&$top=3");
    expect(levels.value.map((one: Json) => one.result)).toEqual([499, 498, 497]);
  });

  it("skips after it has put in order, and takes the top of the rest", async () => {
    expect(await ids("/Things?$orderby=id desc&$skip=1&$top=2")).toEqual(["well-2", "well-1"]);
    expect(await ids("/Things?$skip=3")).toEqual(["gate-1"]);
    expect(await get("/Things?$top=0&$count=true")).toEqual({ "@iot.count": 4, value: [] });
  });

  it("counts all that match", async () => {
    expect(
      (await get("/Things?$count=true&$top=1&$filter=properties/class eq 'manhole'"))["@iot.count"],
    ).toBe(3);
    expect((await get("/Observations?$count=true&$top=1"))["@iot.count"]).toBe(LEVELS + 5);
    expect(
      (await get("/Datastreams('level-1')/Observations?$count=true&$top=1&$filter=result ge 490"))[
        "@iot.count"
      ],
    ).toBe(10);
    expect(
      (
        await get(
          `/Datastreams('level-1')/Observations?$count=true&$top=1&$filter=phenomenonTime ge ${at(10)} and phenomenonTime le ${at(19)}`,
        )
      )["@iot.count"],
    ).toBe(10);
    expect((await get("/Things?$count=false"))["@iot.count"]).toBeUndefined();
  });
});

describe(`${SPEC}/request-data/pagination`, () => {
  it.each([
    ["/Things?$top=1", 4],
    ["/Locations?$top=2", 3],
    ["/Datastreams?$top=2&$orderby=name", 5],
    ["/Sensors?$top=2", 5],
    ["/FeaturesOfInterest?$top=2", 3],
    ["/Observations?$top=50", LEVELS + 5],
    ["/Observations?$top=49&$orderby=phenomenonTime desc", LEVELS + 5],
    ["/Datastreams('level-1')/Observations?$top=77&$orderby=phenomenonTime desc", LEVELS],
    ["/Datastreams('level-1')/Observations?$top=100&$orderby=phenomenonTime asc&$skip=10", LEVELS - 10],
    ["/Datastreams('level-1')/Observations?$top=7&$filter=result mod 10 eq 0", LEVELS / 10],
    ["/Things('well-2')/Datastreams?$top=1", 2],
  ])("[OG4] %s leads to each entity once", async (path, count) => {
    const found = await all(path);
    expect(found).toHaveLength(count);
    expect(new Set(found.map((entity) => entity["@iot.id"])).size).toBe(count);
  });

  it("goes on where it was while new observations come", async () => {
    const path = "/Datastreams('odour-2')/Observations";
    const push = async (i: number) =>
      expect((await ask(path, { method: "POST", body: { phenomenonTime: at(i), result: i } })).status).toBe(
        201,
      );
    for (const i of [10, 11, 12, 13]) await push(i);
    const first = await get(`${path}?$orderby=phenomenonTime desc&$top=2`);
    await push(14);
    const rest = await all(first["@iot.nextLink"]);
    expect([...first.value, ...rest].map((one) => one.result)).toEqual([13, 12, 11, 10]);
    for (const i of [10, 11, 12, 13, 14])
      await ask(`/Observations('odour-2:${START_MS + i * 10_000}')`, { method: "DELETE" });
    expect((await get(path)).value).toEqual([]);
  });

  it("goes back in time without a gap", async () => {
    const results = (
      await all("/Datastreams('level-1')/Observations?$orderby=phenomenonTime desc&$top=120&$select=result")
    ).map((one) => one.result);
    expect(results).toEqual(Array.from({ length: LEVELS }, (_, i) => LEVELS - 1 - i));
    const times = (
      await all("/Observations?$orderby=phenomenonTime desc&$top=100&$select=phenomenonTime")
    ).map((one) => one.phenomenonTime);
    expect(times).toEqual([...times].sort().reverse());
  });
});

describe(`${SPEC}/request-data/filter, built-in-filter-operations and built-in-query-functions`, () => {
  it.each([
    ["/Things", "name eq 'Well 2'", ["well-2"]],
    ["/Things", "properties/owner eq 'water works'", ["well-1"]],
    ["/Things", "properties/depth/value gt 3", ["well-1"]],
    ["/Things", "Datastreams/ObservedProperty/name eq 'Level'", ["well-1", "well-2"]],
    ["/Things", "geo.distance(Locations/location, geography'POINT(8 53.1)') lt 0.2", ["well-1"]],
    ["/Things", "startswith(name,'Well') and not endswith(name,'3')", ["well-2"]],
    [
      "/Locations",
      "st_within(location, geography'POLYGON((7 52, 8.7 52, 8.7 54, 7 54, 7 52))')",
      ["at:well-1", "at:well-2"],
    ],
    ["/Locations", "geo.intersects(location, geography'LINESTRING(8 52, 8 54)')", ["at:well-1"]],
    ["/Datastreams", "Thing/id eq 'well-2'", ["level-2", "odour-2"]],
    ["/Datastreams", "unitOfMeasurement/symbol eq 'm' and id ne 'level-1'", ["level-2"]],
    [
      "/Datastreams",
      "Sensor/id eq 'of:level-2' or observationType eq 'http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_TruthObservation'",
      ["level-2", "open-1"],
    ],
    ["/FeaturesOfInterest", "feature/type eq 'Feature'", ["at:gate-1"]],
    ["/ObservedProperties", "tolower(name) eq 'level'", ["level"]],
  ])("%s?$filter=%s", async (path, filter, expected) => {
    expect(await ids(`${path}?$filter=${encodeURIComponent(filter)}`)).toEqual(expected);
  });

  it.each([
    ["result gt 496", [497, 498, 499]],
    ["result ge 10 and result lt 12", [10, 11]],
    [`phenomenonTime eq ${at(7)}`, [7]],
    [`phenomenonTime gt ${at(497)}`, [498, 499]],
    [`phenomenonTime lt ${at(2)}`, [0, 1]],
    [`result add 1 eq 5 or result mul 2 eq 20`, [4, 10]],
    [`year(phenomenonTime) lt 2000`, []],
    ["Datastream/Thing/name eq 'Well 2'", []],
    ["resultQuality eq 'good' and result lt 1", [0]],
  ])("Observations of a datastream, %s", async (filter, expected) => {
    const page = await get(`/Datastreams('level-1')/Observations?$filter=${encodeURIComponent(filter)}`);
    expect(page.value.map((one: Json) => one.result)).toEqual(expected);
  });

  it("takes the offset of a time as it stands", async () => {
    const local = new Date(START_MS + 8 * 3_600_000).toISOString().replace("Z", "+08:00");
    expect(
      await ids(
        `/Observations?$filter=phenomenonTime lt ${local} or phenomenonTime eq ${local} and Datastream/id eq 'level-2'`,
      ),
    ).toEqual([`level-2:${START_MS}`]);
  });

  it("takes booleans and categories", async () => {
    expect(await ids("/Observations?$filter=result eq true")).toEqual([`open-1:${START_MS + 10_000}`]);
    expect(await ids("/Observations?$filter=result eq 'shut'")).toEqual([`state-1:${START_MS + 10_000}`]);
  });
});

describe("the latest value", () => {
  it("[OG3] is what the newest observation says, by whatever way it is asked for", async () => {
    const latest = (await get("/Datastreams('level-1')/Observations?$orderby=phenomenonTime desc&$top=1"))
      .value;
    expect(latest).toMatchObject([{ result: LEVELS - 1, phenomenonTime: at(LEVELS - 1) }]);
    const inThing = await get(
      "/Things('well-1')?$expand=Datastreams($expand=Observations($orderby=phenomenonTime desc;$top=1))",
    );
    expect(inThing.Datastreams[0].Observations).toEqual(latest);
    expect((await get("/Observations?$orderby=phenomenonTime desc&$top=1")).value).toEqual(latest);
  });
});

describe("http://www.opengis.net/spec/iot_sensing/1.1/req/data-array/data-array", () => {
  it("writes observations as columns", async () => {
    const page = await get("/Datastreams('level-2')/Observations?$resultFormat=dataArray&$top=2&$count=true");
    expect(page).toEqual({
      "@iot.count": 3,
      "@iot.nextLink": expect.any(String),
      value: [
        {
          "Datastream@iot.navigationLink": `${sta.rootOf()}/Datastreams('level-2')`,
          components: ["id", "phenomenonTime", "resultTime", "result"],
          "dataArray@iot.count": 2,
          dataArray: [
            [`level-2:${START_MS}`, at(0), null, 1.5],
            [`level-2:${START_MS + 10_000}`, at(1), null, 2.5],
          ],
        },
      ],
    });
    const next = await get(page["@iot.nextLink"]);
    expect(next.value[0].dataArray).toEqual([[`level-2:${START_MS + 20_000}`, at(2), null, 3.5]]);
    const chosen = await get(
      "/Observations?resultFormat=dataArray&$select=result&$filter=Datastream/id ne 'level-1'",
    );
    expect(chosen.value.map((one: Json) => [one.components, one.dataArray])).toEqual([
      [["result"], [[1.5], [2.5], [3.5]]],
      [["result"], [[true]]],
      [["result"], [["shut"]]],
    ]);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { isoAt, LEVELS, SPEC, START_MS, startSta } from "./sensor-things-city.ts";

const sta = startSta(["--mqtt-port", "0"]);
const { ask, get, ids, all, make, refusal } = sta;

/** Things of the registry have been nowhere else: one that a client says was. */
beforeAll(async () => {
  const been = { "@iot.id": "been-1", time: isoAt(0), Locations: [{ "@iot.id": "at:well-1" }] };
  await make("/Things('gate-1')/HistoricalLocations", been);
});

/** OGC 18-088, tables 5 to 20: what an entity of each set says, and leads to. `of` is its name in requirements. */
const MODEL: [
  of: string,
  set: string,
  id: string,
  properties: string[],
  relations: Record<string, boolean>,
][] = [
  [
    "thing",
    "Things",
    "well-1",
    ["name", "description", "properties"],
    { Datastreams: true, Locations: true, HistoricalLocations: true },
  ],
  [
    "location",
    "Locations",
    "at:well-1",
    ["name", "description", "encodingType", "location"],
    { Things: true, HistoricalLocations: true },
  ],
  ["historical-location", "HistoricalLocations", "been-1", ["time"], { Thing: false, Locations: true }],
  [
    "datastream",
    "Datastreams",
    "level-1",
    ["name", "description", "observationType", "unitOfMeasurement", "phenomenonTime", "properties"],
    { Thing: false, Sensor: false, ObservedProperty: false, Observations: true },
  ],
  [
    "sensor",
    "Sensors",
    "of:level-1",
    ["name", "description", "encodingType", "metadata"],
    { Datastreams: true },
  ],
  [
    "observed-property",
    "ObservedProperties",
    "level",
    ["name", "definition", "description", "properties"],
    { Datastreams: true },
  ],
  [
    "observation",
    "Observations",
    `level-1:${START_MS}`,
    ["phenomenonTime", "result", "resultTime", "resultQuality"],
    { Datastream: false, FeatureOfInterest: false },
  ],
  [
    "feature-of-interest",
    "FeaturesOfInterest",
    "at:well-1",
    ["name", "description", "encodingType", "feature"],
    { Observations: true },
  ],
];

/** Requirements that stand in titles of these files: `${SPEC}/<class>/<name>, <name> and <name>`. */
function testedRequirements(): string[] {
  const files = readdirSync(import.meta.dirname).filter((name) => /^sensor-things-.*\.test\.ts$/.test(name));
  const titles = files.flatMap((name) => [
    ...readFileSync(join(import.meta.dirname, name), "utf8").matchAll(
      /^describe\(`\$\{SPEC\}\/([a-z-]+)\/([a-z, -]+)/gm,
    ),
  ]);
  return titles.flatMap(([, requirements, names]) =>
    (names as string).split(/, | and /).map((name) => `${requirements}/${name}`),
  );
}

describe("the service root", () => {
  it("[OG1] claims nothing that has no test", async () => {
    const { conformance } = (await get("")).serverSettings;
    const inModel = MODEL.flatMap(([of]) => [`datamodel/${of}/properties`, `datamodel/${of}/relations`]);
    const tested = new Set([
      "datamodel/entity-control-information/common-control-information",
      ...inModel,
      ...testedRequirements(),
    ]);
    expect([...tested].map((name) => `${SPEC}/${name}`).sort()).toEqual([...conformance].sort());
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

describe.each(MODEL)(`${SPEC}/datamodel/%s: %s`, (_of, set, id, properties, relations) => {
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
      phenomenonTime: `${isoAt(0)}/${isoAt(LEVELS - 1)}`,
      properties: { range: { min: 0, max: 1_000 }, expectedIntervalMs: 10_000 },
    });
    expect(await get("/Datastreams('state-1')")).toMatchObject({
      observationType: "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_CategoryObservation",
      unitOfMeasurement: { name: null, symbol: null, definition: null },
    });
    expect(await get("/Datastreams('state-1')/Observations")).toMatchObject({
      value: [{ result: "shut", resultQuality: "uncertain", phenomenonTime: isoAt(1) }],
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
    ["/HistoricalLocations('been-1')/Locations", 1],
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

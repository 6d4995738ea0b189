import { describe, expect, it } from "vitest";
import { type Json, LEVELS, START_MS, startSta } from "./sensor-things-city.ts";

const sta = startSta();
const { ask, get, ids, all, refusal } = sta;

const SPEC = "http://www.opengis.net/spec/iot_sensing/1.1/req";
const OM = "http://www.opengis.net/def/observationType/OGC-OM/2.0";
const at = (i: number) => new Date(START_MS + i * 10_000).toISOString();
const METRE = { name: "metre", symbol: "m", definition: "m" };

const SENSOR = {
  name: "Gauge",
  description: "A gauge",
  encodingType: "text/html",
  metadata: "https://gauge.example",
};
const PROPERTY = { name: "Silt", definition: "https://silt.example", description: "Depth of silt" };
const PLACE = {
  name: "Yard",
  description: "The yard",
  encodingType: "application/geo+json",
  location: { type: "Point", coordinates: [10, 50, 12] },
};
const STREAM = {
  name: "Silt",
  description: "Silt in the yard",
  observationType: `${OM}/OM_Measurement`,
  unitOfMeasurement: METRE,
};
const DEEP = {
  name: "Trap",
  description: "A silt trap",
  properties: { owner: "us", "max-depth": 3 },
  Locations: [PLACE],
  Datastreams: [
    {
      ...STREAM,
      Sensor: SENSOR,
      ObservedProperty: PROPERTY,
      Observations: [
        { phenomenonTime: at(0), result: 1 },
        { phenomenonTime: at(1), result: 2 },
      ],
    },
  ],
};

/** Makes an entity, holds the answer against its address, and answers it. */
async function make(path: string, body: unknown): Promise<Json> {
  const response = await ask(path, { method: "POST", body });
  const made: Json = await response.json();
  expect(response.status, JSON.stringify(made)).toBe(201);
  expect(response.headers.get("location")).toBe(made["@iot.selfLink"]);
  expect(await get(made["@iot.selfLink"])).toEqual(made);
  return made;
}

async function change(path: string, body: unknown): Promise<Json> {
  const response = await ask(path, { method: "PATCH", body });
  const text = await response.text();
  expect(response.status, text).toBe(200);
  expect(await get(path)).toEqual(JSON.parse(text));
  return JSON.parse(text);
}

async function remove(path: string): Promise<void> {
  const response = await ask(path, { method: "DELETE" });
  expect(response.status, await response.text()).toBe(200);
  expect(await refusal(path)).toMatchObject({ status: 404, code: "sta/unknown-entity" });
}

describe(`${SPEC}/create-update-delete/create-entity`, () => {
  it.each([
    [
      "Things",
      {
        name: "Shovel",
        description: "Snow shovel",
        properties: { handle: "wood", blade: { of: "plastic" } },
      },
    ],
    ["Locations", { ...PLACE, properties: { gate: 2 } }],
    ["Sensors", { ...SENSOR, metadata: { any: ["thing"] }, properties: { a: 1 } }],
    ["ObservedProperties", { ...PROPERTY, properties: { a: 1 } }],
    [
      "FeaturesOfInterest",
      { name: "F", description: "f", encodingType: "application/geo+json", feature: PLACE.location },
    ],
  ])("makes %s as they are sent", async (set, body) => {
    const made = await make(`/${set}`, body);
    expect(made).toMatchObject(body);
    if ("properties" in body) expect(made.properties).toEqual(body.properties);
    const chosen = await make(`/${set}`, { ...body, "@iot.id": "mine-1" });
    expect(chosen["@iot.id"]).toBe("mine-1");
    expect(
      await refusal(`/${set}`, { method: "POST", body: { ...body, "@iot.id": "mine-1" } }),
    ).toMatchObject({ status: 409, code: "registry/conflict" });
  });

  it("makes observations, with the time of the server where they have none", async () => {
    const now = await make("/Observations", { result: 7, Datastream: { "@iot.id": "level-2" } });
    expect(Math.abs(Date.parse(now.phenomenonTime) - Date.now())).toBeLessThan(60_000);
    expect(now).toMatchObject({
      "@iot.id": `level-2:${Date.parse(now.phenomenonTime)}`,
      result: 7,
      resultTime: null,
      resultQuality: "good",
    });
    const whole = await make("/Datastreams('odour-2')/Observations", {
      phenomenonTime: `${at(5)}/${at(6)}`,
      result: 3,
      resultTime: at(7),
      validTime: `${at(7)}/${at(9)}`,
      resultQuality: { DQ_Status: "checked" },
      parameters: { nose: "Rex", strength: 2 },
    });
    expect(whole).toMatchObject({
      "@iot.id": `odour-2:${START_MS + 50_000}`,
      phenomenonTime: `${at(5)}/${at(6)}`,
      resultTime: at(7),
      validTime: `${at(7)}/${at(9)}`,
      resultQuality: { DQ_Status: "checked" },
      parameters: { nose: "Rex", strength: 2 },
    });
    expect(await ids("/Observations?$filter=parameters/nose eq 'Rex'")).toEqual([whole["@iot.id"]]);
    const doubtful = await make("/Datastreams('odour-2')/Observations", {
      phenomenonTime: at(8),
      result: 4,
      resultQuality: "uncertain",
    });
    expect(doubtful.resultQuality).toBe("uncertain");
    // The way in is one: the API shows the same.
    const { items } = (await (
      await fetch(`${sta.server.url}/api/v1/datastreams/odour-2/observations`, {
        headers: { authorization: `Bearer ${sta.token}` },
      })
    ).json()) as Json;
    expect(items).toEqual([
      { time: START_MS + 50_000, result: 3, quality: "good" },
      { time: START_MS + 80_000, result: 4, quality: "uncertain" },
    ]);
  });

  it("[OG5] answers a repeat as it answered before, and a contradiction with a conflict", async () => {
    const body = { phenomenonTime: at(20), result: 1, Datastream: { "@iot.id": "level-2" } };
    const first = await make("/Observations", body);
    expect(await make("/Observations", body)).toEqual(first);
    expect(await refusal("/Observations", { method: "POST", body: { ...body, result: 2 } })).toMatchObject({
      status: 409,
      code: "ingest/conflict",
    });
  });

  it.each<[string, string, unknown, number, string, string | undefined]>([
    ["no description", "/Things", { name: "x" }, 400, "sta/invalid-entity", "/description"],
    [
      "an unknown property",
      "/Things",
      { name: "x", description: "", colour: "red" },
      400,
      "sta/invalid-entity",
      "/colour",
    ],
    ["a name that is no text", "/Things", { name: 5, description: "" }, 400, "sta/invalid-entity", "/name"],
    [
      "properties that are a list",
      "/Things",
      { name: "x", description: "", properties: [1] },
      400,
      "sta/invalid-entity",
      "/properties",
    ],
    ["a list for a body", "/Things", [], 400, "sta/invalid-entity", ""],
    ["no JSON", "/Things", "{", 400, "request/malformed-body", undefined],
    [
      "a place that is none",
      "/Locations",
      { ...PLACE, location: { type: "Point" } },
      400,
      "sta/invalid-entity",
      "/location",
    ],
    [
      "an id of other characters",
      "/Things",
      { name: "x", description: "", "@iot.id": "a/b" },
      400,
      "sta/invalid-entity",
      "/@iot.id",
    ],
    [
      "a link to nothing",
      "/Observations",
      { result: 1, Datastream: { "@iot.id": "no" } },
      400,
      "sta/invalid-entity",
      "/Datastream",
    ],
    ["no datastream", "/Observations", { result: 1 }, 400, "sta/invalid-entity", "/Datastream"],
    [
      "no result",
      "/Datastreams('level-1')/Observations",
      { phenomenonTime: at(1) },
      400,
      "sta/invalid-entity",
      "/result",
    ],
    [
      "a time without offset",
      "/Datastreams('level-1')/Observations",
      { result: 1, phenomenonTime: "2026-01-01T00:00:00" },
      400,
      "sta/invalid-entity",
      "/phenomenonTime",
    ],
    [
      "a result of another type",
      "/Datastreams('open-1')/Observations",
      { result: 1 },
      400,
      "ingest/wrong-type",
      "",
    ],
    [
      "an unknown category",
      "/Datastreams('state-1')/Observations",
      { result: "ajar" },
      400,
      "ingest/unknown-category",
      "",
    ],
    [
      "a time in the future",
      "/Datastreams('level-1')/Observations",
      { result: 1, phenomenonTime: "2126-01-01T00:00:00Z" },
      400,
      "ingest/time-in-future",
      "",
    ],
    [
      "a datastream without a sensor",
      "/Things('well-1')/Datastreams",
      { ...STREAM, ObservedProperty: PROPERTY },
      400,
      "sta/invalid-entity",
      "/Sensor",
    ],
    [
      "categories that are not listed",
      "/Things('well-1')/Datastreams",
      {
        ...STREAM,
        observationType: `${OM}/OM_CategoryObservation`,
        Sensor: SENSOR,
        ObservedProperty: PROPERTY,
      },
      400,
      "sta/invalid-entity",
      "/properties/categories",
    ],
    ["an entity", "/Things('well-1')", { name: "x", description: "" }, 405, "sta/not-allowed", undefined],
    ["the root", "", {}, 405, "sta/not-allowed", undefined],
  ])("[OG8] refuses %s", async (_what, path, body, status, code, pointer) => {
    const refused = await refusal(path, { method: "POST", body });
    expect(refused).toMatchObject({
      status,
      code,
      ...(pointer === undefined ? {} : { details: { pointer } }),
    });
  });

  it("is for holders of a token, and PUT is for nobody", async () => {
    expect(await refusal("/Things", { method: "POST", body: {}, isAnonymous: true })).toMatchObject({
      status: 401,
    });
    expect(await refusal("/Things('well-1')", { method: "PUT", body: {} })).toMatchObject({
      status: 405,
      code: "sta/not-allowed",
    });
  });
});

describe(`${SPEC}/create-update-delete/deep-insert, deep-insert-status-code and link-to-existing-entities`, () => {
  it("makes a thing with all that belongs to it", async () => {
    const { "@iot.id": id } = await make("/Things", DEEP);
    const found = await get(
      `/Things('${id}')?$expand=Locations,HistoricalLocations($expand=Locations),Datastreams($expand=Sensor,ObservedProperty,Observations)`,
    );
    expect(found).toMatchObject({
      name: "Trap",
      properties: { owner: "us", "max-depth": 3 },
      Locations: [PLACE],
      HistoricalLocations: [{ Locations: [{ name: "Yard" }] }],
      Datastreams: [
        {
          ...STREAM,
          phenomenonTime: `${at(0)}/${at(1)}`,
          Sensor: SENSOR,
          ObservedProperty: PROPERTY,
          Observations: [{ result: 1 }, { result: 2 }],
        },
      ],
    });
    // It is an asset like any other, and stands where its location is.
    const asset = await (
      await fetch(`${sta.server.url}/api/v1/assets/${id}`, {
        headers: { authorization: `Bearer ${sta.token}` },
      })
    ).json();
    expect(asset).toMatchObject({
      layer: "sensorthings",
      name: "Trap",
      position: { lon: 10, lat: 50, heightM: 12 },
    });
  });

  it("links to what is there, by body and by path", async () => {
    const sensor = await make("/Sensors", SENSOR);
    const stream = await make("/Datastreams", {
      ...STREAM,
      "@iot.id": "silt-1",
      Thing: { "@iot.id": "well-1" },
      Sensor: { "@iot.id": sensor["@iot.id"] },
      ObservedProperty: { "@iot.id": "level" },
    });
    expect(stream).toMatchObject({ ...STREAM, "@iot.id": "silt-1", properties: {} });
    expect(await ids("/Things('well-1')/Datastreams")).toEqual(["level-1", "silt-1"]);
    expect(await ids(`/Sensors('${sensor["@iot.id"]}')/Datastreams`)).toEqual(["silt-1"]);
    expect(await ids("/ObservedProperties('level')/Datastreams")).toContain("silt-1");
    const by = await make("/Things('well-2')/Datastreams", {
      ...STREAM,
      Sensor: SENSOR,
      ObservedProperty: { "@iot.id": "level" },
    });
    expect((await get(`/Datastreams('${by["@iot.id"]}')/Thing`))["@iot.id"]).toBe("well-2");
    const feature = {
      name: "Pond",
      description: "A pond",
      encodingType: "application/geo+json",
      feature: PLACE.location,
    };
    const observation = await make("/Datastreams('silt-1')/Observations", {
      result: 5,
      phenomenonTime: at(3),
      FeatureOfInterest: feature,
    });
    const pond = await get(`/Observations('${observation["@iot.id"]}')/FeatureOfInterest`);
    expect(pond).toMatchObject(feature);
    expect(await ids(`/FeaturesOfInterest('${pond["@iot.id"]}')/Observations`)).toEqual([
      observation["@iot.id"],
    ]);
    expect(await ids("/FeaturesOfInterest('at:well-1')/Observations?$top=1000")).not.toContain(
      observation["@iot.id"],
    );
  });

  it.each([
    [
      "a part that is not complete",
      { ...DEEP, Datastreams: [{ ...DEEP.Datastreams[0], Sensor: {} }] },
      "sta/invalid-entity",
      "/Datastreams/0/Sensor/name",
    ],
    [
      "an observation that is refused",
      {
        ...DEEP,
        Datastreams: [{ ...DEEP.Datastreams[0], Observations: [{ result: "high", phenomenonTime: at(0) }] }],
      },
      "ingest/wrong-type",
      "/Datastreams/0/Observations/0",
    ],
  ])("[OG6] makes nothing for %s", async (_what, body, code, pointer) => {
    const sets = [
      "Things",
      "Locations",
      "Sensors",
      "ObservedProperties",
      "Datastreams",
      "HistoricalLocations",
      "FeaturesOfInterest",
    ];
    const countAll = () =>
      Promise.all(sets.map(async (set) => (await get(`/${set}?$count=true&$top=0`))["@iot.count"]));
    const before = await countAll();
    expect(await refusal("/Things", { method: "POST", body })).toMatchObject({
      status: 400,
      code,
      details: { pointer },
    });
    expect(await countAll()).toEqual(before);
  });
});

describe(`${SPEC}/create-update-delete/update-entity`, () => {
  it("changes what is named and nothing else", async () => {
    const { "@iot.id": id } = await make("/Things", DEEP);
    const self = `/Things('${id}')`;
    const [stream] = await ids(`${self}/Datastreams`);
    expect(await change(self, { description: "Emptied" })).toMatchObject({
      name: "Trap",
      description: "Emptied",
      properties: DEEP.properties,
    });
    expect((await change(self, { name: "Trap 2", properties: { a: 1 } })).properties).toEqual({ a: 1 });
    expect(
      await change(`/Datastreams('${stream}')`, {
        name: "Silt 2",
        unitOfMeasurement: { ...METRE, symbol: "M" },
      }),
    ).toMatchObject({
      name: "Silt 2",
      description: STREAM.description,
      unitOfMeasurement: { symbol: "M" },
    });
    await change(`/Datastreams('${stream}')`, {
      Thing: { "@iot.id": "well-3" },
      ObservedProperty: { "@iot.id": "level" },
    });
    expect(await ids("/Things('well-3')/Datastreams")).toEqual([stream]);
    expect((await get(`/Datastreams('${stream}')/Observations`)).value).toHaveLength(2);
    for (const relation of ["Sensor", "ObservedProperty"])
      expect((await ask(`/Datastreams('${stream}')/${relation}`)).status).toBe(200);
    const sensor = (await get(`/Datastreams('${stream}')/Sensor`))["@iot.id"];
    expect(await change(`/Sensors('${sensor}')`, { metadata: 5 })).toMatchObject({
      name: "Gauge",
      metadata: 5,
    });
    const [place] = await ids(`${self}/Locations`);
    expect(await change(`/Locations('${place}')`, { name: "Yard 2" })).toMatchObject({
      ...PLACE,
      name: "Yard 2",
    });
  });

  it("keeps what registered things say of themselves beside what a client adds", async () => {
    const changed = await change("/Things('well-3')", {
      description: "Under the bridge",
      properties: { keys: 2 },
    });
    expect(changed).toMatchObject({
      name: "Well 3",
      description: "Under the bridge",
      properties: { class: "manhole", keys: 2 },
    });
  });

  it("adds to observations, and leaves what was acknowledged", async () => {
    const self = `/Observations('level-1:${START_MS}')`;
    expect(await change(self, { parameters: { checked: true }, resultTime: at(9) })).toMatchObject({
      result: 0,
      parameters: { checked: true },
      resultTime: at(9),
    });
    expect(await refusal(self, { method: "PATCH", body: { result: 99 } })).toMatchObject({
      status: 409,
      code: "sta/read-only",
    });
    expect(await refusal("/Locations('at:well-1')", { method: "PATCH", body: { name: "x" } })).toMatchObject({
      status: 409,
      code: "sta/read-only",
    });
    expect(await refusal("/Things", { method: "PATCH", body: {} })).toMatchObject({ status: 405 });
    expect(await refusal("/Things('no')", { method: "PATCH", body: {} })).toMatchObject({ status: 404 });
  });
});

describe(`${SPEC}/create-update-delete/historical-location-auto-creation and historical-location-manual-creation`, () => {
  it("keeps where a thing has been", async () => {
    const thing = await make("/Things", { name: "Cart", description: "", Locations: [PLACE] });
    const self = `/Things('${thing["@iot.id"]}')`;
    const next = await make(`${self}/Locations`, {
      ...PLACE,
      name: "Street",
      location: { type: "Point", coordinates: [11, 51] },
    });
    expect(await ids(`${self}/Locations`)).toEqual([next["@iot.id"]]);
    expect(await all(`${self}/HistoricalLocations?$expand=Locations`)).toMatchObject([
      { Locations: [{ name: "Yard" }] },
      { Locations: [{ name: "Street" }] },
    ]);
    await change(self, { Locations: [{ "@iot.id": next["@iot.id"] }] });
    const old = await make(`${self}/HistoricalLocations`, {
      time: "2020-05-01T00:00:00.000Z",
      Locations: [{ "@iot.id": next["@iot.id"] }],
    });
    expect(old).toMatchObject({ time: "2020-05-01T00:00:00.000Z" });
    expect((await get(`/HistoricalLocations('${old["@iot.id"]}')/Thing`))["@iot.id"]).toBe(thing["@iot.id"]);
    expect(await all(`${self}/HistoricalLocations`)).toHaveLength(4);
    expect(await ids(`${self}/HistoricalLocations?$filter=time lt 2021-01-01T00:00:00Z`)).toEqual([
      old["@iot.id"],
    ]);
    await remove(`/Locations('${next["@iot.id"]}')`);
    expect(await all(`${self}/HistoricalLocations`)).toHaveLength(1);
  });
});

describe(`${SPEC}/create-update-delete/delete-entity`, () => {
  it("deletes an entity and what cannot be without it", async () => {
    const { "@iot.id": id } = await make("/Things", DEEP);
    const self = `/Things('${id}')`;
    const [stream] = await ids(`${self}/Datastreams`);
    const sensor = (await get(`/Datastreams('${stream}')/Sensor`))["@iot.id"];
    await remove(self);
    expect(await refusal(`/Datastreams('${stream}')`)).toMatchObject({ status: 404 });
    expect((await ask(`/Sensors('${sensor}')`)).status).toBe(200);
    const again = await make("/Things", DEEP);
    const [other] = await ids(`/Things('${again["@iot.id"]}')/Datastreams`);
    await remove(`/Sensors('${(await get(`/Datastreams('${other}')/Sensor`))["@iot.id"]}')`);
    expect(await refusal(`/Datastreams('${other}')`)).toMatchObject({ status: 404 });
    expect(await refusal("/Sensors('of:level-1')", { method: "DELETE" })).toMatchObject({
      status: 409,
      code: "sta/read-only",
    });
    expect(await refusal("/Things", { method: "DELETE" })).toMatchObject({ status: 405 });
  });

  it("[OG7] deletes observations for every reader, also after a crash, and takes them again", async () => {
    const newest = `level-1:${START_MS + (LEVELS - 1) * 10_000}`;
    const self = "/Datastreams('level-1')/Observations";
    await remove(`/Observations('${newest}')`);
    await remove(`/Observations('level-1:${START_MS + 100_000}')`);
    await sta.restart();
    expect((await get(`${self}?$count=true&$top=1`))["@iot.count"]).toBe(LEVELS - 2);
    const latest = (await get(`${self}?$orderby=phenomenonTime desc&$top=1`)).value;
    expect(latest).toMatchObject([{ result: LEVELS - 2 }]);
    expect((await get("/Datastreams('level-1')")).phenomenonTime).toBe(`${at(0)}/${at(LEVELS - 2)}`);
    const ofApi = await sta.server.observations(sta.token, "level-1");
    expect(ofApi).toHaveLength(LEVELS - 2);
    expect(ofApi.map((one) => one.result)).not.toContain(10);
    await make(self, { phenomenonTime: at(10), result: 10 });
    expect((await get(`${self}?$count=true&$top=1`))["@iot.count"]).toBe(LEVELS - 1);
  });
});

describe(`${SPEC}/data-array/data-array`, () => {
  it("takes columns, and says of each row what became of it", async () => {
    const response = await ask("/CreateObservations", {
      method: "POST",
      body: [
        {
          Datastream: { "@iot.id": "level-2" },
          components: ["phenomenonTime", "result", "resultQuality", "parameters"],
          "dataArray@iot.count": 4,
          dataArray: [
            [at(100), 5, "good", null],
            [at(101), 6, "good", { by: "hand" }],
            [at(102), "six", "good", null],
            [at(103), 7],
          ],
        },
        { Datastream: { "@iot.id": "no" }, components: ["result"], dataArray: [[1]] },
      ],
    });
    expect(response.status).toBe(201);
    const answers = (await response.json()) as string[];
    expect(answers).toEqual([
      `${sta.rootOf()}/Observations('level-2%3A${START_MS + 1_000_000}')`,
      `${sta.rootOf()}/Observations('level-2%3A${START_MS + 1_010_000}')`,
      expect.stringMatching(/^error: ingest\/wrong-type/),
      expect.stringMatching(/^error: sta\/invalid-entity/),
      expect.stringMatching(/^error: ingest\/unknown-datastream/),
    ]);
    expect(await get(answers[1] as string)).toMatchObject({ result: 6, parameters: { by: "hand" } });
    expect(await refusal("/CreateObservations", { method: "POST", body: [{ dataArray: [] }] })).toMatchObject(
      { status: 400, code: "sta/invalid-entity" },
    );
  });

  it("takes more than a batch at once", async () => {
    const dataArray = Array.from({ length: 12_000 }, (_, i) => [
      new Date(START_MS - 1_000 * (i + 1)).toISOString(),
      i,
    ]);
    const body = [
      { Datastream: { "@iot.id": "odour-2" }, components: ["phenomenonTime", "result"], dataArray },
    ];
    const answers = (await (await ask("/CreateObservations", { method: "POST", body })).json()) as string[];
    expect(answers.filter((one) => one.startsWith("error"))).toEqual([]);
    const filter = `phenomenonTime lt ${at(0)}`;
    const newest = await get(
      `/Datastreams('odour-2')/Observations?$filter=${filter}&$orderby=phenomenonTime desc&$top=10000&$select=result`,
    );
    expect(newest.value.map((one: Json) => one.result)).toEqual(Array.from({ length: 10_000 }, (_, i) => i));
    expect((await get(newest["@iot.nextLink"])).value).toHaveLength(2_000);
  });
});

describe(`${SPEC}/request-data/built-in-query-functions: geospatial`, () => {
  const PLACES = [
    { type: "Point", coordinates: [8, 51] },
    { type: "Point", coordinates: [8, 52] },
    { type: "Point", coordinates: [8, 53] },
    { type: "Point", coordinates: [8, 54] },
    {
      type: "Polygon",
      coordinates: [
        [
          [8, 53],
          [7, 52],
          [7, 53],
          [8, 53],
        ],
      ],
    },
    {
      type: "LineString",
      coordinates: [
        [5, 52],
        [5, 53],
      ],
    },
    {
      type: "LineString",
      coordinates: [
        [5, 52],
        [6, 53],
      ],
    },
    {
      type: "LineString",
      coordinates: [
        [4, 52],
        [8, 52],
      ],
    },
  ];
  const BOX = "geography'POLYGON((7.5 51.5, 7.5 53.5, 8.5 53.5, 8.5 51.5, 7.5 51.5))'";

  it("makes places of all kinds", async () => {
    for (const [i, location] of PLACES.entries())
      await make("/Locations", { ...PLACE, "@iot.id": `geo-${i}`, location });
  });

  // Places, filters and what they find are those of the OGC's test suite (GeoTests of ets-sta10).
  it.each([
    ["geo.distance(location, geography'POINT(8 54.1)') lt 1", [3]],
    ["geo.intersects(location, geography'LINESTRING(7.5 51, 7.5 54)')", [4, 7]],
    ["geo.length(location) gt 1", [6, 7]],
    ["geo.length(location) eq 1", [5]],
    ["geo.length(location) ne 1", [0, 1, 2, 3, 4, 6, 7]],
    ["geo.length(location) lt 4", [0, 1, 2, 3, 4, 5, 6]],
    [`st_contains(${BOX}, location)`, [1, 2]],
    ["st_crosses(geography'LINESTRING(7.5 51.5, 7.5 53.5)', location)", [4, 7]],
    [`st_disjoint(${BOX}, location)`, [0, 3, 5, 6]],
    ["st_equals(location, geography'POINT(8 53)')", [2]],
    ["st_intersects(location, geography'LINESTRING(7.5 51, 7.5 54)')", [4, 7]],
    [`st_overlaps(${BOX}, location)`, [4]],
    [`st_relate(${BOX}, location, 'T********')`, [1, 2, 4, 7]],
    ["st_touches(geography'POLYGON((8 53, 7.5 54.5, 8.5 54.5, 8 53))', location)", [2, 4]],
    ["st_within(geography'POINT(7.5 52.75)', location)", [4]],
  ])("%s", async (filter, places) => {
    const asked = encodeURIComponent(`startswith(id, 'geo-') and ${filter}`);
    expect(await ids(`/Locations?$filter=${asked}`)).toEqual(places.map((i) => `geo-${i}`));
  });
});

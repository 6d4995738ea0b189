import { describe, expect, it } from "vitest";
import { DEEP, OM, PLACE, PROPERTY, SENSOR, STREAM } from "./sensor-things-bodies.ts";
import { isoAt, type Json, SPEC, START_MS, startSta } from "./sensor-things-city.ts";

const sta = startSta();
const { get, ids, make, refusal } = sta;

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
      phenomenonTime: `${isoAt(5)}/${isoAt(6)}`,
      result: 3,
      resultTime: isoAt(7),
      validTime: `${isoAt(7)}/${isoAt(9)}`,
      resultQuality: { DQ_Status: "checked" },
      parameters: { nose: "Rex", strength: 2 },
    });
    expect(whole).toMatchObject({
      "@iot.id": `odour-2:${START_MS + 50_000}`,
      phenomenonTime: `${isoAt(5)}/${isoAt(6)}`,
      resultTime: isoAt(7),
      validTime: `${isoAt(7)}/${isoAt(9)}`,
      resultQuality: { DQ_Status: "checked" },
      parameters: { nose: "Rex", strength: 2 },
    });
    expect(await ids("/Observations?$filter=parameters/nose eq 'Rex'")).toEqual([whole["@iot.id"]]);
    const doubtful = await make("/Datastreams('odour-2')/Observations", {
      phenomenonTime: isoAt(8),
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
    const body = { phenomenonTime: isoAt(20), result: 1, Datastream: { "@iot.id": "level-2" } };
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
      { phenomenonTime: isoAt(1) },
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
      "the feature of another asset",
      "/Datastreams('level-1')/Observations",
      { result: 1, FeatureOfInterest: { "@iot.id": "at:well-2" } },
      400,
      "sta/invalid-entity",
      "/FeatureOfInterest",
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
          phenomenonTime: `${isoAt(0)}/${isoAt(1)}`,
          Sensor: SENSOR,
          ObservedProperty: PROPERTY,
          Observations: [{ result: 1 }, { result: 2 }],
        },
      ],
    });
    // It is an asset like any other, and stands where its location is.
    expect(await sta.assetOf(id)).toMatchObject({
      layer: "sensorthings",
      name: "Trap",
      position: { lon: 10, lat: 50, heightM: 12 },
    });
  });

  it("puts a thing where its location is, whichever of the two is made first", async () => {
    const place = await make("/Locations", { ...PLACE, Things: [{ name: "Sign", description: "" }] });
    const post = await make("/Things", {
      name: "Post",
      description: "",
      Locations: [{ "@iot.id": place["@iot.id"] }],
    });
    const [sign] = await ids(`/Locations('${place["@iot.id"]}')/Things?$filter=name eq 'Sign'`);
    for (const id of [sign, post["@iot.id"]])
      expect(await sta.assetOf(id)).toMatchObject({ position: { lon: 10, lat: 50, heightM: 12 } });
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
      phenomenonTime: isoAt(3),
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

  it("[OG6] leaves things where they are, and as they are, for an observation that is refused", async () => {
    const cart = await make("/Things", { name: "Cart", description: "", Locations: [PLACE] });
    const self = `/Things('${cart["@iot.id"]}')`;
    const locations = await ids(`${self}/Locations`);
    const bad = { ...DEEP.Datastreams[0], Observations: [{ result: "high", phenomenonTime: isoAt(0) }] };
    const body = {
      ...{ ...PLACE, location: { type: "Point", coordinates: [1, 2, 3] } },
      Things: [{ "@iot.id": cart["@iot.id"] }, { name: "Other", description: "", Datastreams: [bad] }],
    };
    expect(await refusal("/Locations", { method: "POST", body })).toMatchObject({
      code: "ingest/wrong-type",
      details: { pointer: "/Things/1/Datastreams/0/Observations/0" },
    });
    expect(await ids(`${self}/Locations`)).toEqual(locations);
    expect((await get(`${self}/HistoricalLocations`)).value).toHaveLength(1);
    expect(await sta.assetOf(cart["@iot.id"])).toMatchObject({ position: { lon: 10, lat: 50, heightM: 12 } });
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
        Datastreams: [
          { ...DEEP.Datastreams[0], Observations: [{ result: "high", phenomenonTime: isoAt(0) }] },
        ],
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

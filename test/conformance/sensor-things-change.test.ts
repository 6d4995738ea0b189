import { describe, expect, it } from "vitest";
import { DEEP, PLACE, STREAM } from "./sensor-things-bodies.ts";
import { isoAt, LEVELS, METRE, SPEC, START_MS, startSta } from "./sensor-things-city.ts";

const sta = startSta();
const { ask, get, ids, all, make, change, remove, refusal } = sta;

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

  it("moves a thing on the map with its location, whatever else is changed", async () => {
    const { "@iot.id": id } = await make("/Things", { name: "Barrow", description: "", Locations: [PLACE] });
    const self = `/Things('${id}')`;
    const moved = await change(self, {
      name: "Barrow 2",
      Locations: [{ ...PLACE, location: { type: "Point", coordinates: [11, 51, 13] } }],
    });
    expect(moved.name).toBe("Barrow 2");
    expect(await sta.assetOf(id)).toMatchObject({
      name: "Barrow 2",
      position: { lon: 11, lat: 51, heightM: 13 },
    });
    const [place] = await ids(`${self}/Locations`);
    await change(`/Locations('${place}')`, { location: { type: "Point", coordinates: [12, 52] } });
    expect(await sta.assetOf(id)).toMatchObject({
      name: "Barrow 2",
      position: { lon: 12, lat: 52, heightM: 0 },
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
    expect(await change(self, { parameters: { checked: true }, resultTime: isoAt(9) })).toMatchObject({
      result: 0,
      parameters: { checked: true },
      resultTime: isoAt(9),
    });
    const feature = {
      name: "Pond",
      description: "A pond",
      encodingType: "application/geo+json",
      feature: PLACE.location,
    };
    await change(self, { FeatureOfInterest: feature });
    const pond = await get(`${self}/FeatureOfInterest`);
    expect(pond).toMatchObject(feature);
    await change(self, { resultTime: isoAt(8) });
    expect((await get(`${self}/FeatureOfInterest`))["@iot.id"]).toBe(pond["@iot.id"]);
    await change(self, { FeatureOfInterest: { "@iot.id": "at:well-1" } });
    expect((await get(`${self}/FeatureOfInterest`))["@iot.id"]).toBe("at:well-1");
    expect(
      await refusal(self, { method: "PATCH", body: { FeatureOfInterest: { "@iot.id": "at:well-2" } } }),
    ).toMatchObject({ status: 400, code: "sta/invalid-entity", details: { pointer: "/FeatureOfInterest" } });
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
    // Well 3 is the asset of another layer, and cannot be made again: nothing of the whole is done.
    await remove("/Things('well-3')");
    const again = { "@iot.id": "well-3", name: "Well 3", description: "" };
    expect(
      await refusal("/Locations", {
        method: "POST",
        body: { ...PLACE, Things: [{ "@iot.id": thing["@iot.id"] }, again] },
      }),
    ).toMatchObject({ status: 409, code: "registry/conflict" });
    expect(await ids(`${self}/Locations`)).toEqual([next["@iot.id"]]);
    expect(await all(`${self}/HistoricalLocations`)).toHaveLength(4);
    await remove(`/Locations('${next["@iot.id"]}')`);
    expect(await all(`${self}/HistoricalLocations`)).toHaveLength(1);
  });
});

describe(`${SPEC}/create-update-delete/historical-location-manual-creation`, () => {
  it("moves a thing to where it was last, and not to where it was before", async () => {
    const { "@iot.id": id } = await make("/Things", { name: "Van", description: "", Locations: [PLACE] });
    const self = `/Things('${id}')`;
    const [yard] = await ids(`${self}/Locations`);
    const sent = { ...PLACE, name: "Quay", location: { type: "Point", coordinates: [11, 51, 3] } };
    await make(`${self}/HistoricalLocations`, { time: isoAt(0), Locations: [sent] });
    expect(await ids(`${self}/Locations`)).toEqual([yard]);
    const later = new Date(Date.now() + 60_000).toISOString();
    const { "@iot.id": last } = await make(`${self}/HistoricalLocations`, { time: later, Locations: [sent] });
    expect(await ids(`${self}/Locations`)).toEqual(await ids(`/HistoricalLocations('${last}')/Locations`));
    expect(await sta.assetOf(id)).toMatchObject({ position: { lon: 11, lat: 51, heightM: 3 } });
    expect(await all(`${self}/HistoricalLocations`)).toHaveLength(3);
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
    expect((await get("/Datastreams('level-1')")).phenomenonTime).toBe(`${isoAt(0)}/${isoAt(LEVELS - 2)}`);
    const ofApi = await sta.server.observations(sta.token, "level-1");
    expect(ofApi).toHaveLength(LEVELS - 2);
    expect(ofApi.map((one) => one.result)).not.toContain(10);
    await make(self, { phenomenonTime: isoAt(10), result: 10 });
    expect((await get(`${self}?$count=true&$top=1`))["@iot.count"]).toBe(LEVELS - 1);
  });
});

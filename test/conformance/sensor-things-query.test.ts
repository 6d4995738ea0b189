import { beforeAll, describe, expect, it } from "vitest";
import { PLACE } from "./sensor-things-bodies.ts";
import { isoAt, type Json, LEVELS, SPEC, START_MS, startSta } from "./sensor-things-city.ts";

const sta = startSta();
const { ask, get, ids, all, make } = sta;

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
          `/Datastreams('level-1')/Observations?$count=true&$top=1&$filter=phenomenonTime ge ${isoAt(10)} and phenomenonTime le ${isoAt(19)}`,
        )
      )["@iot.count"],
    ).toBe(10);
    expect((await get("/Things?$count=false"))["@iot.count"]).toBeUndefined();
    const late = `phenomenonTime ge ${isoAt(LEVELS)}`;
    expect(await get(`/Datastreams?$count=true&$filter=${late}`)).toEqual({ "@iot.count": 0, value: [] });
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
      expect(
        (await ask(path, { method: "POST", body: { phenomenonTime: isoAt(i), result: i } })).status,
      ).toBe(201);
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
    [`phenomenonTime eq ${isoAt(7)}`, [7]],
    [`id eq 'level-1:${START_MS + 80_000}'`, [8]],
    [`id eq 'level-1:${START_MS + 80_000}' and result gt 8`, []],
    [`id eq 'level-2:${START_MS}'`, []],
    ["id eq 'level-1'", []],
    [`phenomenonTime gt ${isoAt(497)}`, [498, 499]],
    [`phenomenonTime lt ${isoAt(2)}`, [0, 1]],
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
    expect(latest).toMatchObject([{ result: LEVELS - 1, phenomenonTime: isoAt(LEVELS - 1) }]);
    const inThing = await get(
      "/Things('well-1')?$expand=Datastreams($expand=Observations($orderby=phenomenonTime desc;$top=1))",
    );
    expect(inThing.Datastreams[0].Observations).toEqual(latest);
    expect((await get("/Observations?$orderby=phenomenonTime desc&$top=1")).value).toEqual(latest);
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

  beforeAll(async () => {
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

describe("the service root without an MQTT broker", () => {
  it("claims nothing that is by MQTT", async () => {
    const { serverSettings } = await get("");
    expect(Object.keys(serverSettings)).toEqual(["conformance"]);
    expect(JSON.stringify(serverSettings)).not.toContain("mqtt");
  });
});

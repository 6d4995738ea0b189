import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import fc from "fast-check";
import { connectAsync, type MqttClient } from "mqtt";
import { afterEach, describe, expect, it, vi } from "vitest";
import { PLACE, PROPERTY, SENSOR, STREAM } from "./sensor-things-bodies.ts";
import { isoAt, type Json, LEVELS, SPEC, startSta } from "./sensor-things-city.ts";

const sta = startSta(["--mqtt-port", "0"]);
const { get, make, change } = sta;
const run = promisify(execFile);

const clients: MqttClient[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
});

const port = () => Number(/MQTT[^\n]*port (\d+)/.exec(sta.server.output.stdout)?.[1]);
/** Long enough for a busy machine; nothing is measured by it. */
const wait = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

async function connect(): Promise<MqttClient> {
  const client = await connectAsync(`mqtt://127.0.0.1:${port()}`, {
    ...{ username: "sta", password: sta.token, reconnectPeriod: 0 },
  });
  client.on("error", () => {});
  clients.push(client);
  return client;
}

/** How Mosquitto's clients come in. */
const credentials = () => [
  ...["-V", "311", "-h", "127.0.0.1", "-p", String(port())],
  ...["-u", "sta", "-P", sta.token],
];

/** Follows topics, and answers what comes, by topic. */
async function follow(...topics: string[]): Promise<Map<string, Json[]>> {
  const client = await connect();
  const heard = new Map<string, Json[]>(topics.map((topic) => [topic, []]));
  client.on("message", (topic, payload) => heard.get(topic)?.push(JSON.parse(payload.toString())));
  await client.subscribeAsync(topics);
  return heard;
}

/** A time that no other test has, after all there are. */
let used = 0;
const nextTime = () => isoAt(LEVELS + used++ / 1_000);

const observe = (datastream: string, body: Json) => make(`/Datastreams('${datastream}')/Observations`, body);

describe(`${SPEC}/receive-updates-via-mqtt/receive-updates`, () => {
  it("is told where the broker is", async () => {
    const { serverSettings } = await get("");
    for (const name of [
      "receive-updates-via-mqtt/receive-updates",
      "create-observations-via-mqtt/observations-creation",
    ]) {
      expect(serverSettings.conformance).toContain(`${SPEC}/${name}`);
      expect(serverSettings[`${SPEC}/${name}`]).toEqual({ endpoints: [`mqtt://127.0.0.1:${port()}`] });
    }
  });

  it("[OG9] tells of observations as HTTP gives them, where they belong and nowhere else", async () => {
    const [all, own, thing, feature, other] = [
      "v1.1/Observations",
      "v1.1/Datastreams('level-1')/Observations",
      "v1.1/Things('well-1')/Datastreams('level-1')/Observations",
      "v1.1/FeaturesOfInterest('at:well-1')/Observations",
      "v1.1/Datastreams('level-2')/Observations",
    ] as const;
    const selected = `${own}?$select=result,phenomenonTime`;
    const heard = await follow(all, own, thing, feature, other, selected);
    const made = await observe("level-1", { result: 7, phenomenonTime: nextTime() });
    const elsewhere = await observe("level-2", { result: 8, phenomenonTime: nextTime() });
    await wait(() => expect(heard.get(other)).toHaveLength(1));
    expect(heard.get(all)).toEqual([made, elsewhere]);
    for (const topic of [own, thing, feature]) expect(heard.get(topic), topic).toEqual([made]);
    expect(heard.get(selected)).toEqual([{ result: 7, phenomenonTime: made.phenomenonTime }]);
    expect(heard.get(other)).toEqual([elsewhere]);
  });

  it("[OG9] tells of observations by every way in, in the order in which they are stored", async () => {
    const topic = "v1.1/Datastreams('level-1')/Observations?$select=result";
    const heard = await follow(topic);
    const results = Array.from({ length: 3_000 }, (_, i) => i / 8);
    await sta.server.request("/api/v1/observations", {
      method: "POST",
      body: {
        items: results.map((result) => ({ datastream: "level-1", time: Date.parse(nextTime()), result })),
      },
      headers: { authorization: `Bearer ${sta.token}` },
    });
    await wait(() => expect(heard.get(topic)).toHaveLength(results.length));
    expect(heard.get(topic)).toEqual(results.map((result) => ({ result })));
  });

  it("[OG9] tells of an observation once, with all that came with it, and again when more is said of it", async () => {
    const [all, own] = ["v1.1/Observations", "v1.1/Datastreams('level-1')/Observations"] as const;
    const pond = await make("/FeaturesOfInterest", {
      ...{ name: "Pond", description: "", encodingType: "application/geo+json", feature: PLACE.location },
    });
    const topic = `v1.1/FeaturesOfInterest('${pond["@iot.id"]}')/Observations`;
    const heard = await follow(all, own, topic, "v1.1/FeaturesOfInterest('at:well-1')/Observations");
    const made = await observe("level-1", {
      ...{ result: 1, phenomenonTime: nextTime(), parameters: { by: "hand" } },
      FeatureOfInterest: { "@iot.id": pond["@iot.id"] },
    });
    await wait(() => {
      for (const one of [all, own, topic]) expect(heard.get(one), one).toEqual([made]);
    });
    const changed = await change(`/Observations('${made["@iot.id"]}')`, { parameters: { by: "eye" } });
    await wait(() => expect(heard.get(own)).toEqual([made, changed]));
    expect(heard.get("v1.1/FeaturesOfInterest('at:well-1')/Observations")).toEqual([]);
  });

  it("[OG9] tells of the observations of a feature that a client made, though nobody follows another topic", async () => {
    const weir = await make("/FeaturesOfInterest", {
      ...{ name: "Weir", description: "", encodingType: "application/geo+json", feature: PLACE.location },
    });
    const topic = `v1.1/FeaturesOfInterest('${weir["@iot.id"]}')/Observations`;
    const heard = await follow(topic);
    const FeatureOfInterest = { "@iot.id": weir["@iot.id"] };
    const made = await observe("level-1", { result: 1, phenomenonTime: nextTime(), FeatureOfInterest });
    await wait(() => expect(heard.get(topic)).toEqual([made]));
  });

  it("[OG10] tells of entities of every set, new and changed, as HTTP gives them", async () => {
    const sets = [
      "Things",
      "Locations",
      "HistoricalLocations",
      "Datastreams",
      "Sensors",
      "ObservedProperties",
    ];
    const heard = await follow(...sets.map((set) => `v1.1/${set}`), "v1.1/Things('gate-1')/Datastreams");
    const { "@iot.id": id } = await make("/Things", {
      ...{ name: "Raft", description: "", Locations: [PLACE] },
      Datastreams: [{ ...STREAM, Sensor: SENSOR, ObservedProperty: PROPERTY }],
    });
    const self = `/Things('${id}')`;
    const [stream] = (await get(`${self}/Datastreams`)).value;
    const expected: Record<string, Json> = {
      Things: await get(self),
      Locations: (await get(`${self}/Locations`)).value[0],
      HistoricalLocations: (await get(`${self}/HistoricalLocations`)).value[0],
      Datastreams: stream,
      Sensors: await get(`/Datastreams('${stream["@iot.id"]}')/Sensor`),
      ObservedProperties: await get(`/Datastreams('${stream["@iot.id"]}')/ObservedProperty`),
    };
    for (const set of sets)
      await wait(() => expect(heard.get(`v1.1/${set}`), set).toContainEqual(expected[set]));
    const changed = await change("/Datastreams('open-1')", { name: "Open or shut" });
    await wait(() => expect(heard.get("v1.1/Things('gate-1')/Datastreams")).toContainEqual(changed));
    expect(heard.get("v1.1/Things('gate-1')/Datastreams")).not.toContainEqual(stream);
  });

  it("[OG10] tells whoever follows an entity or a property when that has changed, by whichever way", async () => {
    const [thing, picked, name, owner, other] = [
      "v1.1/Things('well-2')",
      "v1.1/Things('well-2')?$select=name,id",
      "v1.1/Things('well-2')/name",
      "v1.1/Things('well-2')/properties",
      "v1.1/Things('well-1')",
    ] as const;
    const heard = await follow(thing, picked, name, owner, other);
    const described = await change("/Things('well-2')", { description: "By the mill" });
    await wait(() => expect(heard.get(thing)).toEqual([described]));
    await sta.server.register(sta.token, {
      layer: { id: "wells" },
      assets: [{ id: "well-2", class: "manhole", name: "Mill well" }],
    });
    const renamed = await get("/Things('well-2')");
    await wait(() => expect(heard.get(thing)).toEqual([described, renamed]));
    await wait(() => expect(heard.get(name)).toEqual([{ name: "Mill well" }]));
    expect(heard.get(picked)).toEqual([{ "@iot.id": "well-2", name: "Mill well" }]);
    expect(heard.get(owner)).toEqual([]);
    expect(heard.get(other)).toEqual([]);
  });

  it("[OG10] tells whoever follows a datastream that its observations go on", async () => {
    const topic = "v1.1/Datastreams('level-2')/phenomenonTime";
    const heard = await follow(topic);
    const { phenomenonTime } = await observe("level-2", { result: 9, phenomenonTime: nextTime() });
    await wait(() => expect(heard.get(topic)).toEqual([{ phenomenonTime: `${isoAt(0)}/${phenomenonTime}` }]));
  });

  it.each([
    ["v1.1/Nothings", "sta/unknown-resource"],
    ["v1.1/", "sta/unknown-resource"],
    ["v1.1/Things('nobody')", "sta/unknown-entity"],
    ["v1.1/Things('well-1')/weight", "sta/unknown-resource"],
    ["v1.1/Things('well-1')/name/$value", "sta/unknown-resource"],
    ["v1.1/Things?$filter=name eq 'x'", "sta/invalid-query"],
    ["v1.1/Things?$select=weight", "sta/invalid-query"],
    ["v1.1/Things('well-1')/name?$select=name", "sta/invalid-query"],
    ["v1.1/#", "sta/unknown-resource"],
    ["v1.1/+/Observations", "sta/unknown-resource"],
  ])("[OG11] refuses to follow %s", async (topic, code) => {
    const client = await connect();
    const results: Json[] = [];
    client.on("message", (_topic, payload) => results.push(JSON.parse(payload.toString())));
    await client.subscribeAsync("shuicheng/v1/sta/results");
    await expect(client.subscribeAsync(topic)).rejects.toThrow();
    await wait(() => expect(results).toMatchObject([{ topic, error: { code } }]));
  });

  it("[OG11] tells nothing any more of what is no longer followed", async () => {
    const client = await connect();
    const [left, kept] = ["v1.1/Observations", "v1.1/Datastreams('level-1')/Observations"] as const;
    const heard: string[] = [];
    client.on("message", (topic) => heard.push(topic));
    await client.subscribeAsync([left, kept]);
    await client.unsubscribeAsync(left);
    await observe("level-1", { result: 2, phenomenonTime: nextTime() });
    await wait(() => expect(heard).toContain(kept));
    expect(heard).not.toContain(left);
  });

  it("[OG11] lets messages go past a follower that does not read, and cuts it off; others miss nothing", async () => {
    const topic = "v1.1/Datastreams('level-1')/Observations";
    const stuck = spawn("stdbuf", ["-oL", "mosquitto_sub", ...credentials(), "-t", topic, "-d"]);
    let said = "";
    stuck.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    await wait(() => expect(said).toContain("SUBACK"));
    stuck.kill("SIGSTOP");
    const heard = await follow(topic);
    const sent = 60_000;
    for (let i = 0; i < sent; i += 5_000) {
      const items = Array.from({ length: 5_000 }, (_, j) => ({
        ...{ datastream: "level-1", time: Date.parse(nextTime()), result: i + j },
      }));
      await sta.server.request("/api/v1/observations", {
        ...{ method: "POST", body: { items }, headers: { authorization: `Bearer ${sta.token}` } },
      });
      // One batch after the other is followed, so that nothing goes past the one that reads.
      await wait(() => expect(heard.get(topic)).toHaveLength(i + 5_000));
    }
    const gauge = async (name: string) => {
      const metrics = await (await sta.server.request("/metrics")).text();
      return Number(new RegExp(`shuicheng_mqtt_${name} (\\d+)`).exec(metrics)?.[1]);
    };
    expect(await gauge("skipped")).toBeGreaterThan(sent / 4);
    await wait(async () => expect(await gauge("connections")).toBe(1));
    stuck.kill("SIGKILL");
  }, 90_000);

  it("[OG9] mosquitto_sub follows a datastream", async () => {
    const topic = "v1.1/Datastreams('level-1')/Observations";
    // A line at a time, though it is a pipe: the test waits for the first.
    const child = spawn("stdbuf", [
      "-oL",
      "mosquitto_sub",
      ...credentials(),
      "-q",
      "1",
      "-t",
      topic,
      "-C",
      "1",
      "-d",
    ]);
    const ended = once(child, "exit");
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    await wait(() => expect(said).toContain("SUBACK"));
    const made = await observe("level-1", { result: 3, phenomenonTime: nextTime() });
    expect(await ended).toEqual([0, null]);
    expect(said).toContain(JSON.stringify(made));
  });
});

describe(`${SPEC}/create-observations-via-mqtt/observations-creation`, () => {
  /** Publishes, and answers what the results say. */
  async function publish(topic: string, body: unknown, qos: 0 | 1 | 2 = 1): Promise<Json[]> {
    const client = await connect();
    const results: Json[] = [];
    client.on("message", (_topic, payload) => results.push(JSON.parse(payload.toString())));
    await client.subscribeAsync("shuicheng/v1/sta/results");
    await client.publishAsync(topic, typeof body === "string" ? body : JSON.stringify(body), { qos });
    await wait(() => expect(results).not.toEqual([]));
    return results;
  }

  it.each([0, 1, 2] as const)(
    "[OG12] makes observations of a datastream at quality of service %d",
    async (qos) => {
      const phenomenonTime = nextTime();
      const body = { result: 4.5, phenomenonTime, resultQuality: "uncertain" };
      const topic = "v1.1/Datastreams('level-1')/Observations";
      expect(await publish(topic, body, qos)).toMatchObject([{ accepted: 1, duplicates: 0, rejected: [] }]);
      expect(await get(`/Observations('level-1:${Date.parse(phenomenonTime)}')`)).toMatchObject(body);
      expect(await publish(topic, body, qos)).toMatchObject([{ accepted: 0, duplicates: 1 }]);
    },
  );

  it("[OG12] makes observations whose datastream stands in the body, and with all that HTTP takes", async () => {
    const phenomenonTime = nextTime();
    const link = { Datastream: { "@iot.id": "level-2" } };
    expect(await publish("v1.1/Observations", { ...link, result: 1, phenomenonTime })).toMatchObject([
      { accepted: 1 },
    ]);
    expect(await get(`/Observations('level-2:${Date.parse(phenomenonTime)}')`)).toMatchObject({ result: 1 });
    const later = nextTime();
    const more = { result: 2, phenomenonTime: later, parameters: { by: "boat" }, resultTime: isoAt(9) };
    const feature = {
      ...{ name: "Bay", description: "", encodingType: "application/geo+json", feature: PLACE.location },
    };
    const topic = "v1.1/Things('well-2')/Datastreams('level-2')/Observations";
    for (const counts of [
      { accepted: 1, duplicates: 0 },
      { accepted: 0, duplicates: 1 },
    ])
      expect(await publish(topic, { ...more, FeatureOfInterest: feature })).toMatchObject([counts]);
    const self = `/Observations('level-2:${Date.parse(later)}')`;
    expect(await get(self)).toMatchObject(more);
    expect(await get(`${self}/FeatureOfInterest`)).toMatchObject(feature);
  });

  it("[OG12] gives an observation without a time that of its arrival, and keeps what was acknowledged", async () => {
    const before = Date.now();
    await publish("v1.1/Datastreams('odour-2')/Observations", { result: 5 });
    await publish("v1.1/Datastreams('odour-2')/Observations", { result: 6, parameters: {} });
    await sta.restart();
    const { value } = await get("/Datastreams('odour-2')/Observations");
    expect(value.map((one: Json) => one.result)).toEqual([5, 6]);
    for (const one of value) expect(Date.parse(one.phenomenonTime)).toBeGreaterThanOrEqual(before);
  });

  it.each([
    ["no JSON", "v1.1/Observations", "{", "ingest/malformed-payload"],
    ["a list", "v1.1/Observations", [], "sta/invalid-entity"],
    ["no result", "v1.1/Datastreams('level-1')/Observations", { parameters: {} }, "sta/invalid-entity"],
    ["no datastream", "v1.1/Observations", { result: 1 }, "sta/invalid-entity"],
    [
      "a strange property",
      "v1.1/Datastreams('level-1')/Observations",
      { result: 1, weight: 2 },
      "sta/invalid-entity",
    ],
    [
      "the feature of another asset",
      "v1.1/Datastreams('level-1')/Observations",
      { result: 1, FeatureOfInterest: { "@iot.id": "at:well-2" } },
      "sta/invalid-entity",
    ],
    [
      "a path to nothing",
      "v1.1/Things('no')/Datastreams('no')/Observations",
      { result: 1 },
      "sta/unknown-entity",
    ],
    [
      "a result of another type, with more to it",
      "v1.1/Datastreams('open-1')/Observations",
      { result: "yes", parameters: {} },
      "ingest/wrong-type",
    ],
  ])("[OG12] refuses %s where results are told, and acknowledges it", async (_what, topic, body, code) => {
    expect(await publish(topic, body)).toMatchObject([{ packetId: expect.any(Number), error: { code } }]);
  });

  it.each([
    ["a result of another type", "open-1", { result: "yes" }, "ingest/wrong-type"],
    ["an unknown datastream", "nowhere", { result: 1 }, "ingest/unknown-datastream"],
  ])("[OG12] rejects %s as of any other message", async (_what, datastream, body, code) => {
    expect(await publish(`v1.1/Datastreams('${datastream}')/Observations`, body)).toMatchObject([
      { accepted: 0, rejected: [{ datastream, code, packetId: expect.any(Number) }] },
    ]);
  });

  it("[OG12] takes nothing but observations", async () => {
    const client = await connect();
    const closed = new Promise((resolve) => client.stream.once("close", resolve));
    client.publish("v1.1/Things", JSON.stringify({ name: "x", description: "" }), { qos: 0 });
    await closed;
  });

  it("[OG12] is no message to those who follow the topic, and is not kept for those who come", async () => {
    const topic = "v1.1/Datastreams('level-1')/Observations";
    const heard = await follow(topic);
    const client = await connect();
    const phenomenonTime = nextTime();
    const body = JSON.stringify({ result: 6, phenomenonTime });
    await client.publishAsync(topic, body, { qos: 2, retain: true });
    const stored = await get(`/Observations('level-1:${Date.parse(phenomenonTime)}')`);
    await wait(() => expect(heard.get(topic)).toEqual([stored]));
    const late = await follow(topic);
    const made = await observe("level-1", { result: 7, phenomenonTime: nextTime() });
    await wait(() => expect(late.get(topic)).toEqual([made]));
  });

  it("[OG12] mosquitto_pub makes observations", async () => {
    const phenomenonTime = nextTime();
    const message = JSON.stringify({ result: 11, phenomenonTime });
    const topic = "v1.1/Datastreams('level-1')/Observations";
    await run("mosquitto_pub", [...credentials(), "-q", "1", "-t", topic, "-m", message]);
    expect(await get(`/Observations('level-1:${Date.parse(phenomenonTime)}')`)).toMatchObject({ result: 11 });
  });
});

describe("SensorThings by MQTT", () => {
  it("[OG11][OG12] answers any topic and any body with what it is or a code, and stays up", async () => {
    const client = await connect();
    await client.subscribeAsync("shuicheng/v1/sta/results");
    const word = fc.constantFrom(
      ...["Things", "Datastreams", "Observations", "$ref", "name", "'", "''", "(", ")", "('level-1')", "(1)"],
      ...["/", "//", "?", "?$select=", "result", ",", "%", "%2F", "%zz", "é", "$value", "__proto__"],
    );
    const topic = fc.array(word, { maxLength: 8 }).map((words) => `v1.1/${words.join("")}`);
    await fc.assert(
      fc.asyncProperty(topic, async (one) => {
        await client.subscribeAsync(one).catch(() => {});
      }),
      { numRuns: 300 },
    );
    const body = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(
        fc.constantFrom(
          ...["result", "phenomenonTime", "resultTime", "parameters", "Datastream", "FeatureOfInterest"],
          ...["@iot.id", "validTime", "resultQuality", "__proto__", "x"],
        ),
        fc.oneof(fc.jsonValue(), fc.constant({ "@iot.id": "level-2" }), fc.constant(isoAt(0))),
      ),
    );
    const takers = fc.constantFrom("v1.1/Observations", "v1.1/Datastreams('odour-2')/Observations");
    await fc.assert(
      fc.asyncProperty(takers, body, async (one, said) => {
        await client.publishAsync(one, JSON.stringify(said), { qos: 1 });
      }),
      { numRuns: 300 },
    );
    expect(client.connected).toBe(true);
    const { phenomenonTime } = await observe("level-1", { result: 1, phenomenonTime: nextTime() });
    expect(phenomenonTime).toBeDefined();
  });
});

import { connectAsync, type MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type MqttBridge, openMqttBridge } from "./bridge.ts";
import { parseBridgeUrl } from "./bridge-url.ts";
import type { LaneResult } from "./lane.ts";
import { Mosquitto } from "./mosquitto.suite.ts";
import { item, MqttStage, START_MS } from "./mqtt-stage.suite.ts";

let mosquitto: Mosquitto;
let stage: MqttStage;
let publisher: MqttClient;
let states: string[];
let refusals: LaneResult[];
const bridges: MqttBridge[] = [];

beforeAll(async () => {
  mosquitto = await Mosquitto.start();
});

afterAll(async () => {
  await mosquitto.close();
});

beforeEach(async () => {
  stage = await MqttStage.open();
  publisher = await connectAsync(mosquitto.url(""), { clientId: "publisher" });
  states = [];
  refusals = [];
});

afterEach(async () => {
  await publisher.endAsync(true);
  await Promise.all(bridges.splice(0).map((bridge) => bridge.close()));
  await stage.close();
  expect(stage.errors).toEqual([]);
});

function open(url: string): MqttBridge {
  const bridge = openMqttBridge(parseBridgeUrl(url), {
    admit: (payload) => stage.admission.admit(0, payload),
    clientId: "shuicheng-test",
    now: () => stage.nowMs,
    onState: (state, reason) => states.push(reason === undefined ? state : `${state}: ${reason}`),
    onRefused: (result) => refusals.push(result),
    onUnexpected: (error) => stage.errors.push(error),
  });
  bridges.push(bridge);
  return bridge;
}

async function connected(url: string): Promise<MqttBridge> {
  const bridge = open(url);
  await stage.waitFor(() => expect(bridge.isConnected).toBe(true));
  return bridge;
}

const say = (topic: string, value: unknown, retain = false) =>
  publisher.publishAsync(topic, typeof value === "string" ? value : JSON.stringify(value), {
    qos: 1,
    retain,
  });

describe("openMqttBridge", () => {
  it.each(["3.1.1", "5"])(
    "[MQ10] takes over what an outer broker has, in MQTT %s, by the topics' wildcards",
    async (version) => {
      await say(`kept-${version}/p-4`, "4", true);
      const bridge = await connected(mosquitto.url(`+/#?version=${version}&client-id=forms-${version}`));
      await say("site/p-9", "1");
      await stage.waitFor(() => expect(bridge.counts).toEqual({ accepted: 0, duplicates: 0, rejected: 1 }));
      await bridge.close();
      const byName = await connected(
        mosquitto.url(`site/+/flow?version=${version}&client-id=names-${version}`),
      );
      await say("site/p-0/flow", { items: [item(0, 1, 5), item(1, 1, 5)], batch: "b" });
      await say("site/p-0/flow", { items: [item(0, 2, 5)], batch: "b" });
      await say("site/p-0/flow", [item(0, 3, 5)]);
      await say("site/p-0/flow", item(2, 1, 5));
      await say("site/p-3/flow", { time: START_MS + 1, result: 5 });
      await say("site/p-3/flow", "7");
      await say("site/p-3/flow", "seven");
      await say("site/p-3/flow", { items: Array.from({ length: 5_001 }, () => item(0, 1, 5)) });
      await stage.waitFor(() => expect(byName.counts).toEqual({ accepted: 7, duplicates: 0, rejected: 2 }));
      expect(await Promise.all([0, 1, 2, 3, 4].map((index) => stage.storedOf(index)))).toEqual([
        [
          [1, 5],
          [2, 5],
          [3, 5],
        ],
        [[1, 5]],
        [[1, 5]],
        [
          [0, 7],
          [1, 5],
        ],
        [],
      ]);
      const codes = refusals.map((one) => ("error" in one ? one.error.code : one.rejected[0]?.code));
      expect(codes).toEqual([
        "ingest/unknown-datastream",
        "ingest/malformed-payload",
        "ingest/batch-too-large",
      ]);
      await say(`kept-${version}/p-4`, "", true);
    },
  );

  it.each(["3.1.1", "5"])(
    "[MQ10] acknowledges nothing to it before the disk has it, in MQTT %s",
    async (version) => {
      const url = mosquitto.url(`unsafe/+?version=${version}&client-id=unsafe-${version}`);
      const first = await connected(url);
      const release = stage.blockDisk();
      for (let time = 0; time < 5; time++) await say("unsafe/p-0", { time: START_MS + time, result: 5 });
      await stage.waitFor(() => expect(stage.pipeline.tail.size).toBe(5));
      const closed = first.close();
      // What comes while nobody is there is kept for us.
      await say("unsafe/p-0", { time: START_MS + 5, result: 5 });
      release();
      await closed;
      const second = await connected(url);
      await stage.waitFor(() => expect(second.counts).toEqual({ accepted: 1, duplicates: 5, rejected: 0 }));
      await second.close();
      const third = await connected(url);
      await say("unsafe/p-1", { time: START_MS, result: 5 });
      await stage.waitFor(() => expect(third.counts).toEqual({ accepted: 1, duplicates: 0, rejected: 0 }));
    },
  );

  it("[MQ10] holds back under overload, and loses nothing", async () => {
    const bridge = await connected(mosquitto.url("busy/+?client-id=busy"));
    const release = await stage.overload();
    for (let time = 0; time < 100; time++) await say("busy/p-0", { time: START_MS + time, result: 5 });
    expect(bridge.counts.accepted).toBe(0);
    await release();
    await stage.waitFor(() => expect(bridge.counts).toEqual({ accepted: 100, duplicates: 0, rejected: 0 }));
  });

  it("[MQ10] comes back when the broker does", async () => {
    const bridge = await connected(mosquitto.url("again/+?client-id=again&version=5"));
    await mosquitto.pause();
    await stage.waitFor(() => expect(bridge.isConnected).toBe(false));
    await mosquitto.resume();
    await stage.waitFor(() => expect(bridge.isConnected).toBe(true));
    await stage.waitFor(() => expect(publisher.connected).toBe(true));
    await say("again/p-0", { time: START_MS, result: 5 });
    await stage.waitFor(() => expect(bridge.counts.accepted).toBe(1));
    expect([states[0], states.at(-1)]).toEqual(["connected", "connected"]);
    expect(states.some((state) => state.startsWith("disconnected"))).toBe(true);
  });

  it("[MQ10] says why it is not let in", async () => {
    const bridge = open(mosquitto.url("x").replace("secret", "wrong"));
    await stage.waitFor(() => expect(states[0]).toMatch(/disconnected: .*[Nn]ot authori[sz]ed/));
    expect(bridge.isConnected).toBe(false);
  });
});

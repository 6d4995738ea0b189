import { once } from "node:events";
import { connect as connectTcp } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fuzzRuns } from "../../../../../test/fuzz/fuzz-runs.ts";
import { item, MqttStage } from "./mqtt-stage.suite.ts";

const OWN = "shuicheng/v1/plant";
const { numRuns: CONNECTIONS } = fuzzRuns("MQTT, conversations", 300);

let stage: MqttStage;

beforeAll(async () => {
  stage = await MqttStage.open();
});

afterAll(async () => {
  await stage.close();
});

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

/** Packets below 16,384 bytes. */
function packet(first: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([first, (body.length & 0x7f) | 0x80, body.length >> 7]), body]);
}

/** What a gateway says from its first word to its last. */
function conversation(): Buffer[] {
  const { username, password } = stage.credentials();
  const batch = JSON.stringify({ items: Array.from({ length: 20 }, (_, i) => item(i % 8, i, i)) });
  const id = Buffer.from([0, 7]);
  const flags = Buffer.from([4, 0xc6, 0, 60]);
  const will = [text(`${OWN}/status`), text("offline")];
  return [
    packet(0x10, text("MQTT"), flags, text("gateway"), ...will, text(username), text(password)),
    packet(0x82, id, text(`${OWN}/results`), Buffer.from([1])),
    packet(0x32, text(`${OWN}/observations`), id, Buffer.from(batch)),
    packet(0x32, text(`${OWN}/observations/p-1`), id, Buffer.from('{"time":1795358467000,"result":5}')),
    packet(0x30, text(`${OWN}/observations/p-2`), Buffer.from("5")),
    packet(0x34, text(`${OWN}/observations/p-3`), id, Buffer.from("5")),
    packet(0x62, id),
    packet(0x31, text(`${OWN}/status`), Buffer.from("online")),
    packet(0x40, id),
    packet(0xc0),
    packet(0xa2, id, text(`${OWN}/results`)),
    packet(0xe0),
  ];
}

type Mutation = readonly [at: number, kind: "flip" | "cut" | "insert" | "repeat" | "swap", value: number];

/** Of a conversation, bytes changed, cut out, put in, packets said twice or in another order. */
function mutate(packets: readonly Buffer[], mutations: readonly Mutation[]): Buffer {
  const said = [...packets];
  for (const [at, kind, value] of mutations) {
    const index = at % said.length;
    const one = said[index] as Buffer;
    const place = value % (one.length + 1);
    if (kind === "repeat") said.splice(index, 0, one);
    else if (kind === "swap") said.push(...said.splice(index, 1));
    else if (kind === "cut") said[index] = Buffer.concat([one.subarray(0, place), one.subarray(place + 1)]);
    else if (kind === "insert") {
      said[index] = Buffer.concat([one.subarray(0, place), Buffer.from([value >> 8]), one.subarray(place)]);
    } else said[index] = Buffer.from(one.map((byte, i) => (i === place ? byte ^ (value >> 8) : byte)));
  }
  return Buffer.concat(said);
}

const mutations = fc.array(
  fc.tuple(
    fc.nat(100),
    fc.constantFrom("flip", "flip", "flip", "cut", "insert", "repeat", "swap"),
    fc.nat(0xffff),
  ),
  { minLength: 1, maxLength: 6 },
) as fc.Arbitrary<Mutation[]>;

describe("openMqttBroker", () => {
  it("[MQ9] survives whatever packets say, and serves the others meanwhile", async () => {
    const client = await stage.connect();
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(mutations, fc.nat(2_000), async (changes, cutAt) => {
        const bytes = mutate(conversation(), changes);
        const socket = connectTcp(stage.broker.port, "127.0.0.1");
        socket.on("error", () => {});
        const closed = once(socket, "close");
        socket.resume();
        await once(socket, "connect");
        socket.write(bytes.subarray(0, cutAt));
        await new Promise(setImmediate);
        socket.end(bytes.subarray(cutAt));
        await closed;
        if (counted++ % 20 === 0) {
          const payload = JSON.stringify({ items: [item(0, 1_000 + counted, 1)] });
          await client.publishAsync(`${OWN}/observations`, payload, { qos: 1 });
        }
        expect(client.connected).toBe(true);
      }),
      { numRuns: CONNECTIONS },
    );
    await stage.waitFor(() => expect(stage.broker.connections).toBe(1));
    expect(stage.errors).toEqual([]);
    expect((await stage.storedOf(0)).filter(([time]) => time > 1_000)).toHaveLength(
      Math.ceil(CONNECTIONS / 20),
    );
  });
});

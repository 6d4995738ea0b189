import { setTimeout as pause } from "node:timers/promises";
import { createLiveClient, type Healing, type LinkPhase } from "@shuicheng/shared/client";
import type { Acknowledgement, Asset } from "@shuicheng/shared/contracts";
import { decodeStatusPatch, encodeObservationBatch, type LatestValue } from "@shuicheng/shared/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type CuttableProxy, openCuttableProxy } from "./cuttable-proxy.ts";
import { connectIngest } from "./flood.ts";

const IS_LONG = process.env.SHUICHENG_LONG === "1";
const CUT_MS = IS_LONG ? 60_000 : 8_000;
/** A reset is soon told of; silence is the harder one. */
const CUTS = IS_LONG ? (["reset", "silence"] as const) : (["silence"] as const);
/** Each with a datastream that has a new value each second. */
const ASSETS = 5_600;
const PARTS = 10;
const PART_MS = 1_000 / PARTS;
/** What one screen follows by value; three follow all. */
const FOLLOWED = 2_000;
const WAIT = { timeout: 90_000, interval: 250 };

const datastreamId = (index: number) => `p-${index}`;

let dataFolder: string;
let server: ServerProcess;
let token: string;
let proxy: CuttableProxy;

beforeEach(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  token = await server.createToken();
  const indices = Array.from({ length: ASSETS }, (_, index) => index);
  await server.register(token, {
    layer: { id: "water", kind: "water" },
    assets: indices.map((index) => ({ id: `n-${index}`, class: "junction" })),
    datastreams: indices.map((index) => ({
      ...{ id: datastreamId(index), asset: `n-${index}`, observedProperty: "pressure" },
      limits: { HH: 90, H: 80, L: 20, LL: 10 },
    })),
  });
  proxy = await openCuttableProxy(server.port);
});

afterEach(async () => {
  await proxy.close();
  await server.kill9();
  removeDataFolder(dataFolder);
});

/** Pushes a value to every datastream each second, past the proxy, until it is told to end. */
async function openLoad() {
  const socket = await connectIngest(server.url, token);
  const datastreams = Array.from({ length: ASSETS }, (_, index) => datastreamId(index));
  await socket.emitWithAck("open", { datastreams });
  let isOn = true;
  let accepted = 0;
  const n = ASSETS / PARTS;
  const run = async () => {
    for (let at = 0; isOn || at % PARTS !== 0; at++) {
      const startedMs = Date.now();
      const columns = encodeObservationBatch({
        timeMs: new Float64Array(n).fill(startedMs),
        result: Float64Array.from({ length: n }, (_, i) => ((i * 13 + at * 29) % 1_000) / 10),
        handle: Int32Array.from({ length: n }, (_, i) => (at % PARTS) * n + i),
        quality: Uint8Array.from({ length: n }, (_, i) => ((i + at) % 50 === 0 ? 1 : 0)),
      });
      const answer = (await socket.emitWithAck("observations.bin", columns, {})) as Acknowledgement;
      accepted += answer.accepted;
      await pause(Math.max(0, startedMs + PART_MS - Date.now()));
    }
    socket.disconnect();
    return accepted;
  };
  const running = run();
  return {
    end() {
      isOn = false;
      return running;
    },
  };
}

/** A screen behind the proxy, with its own copy of what it follows. */
function openScreen(number: number) {
  const client = createLiveClient({ url: proxy.url, token });
  const status = new Uint8Array(ASSETS);
  const values = new Map<string, LatestValue>();
  const healings: Healing[] = [];
  const phases: LinkPhase[] = [];
  const take = (body: { features: Uint32Array; status: Uint8Array }) =>
    body.features.forEach((feature, i) => {
      status[feature] = body.status[i]!;
    });
  client.on({
    onSnapshot(snapshot) {
      for (const { body } of snapshot.layers) take(decodeStatusPatch(body));
      for (const value of snapshot.values) values.set(value.datastream, value);
    },
    onStatus: ({ patch }) => take(patch),
    onValues: (changed) => changed.forEach((value) => void values.set(value.datastream, value)),
    onHealed: (healing) => healings.push(healing),
    onLink: ({ phase }) => {
      if (phases.at(-1) !== phase) phases.push(phase);
    },
  });
  const followed = Array.from({ length: FOLLOWED }, (_, i) => number * FOLLOWED + i).filter(
    (i) => i < ASSETS,
  );
  client.subscribe({ layers: ["water"], datastreams: followed.map(datastreamId) });
  return { client, status, values, healings, phases, followed };
}

describe("a link cut under 5,600 values a second", () => {
  it.each(CUTS)(
    "by %s heals to the server's state, value by value",
    async (how) => {
      const screens = [0, 1, 2].map(openScreen);
      const load = await openLoad();
      await vi.waitFor(
        () =>
          expect(screens.map(({ client, values }) => [client.link.phase, values.size])).toEqual([
            ...screens.map(({ followed }) => ["live", followed.length]),
          ]),
        WAIT,
      );
      await pause(1_500);
      const frozen = screens.map(({ values }) => values.get(values.keys().next().value ?? "")?.time);
      proxy.cut(how);
      await pause(CUT_MS);
      for (const { client } of screens) expect(client.link.phase).not.toBe("live");
      proxy.mend();
      await vi.waitFor(
        () => expect(screens.map(({ client }) => client.link.phase)).toEqual(["live", "live", "live"]),
        WAIT,
      );
      await pause(1_500);
      const accepted = await load.end();
      expect(accepted).toBeGreaterThan((ASSETS * CUT_MS) / 1_000 / 4);
      const assets = await server.pages<Asset>(token, "/api/v1/assets?limit=10000");
      const expected = new Uint8Array(ASSETS);
      for (const { featureIndex, status } of assets) expected[featureIndex] = status;
      expect(new Set(expected).size).toBeGreaterThan(2);
      const latest = new Map((await server.datastreams(token)).map((one) => [one.id, one.latest]));
      for (const [number, { status, values, followed, healings, phases }] of screens.entries()) {
        await vi.waitFor(() => {
          const own = followed.map((index) => values.get(datastreamId(index)));
          const there = followed.map((index) => ({
            ...latest.get(datastreamId(index)),
            datastream: datastreamId(index),
          }));
          const different = own.findIndex(
            (value, i) => JSON.stringify(sorted(value)) !== JSON.stringify(sorted(there[i])),
          );
          expect(different < 0 ? undefined : [own[different], there[different]]).toBeUndefined();
          expect(Buffer.from(status).equals(Buffer.from(expected))).toBe(true);
        }, WAIT);
        expect(healings).toHaveLength(1);
        expect(healings[0]!.changes).toBeGreaterThan(0);
        expect(phases).toEqual(expect.arrayContaining(["lost"]));
        expect(values.get(datastreamId(followed[0]!))!.time).toBeGreaterThan((frozen[number] ?? 0) + CUT_MS);
      }
      if (how === "silence") expect(proxy.swallowed).toBeGreaterThan(0);
      for (const { client } of screens) client.close();
    },
    CUT_MS + 240_000,
  );
});

const sorted = (value: object | undefined) =>
  Object.entries(value ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));

import { setTimeout as pause } from "node:timers/promises";
import { createIngestClient, createLiveClient, type Healing, type LinkPhase } from "@shuicheng/shared/client";
import type { Asset } from "@shuicheng/shared/contracts";
import { decodeStatusPatch } from "@shuicheng/shared/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";

const ASSETS = 40;
const WAIT = { timeout: 60_000, interval: 50 };

let dataFolder: string;
let server: ServerProcess;
let token: string;

beforeEach(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  token = await server.createToken();
  const indices = Array.from({ length: ASSETS }, (_, index) => index);
  await server.register(token, {
    layer: { id: "water", kind: "water" },
    assets: indices.map((index) => ({ id: `n-${index}`, class: "junction" })),
    datastreams: indices.map((index) => ({
      id: `p-${index}`,
      asset: `n-${index}`,
      observedProperty: "pressure",
      limits: { H: 50 },
    })),
  });
});

afterEach(async () => {
  await server.kill9();
  removeDataFolder(dataFolder);
});

/** A screen with its own copy of the city, as the page holds one. */
function openScreen() {
  const client = createLiveClient({ url: server.url, token });
  const status = new Uint8Array(ASSETS);
  const values = new Map<string, unknown>();
  const healings: Healing[] = [];
  const phases: LinkPhase[] = [];
  let snapshots = 0;
  const take = (body: { features: Uint32Array; status: Uint8Array }) =>
    body.features.forEach((feature, i) => {
      status[feature] = body.status[i]!;
    });
  client.on({
    onSnapshot(snapshot) {
      snapshots++;
      for (const { body } of snapshot.layers) take(decodeStatusPatch(body));
      for (const value of snapshot.values) values.set(value.datastream, value.result);
    },
    onStatus: ({ patch }) => take(patch),
    onValues: (changed) => changed.forEach((value) => void values.set(value.datastream, value.result)),
    onHealed: (healing) => healings.push(healing),
    onLink: ({ phase }) => {
      if (phases.at(-1) !== phase) phases.push(phase);
    },
  });
  client.subscribe({ layers: ["water"], datastreams: ["p-0", "p-1", "p-39"] });
  return { client, status, values, healings, phases, snapshots: () => snapshots };
}

/** Pushes one value to each datastream; those divisible by `step` are over their limit. */
async function pushRound(ingest: ReturnType<typeof createIngestClient>, step: number): Promise<void> {
  const items = Array.from({ length: ASSETS }, (_, index) => ({
    datastream: `p-${index}`,
    time: Date.now(),
    result: index % step === 0 ? 60 + step : 30 + step,
  }));
  await ingest.push(items);
}

async function expectSameAsServer(screen: ReturnType<typeof openScreen>, step: number): Promise<void> {
  await vi.waitFor(async () => {
    const assets = await server.pages<Asset>(token, "/api/v1/assets?limit=1000");
    const expected = new Uint8Array(ASSETS);
    for (const { featureIndex, status } of assets) expected[featureIndex] = status;
    expect(screen.status).toEqual(expected);
    expect(Object.fromEntries(screen.values)).toEqual({
      "p-0": 60 + step,
      "p-1": 30 + step,
      "p-39": 39 % step === 0 ? 60 + step : 30 + step,
    });
  }, WAIT);
}

describe("a live client of a real server", () => {
  it("says lost while the server is frozen and heals with every change when it goes on", async () => {
    const ingest = createIngestClient({ url: server.url, token });
    const screen = openScreen();
    await pushRound(ingest, 2);
    await vi.waitFor(() => expect(screen.client.link.phase).toBe("live"), WAIT);
    await expectSameAsServer(screen, 2);
    server.freeze();
    const push = pushRound(ingest, 3);
    await vi.waitFor(() => expect(screen.client.link.phase).toBe("lost"), WAIT);
    server.thaw();
    await push;
    await vi.waitFor(() => expect(screen.client.link.phase).toBe("live"), WAIT);
    await expectSameAsServer(screen, 3);
    expect(screen.phases).toEqual(["connecting", "live", "lost", "live"]);
    expect(screen.healings).toHaveLength(1);
    screen.client.close();
    ingest.close();
  });

  it("heals after kill −9 and restart by patches from its own position, and misses nothing", async () => {
    const ingest = createIngestClient({ url: server.url, token });
    const screen = openScreen();
    await pushRound(ingest, 2);
    await vi.waitFor(() => expect(screen.client.link.phase).toBe("live"), WAIT);
    await expectSameAsServer(screen, 2);
    // A position that a tick has vouched for: the restarted server can go on from there.
    await pause(1_500);
    const snapshots = screen.snapshots();
    await server.kill9();
    await vi.waitFor(() => expect(screen.client.link.phase).toBe("lost"), WAIT);
    server = await ServerProcess.start(dataFolder, ["--port", String(server.port)]);
    await pushRound(ingest, 5);
    await vi.waitFor(() => expect(screen.client.link.phase).toBe("live"), WAIT);
    await expectSameAsServer(screen, 5);
    expect(screen.snapshots()).toBe(snapshots);
    expect(screen.healings).toHaveLength(1);
    screen.client.close();
    ingest.close();
  });
});

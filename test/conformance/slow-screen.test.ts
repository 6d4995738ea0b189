import { createIngestClient, type IngestClient } from "@shuicheng/shared/client";
import type { Asset } from "@shuicheng/shared/contracts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { PlainScreen } from "./screen.ts";

const NODES = 2_000;
/** About 0.4 MB a flush: some seconds until the buffers of both sockets are full. */
const ROUNDS = 75;
const WAIT = { timeout: 60_000, interval: 20 };

let dataFolder: string;
let server: ServerProcess;
let token: string;
let ingest: IngestClient;

beforeAll(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  token = await server.createToken();
  const indices = Array.from({ length: NODES }, (_, index) => index);
  await server.register(token, {
    layer: { id: "water", kind: "water" },
    assets: indices.map((index) => ({ id: `n-${index}`, class: "junction" })),
    datastreams: indices.map((index) => ({
      id: `n-${index}.p`,
      asset: `n-${index}`,
      observedProperty: "pressure",
      limits: { H: 500 },
    })),
  });
  ingest = createIngestClient({ url: server.url, token });
});

afterAll(async () => {
  ingest?.close();
  await server?.stop();
  removeDataFolder(dataFolder);
});

describe("a screen that does not read", () => {
  it("[LV6] is left out, gets no tick meanwhile, and then merged patches up to the present", async () => {
    const datastreams = Array.from({ length: NODES }, (_, index) => `n-${index}.p`);
    const [slow, quick] = await Promise.all([
      PlainScreen.open(server.url, token),
      PlainScreen.open(server.url, token),
    ]);
    await slow.subscribe({ datastreams });
    await quick.subscribe({ datastreams });
    slow.stopReading();
    const baseMs = Date.now() - 60_000;
    const resultOf = (round: number) => (round % 2 === 0 ? 1_000 : 0) + round;
    for (let round = 0; round < ROUNDS; round++) {
      const time = baseMs + round;
      await ingest.push(datastreams.map((datastream) => ({ datastream, time, result: resultOf(round) })));
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    const last = resultOf(ROUNDS - 1);
    await vi.waitFor(() => expect(quick.values().get("n-0.p")).toBe(last), WAIT);
    slow.readOn();
    await vi.waitFor(() => expect(slow.values().get("n-0.p")).toBe(last), WAIT);

    const assets = await server.pages<Asset>(token, "/api/v1/assets?limit=10000");
    const status = new Map(assets.map((asset) => [asset.featureIndex, asset.status]));
    await vi.waitFor(() => expect(slow.status("water")).toEqual(status), WAIT);
    expect(slow.values()).toEqual(quick.values());
    expect(slow.patches().length).toBeLessThan(quick.patches().length * 0.8);
    // One patch brings what the quick screen got in many, and none leaves a gap.
    const values = slow.patches().filter(({ kind }) => kind === "values");
    for (const [index, { from }] of values.slice(1).entries())
      expect(from).toBeLessThanOrEqual(values[index]!.seq);
    expect(Math.max(...values.map(({ from, seq }) => seq - from))).toBeGreaterThan(5);
    // A tick vouches for what was sent before it: none came for what was held back.
    let sent = 0;
    for (const one of slow.heard) {
      if (one.event === "patch") sent = Math.max(sent, one.message.seq);
      if (one.event === "tick" && sent > 0) expect(one.message.seq).toBeGreaterThanOrEqual(sent);
    }
    expect(slow.ticks().length).toBeLessThan(quick.ticks().length);
    slow.close();
    quick.close();
  });
});

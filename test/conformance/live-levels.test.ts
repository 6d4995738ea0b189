import { createLiveClient, type LevelChange } from "@shuicheng/shared/client";
import type { LayerDatastreams, Registration } from "@shuicheng/shared/contracts";
import type { Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { connectPlain, PlainScreen, push } from "./plain-client.ts";

const WEST = { lon: 115.985, lat: 36.45, heightM: 30 };
const EAST = { lon: 116.005, lat: 36.45, heightM: 30 };
const AROUND_WEST = [115.984, 36.449, 115.986, 36.451];
const PIPES = 40;

const WATER: Registration = {
  layer: { id: "water", kind: "water" },
  assets: Array.from({ length: PIPES }, (_, i) => ({
    id: `w-${i}`,
    class: "junction",
    position: i % 2 === 0 ? WEST : EAST,
  })),
  datastreams: Array.from({ length: PIPES }, (_, i) => ({
    id: `w-${i}.p`,
    asset: `w-${i}`,
    observedProperty: "pressure",
    limits: { H: 500 },
    expectedIntervalMs: 86_400_000,
  })),
};

describe("levels", () => {
  let dataFolder: string;
  let server: ServerProcess;
  let token: string;
  let ingest: Socket;
  let screen: PlainScreen;
  /** Handle of each datastream. */
  let handleOf: ReadonlyMap<string, number>;
  let timeMs = Date.now() - 3_600_000;

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder);
    token = await server.createToken();
    await server.register(token, {
      layer: { id: "gas", kind: "gas" },
      assets: [{ id: "g", class: "junction", position: WEST }],
      datastreams: [{ id: "g.p", asset: "g", observedProperty: "pressure" }],
    });
    await server.register(token, WATER);
    ingest = await connectPlain(server.url, "/ingest", { auth: { token } });
    const response = await server.request("/api/v1/layers/water/datastreams", {
      headers: { authorization: `Bearer ${token}` },
    });
    const { handles, datastreams, features } = (await response.json()) as LayerDatastreams;
    expect(datastreams.toSorted()).toEqual(WATER.datastreams?.map(({ id }) => id).toSorted());
    expect(features.toSorted((a, b) => a - b)).toEqual(Array.from({ length: PIPES }, (_, i) => i));
    handleOf = new Map(datastreams.map((id, i) => [id, handles[i] as number]));
    screen = await PlainScreen.connect(server.url, { auth: { token } });
  });

  afterAll(async () => {
    screen?.close();
    ingest?.disconnect();
    await server?.kill9();
    removeDataFolder(dataFolder);
  });

  const set = async (...results: readonly (readonly [number, number, quality?: "bad"])[]) => {
    timeMs += 1_000;
    const items = results.map(([pipe, result, quality = "good"]) => ({
      datastream: `w-${pipe}.p`,
      time: timeMs,
      result,
      quality,
    }));
    expect(await push(ingest, { items })).toMatchObject({ accepted: items.length });
  };
  const levelOf = (pipe: number, of = screen) => of.levels.get(handleOf.get(`w-${pipe}.p`) as number);

  it("[LV13] come whole, then where they are others, three digits of them", async () => {
    await set([0, 30.01], [1, 2], [2, 5, "bad"]);
    await screen.subscribe({ layers: ["water"], levels: true });
    await screen.until("a snapshot", ({ snapshots }) => snapshots.length > 0);
    expect([0, 1].map((pipe) => levelOf(pipe))).toEqual([30, 2]);
    expect([...screen.levels].filter(([, level]) => Number.isNaN(level)).map(([handle]) => handle)).toEqual([
      handleOf.get("w-2.p"),
    ]);
    await set([0, 30.012], [1, 2.0001]);
    await set([3, -0.5]);
    await screen.until("a patch", () => levelOf(3) === -0.5);
    expect(screen.statusPatches.every(({ topic }) => topic === "water+levels")).toBe(true);
    await set([0, 31], [1, 2, "bad"], [2, 6]);
    await screen.until("another one", () => levelOf(0) === 31 && levelOf(2) === 6);
    expect(levelOf(1)).toBeNaN();
  });

  it("[LV13] of cells, of a screen that was away, and of one that comes later are what the server has", async () => {
    const boxed = await PlainScreen.connect(server.url, { auth: { token } });
    await boxed.subscribe({ layers: ["water"], levels: true, bbox: AROUND_WEST });
    const away = await PlainScreen.connect(server.url, { auth: { token } });
    await away.subscribe({ layers: ["water"], levels: true });
    await away.until("a tick", ({ ticks }) => ticks.length > 0);
    const held = new Map(away.levels);
    const at = away.ticks.at(-1) as { epoch: string; seq: number };
    away.close();
    const latest = new Map<number, number>();
    for (let round = 0; round < 60; round++) {
      const pipes = Array.from({ length: 5 }, (_, i) => (round * 7 + i * 11) % PIPES);
      for (const pipe of pipes) latest.set(pipe, (round * 13 + pipe) % 9);
      await set(...pipes.map((pipe) => [pipe, latest.get(pipe) as number] as const));
    }
    await screen.subscribe({ layers: ["water"], levels: true });
    const back = await PlainScreen.connect(server.url, { auth: { token } });
    for (const [handle, level] of held) back.levels.set(handle, level);
    const resumed = await back.subscribe({ layers: ["water"], levels: true, since: at });
    expect(resumed.resumed).toBe(true);
    await vi.waitFor(
      () => {
        for (const [pipe, result] of latest) {
          expect([levelOf(pipe), levelOf(pipe, back)], `pipe ${pipe}`).toEqual([result, result]);
          expect(levelOf(pipe, boxed), `pipe ${pipe}`).toBe(pipe % 2 === 0 ? result : undefined);
        }
      },
      { timeout: 30_000 },
    );
    expect(back.snapshots).toEqual([]);
    boxed.close();
    back.close();
  });

  it("[LV13] are not told to who did not ask, and reach whoever uses the typed client", async () => {
    const plain = await PlainScreen.connect(server.url, { auth: { token } });
    await plain.subscribe({ layers: ["water"] });
    const heard: LevelChange[] = [];
    const client = createLiveClient({ url: server.url, token });
    client.on({ onLevels: (change) => void heard.push(change) });
    client.subscribe({ layers: ["water"], levels: true });
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0), { timeout: 30_000 });
    expect(heard[0]).toMatchObject({ layer: "water", isWhole: true });
    await set([5, 77]);
    await vi.waitFor(
      () => {
        const { patch, isWhole } = heard.at(-1) as LevelChange;
        expect(isWhole).toBe(false);
        expect([...patch.handles]).toEqual([handleOf.get("w-5.p")]);
        expect([...patch.levels]).toEqual([77]);
      },
      { timeout: 30_000 },
    );
    expect(plain.levels.size).toBe(0);
    client.close();
    plain.close();
  });
});

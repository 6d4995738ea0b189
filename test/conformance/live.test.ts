import type { Asset, Registration } from "@shuicheng/shared/contracts";
import { cellAt, LINK_LOST_AFTER_MS, PATCH_INTERVAL_MS, TICK_INTERVAL_MS } from "@shuicheng/shared/protocol";
import type { Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { connectPlain, PlainScreen, push } from "./plain-client.ts";

/** Two places in one cell of 0.02° and one in the cell to the east, at Liaocheng. */
const WEST = { lon: 115.985, lat: 36.45, heightM: 30 };
const WEST_TOO = { lon: 115.999, lat: 36.459, heightM: 30 };
const EAST = { lon: 116.005, lat: 36.45, heightM: 30 };
/** Around WEST alone: WEST_TOO is outside, in the same cell. */
const AROUND_WEST = [115.984, 36.449, 115.986, 36.451];

const WATER: Registration = {
  layer: { id: "water", kind: "water" },
  assets: [
    { id: "w-west", class: "junction", position: WEST },
    { id: "w-west-too", class: "junction", position: WEST_TOO },
    { id: "w-east", class: "junction", position: EAST },
    { id: "w-nowhere", class: "junction" },
  ],
  datastreams: ["w-west", "w-west-too", "w-east", "w-nowhere"].map((asset) => ({
    id: `${asset}.p`,
    asset,
    observedProperty: "pressure",
    limits: { H: 50 },
    expectedIntervalMs: 86_400_000,
  })),
};
const GAS: Registration = {
  layer: { id: "gas", kind: "gas" },
  assets: [{ id: "g-1", class: "junction", position: WEST }],
  datastreams: ["methane", "pressure"].map((property) => ({
    id: `g-1.${property}`,
    asset: "g-1",
    observedProperty: property,
    limits: { H: 50 },
    expectedIntervalMs: 86_400_000,
  })),
};

let dataFolder: string;
let server: ServerProcess;
let token: string;
let ingest: Socket;
const screens: PlainScreen[] = [];

beforeAll(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  token = await server.createToken();
  await server.register(token, WATER);
  await server.register(token, GAS);
  ingest = await connectPlain(server.url, "/ingest", { auth: { token } });
});

afterEach(() => {
  for (const screen of screens.splice(0)) screen.close();
});

afterAll(async () => {
  ingest?.disconnect();
  await server?.kill9();
  removeDataFolder(dataFolder);
});

async function openScreen(): Promise<PlainScreen> {
  const screen = await PlainScreen.connect(server.url, { auth: { token } });
  screens.push(screen);
  return screen;
}

let clockMs = Date.now() - 60_000;
/** Pushes one new value to each datastream. */
async function set(values: Readonly<Record<string, number>>): Promise<void> {
  const time = ++clockMs;
  const items = Object.entries(values).map(([datastream, result]) => ({ datastream, time, result }));
  expect(await push(ingest, { items })).toMatchObject({ accepted: items.length });
}

const NORMAL = 1;
const MEDIUM = 4;
/** Index of a water asset: registered in this order on an empty server. */
const FEATURE = { "w-west": 0, "w-west-too": 1, "w-east": 2, "w-nowhere": 3 };
const CALM = { "w-west.p": 10, "w-west-too.p": 10, "w-east.p": 10, "w-nowhere.p": 10, "g-1.pressure": 10 };

/** All values normal, and every screen that follows told so. */
async function calm(): Promise<void> {
  await set(CALM);
  const witness = await openScreen();
  await witness.subscribe({ layers: ["water", "gas"] });
  await witness.until(
    "calm",
    ({ status }) => status.size === 5 && [...status.values()].every((s) => s === NORMAL),
  );
  witness.close();
}

/** Changes one thing and answers the position at which a witness of everything was told. */
async function raise(asset: string, layer: string, feature: number): Promise<number> {
  const witness = await openScreen();
  await witness.subscribe({});
  await set({ [`${asset}${layer === "gas" ? ".pressure" : ".p"}`]: 60 });
  await witness.until(`${asset} raised`, ({ status }) => status.get(`${layer}/${feature}`) === MEDIUM);
  const seq = Math.max(witness.statusPatches.at(-1)?.seq ?? 0, witness.snapshots.at(-1)?.seq ?? 0);
  witness.close();
  return seq;
}

describe("a subscription", () => {
  it("[LV1] is answered by one snapshot: all features of its layers, latest values of its datastreams", async () => {
    await calm();
    const screen = await openScreen();
    const answer = await screen.subscribe({ layers: ["water"], datastreams: ["g-1.pressure"] });
    await screen.until("the snapshot", ({ snapshots }) => snapshots.length > 0);
    expect(answer).toMatchObject({ resumed: false, unknown: [] });
    const [snapshot] = screen.snapshots;
    expect(snapshot).toMatchObject({ epoch: answer.epoch, seq: answer.seq });
    expect(snapshot!.layers.map(({ layer, revision }) => [layer, revision])).toEqual([["water", 1]]);
    expect([...screen.status.keys()]).toEqual(["water/0", "water/1", "water/2", "water/3"]);
    expect(snapshot!.values).toEqual([
      { datastream: "g-1.pressure", time: clockMs, result: 10, quality: "good", side: null, stale: false },
    ]);
    await screen.until("two ticks", ({ ticks }) => ticks.length >= 2);
    expect(screen.snapshots).toHaveLength(1);
  });

  it("[LV1] without layers means every layer", async () => {
    const screen = await openScreen();
    await screen.subscribe({});
    await screen.until("the snapshot", ({ snapshots }) => snapshots.length > 0);
    expect(screen.snapshots[0]!.layers.map(({ layer }) => layer).sort()).toEqual(["gas", "water"]);
  });

  it("[LV1] replaces the one before it", async () => {
    await calm();
    const screen = await openScreen();
    await screen.subscribe({ layers: ["water"], datastreams: ["w-west.p"] });
    await screen.subscribe({ layers: ["gas"] });
    await screen.until("both snapshots", ({ snapshots }) => snapshots.length === 2);
    const seq = await raise("w-west", "water", 0);
    await screen.untilTold(seq);
    expect(screen.statusPatches.filter(({ layer }) => layer === "water")).toEqual([]);
    expect(screen.valuePatches).toEqual([]);
  });

  it("[LV3] with a box follows whole cells and nothing beside them", async () => {
    await calm();
    const screen = await openScreen();
    await screen.subscribe({ layers: ["water"], bbox: AROUND_WEST });
    await screen.until("the snapshot", ({ snapshots }) => snapshots.length > 0);
    expect([...screen.status.keys()]).toEqual(["water/0", "water/1"]);
    await raise("w-east", "water", FEATURE["w-east"]);
    await screen.untilTold(await raise("w-west-too", "water", FEATURE["w-west-too"]));
    expect(new Set(screen.statusPatches.map(({ topic }) => topic))).toEqual(
      new Set([`water@${cellAt(WEST.lon, WEST.lat)}`]),
    );
    expect(screen.status).toEqual(
      new Map([
        ["water/0", NORMAL],
        ["water/1", MEDIUM],
      ]),
    );
  });

  it("[LV3] without a box has the layer as its topic", async () => {
    await calm();
    const screen = await openScreen();
    await screen.subscribe({ layers: ["water"] });
    await screen.untilTold(await raise("w-east", "water", FEATURE["w-east"]));
    expect(new Set(screen.statusPatches.map(({ topic, layer }) => `${topic} ${layer}`))).toEqual(
      new Set(["water water"]),
    );
  });

  it("[LV4] with a position of this epoch is resumed: patches bring what changed since", async () => {
    await calm();
    const first = await openScreen();
    const wanted = { layers: ["water"], datastreams: ["w-west.p", "w-east.p"] };
    const { epoch } = await first.subscribe(wanted);
    await first.until("a tick", ({ ticks }) => ticks.length > 0);
    const since = { epoch, seq: first.ticks.at(-1)!.seq };
    first.close();
    await raise("w-west", "water", FEATURE["w-west"]);
    const screen = await openScreen();
    expect(await screen.subscribe({ ...wanted, since })).toMatchObject({ epoch, resumed: true });
    await screen.until("the patches", ({ status }) => status.size > 0);
    await screen.until("a tick", ({ ticks }) => ticks.length > 0);
    expect(screen.snapshots).toEqual([]);
    expect(screen.status).toEqual(new Map([["water/0", MEDIUM]]));
    expect([...screen.values.keys()]).toEqual(["w-west.p"]);
    expect(screen.statusPatches[0]!.from).toBeLessThanOrEqual(since.seq);
  });

  it.each([
    ["another epoch", { epoch: "of-another-life", seq: 1 }],
    ["the future", { seq: Number.MAX_SAFE_INTEGER }],
  ])("[LV4] with a position of %s gets a snapshot", async (_what, since) => {
    const probe = await openScreen();
    const { epoch } = await probe.subscribe({});
    const screen = await openScreen();
    expect(await screen.subscribe({ since: { epoch, ...since } })).toMatchObject({ epoch, resumed: false });
    await screen.until("the snapshot", ({ snapshots }) => snapshots.length > 0);
  });

  it("[LV7] follows by value the datastreams it names and all of the assets it names", async () => {
    await calm();
    const screen = await openScreen();
    await screen.subscribe({ layers: [], assets: ["g-1"], datastreams: ["w-east.p"] });
    await set({ "g-1.methane": 11, "g-1.pressure": 12, "w-east.p": 13, "w-west.p": 14 });
    const expected = { "g-1.methane": 11, "g-1.pressure": 12, "w-east.p": 13 };
    const held = (one: PlainScreen) =>
      Object.fromEntries([...one.values].map(([id, { result }]) => [id, result]));
    await screen.until("the values", (one) => JSON.stringify(held(one)).includes("13"));
    await screen.until("a tick", ({ ticks }) => ticks.length > 0);
    expect(held(screen)).toEqual(expected);
    expect(screen.statusPatches).toEqual([]);
  });

  it("[LV7] follows at most 2,000 datastreams, whether named or of assets", async () => {
    const ids = Array.from({ length: 2_000 }, (_, i) => `many-${i}`);
    await server.register(token, {
      layer: { id: "crowd", kind: "sensors" },
      assets: [{ id: "crowd-1", class: "junction" }],
      datastreams: ids.map((id) => ({ id, asset: "crowd-1", observedProperty: "level" })),
    });
    const screen = await openScreen();
    const refusal = { error: { code: "live/invalid-subscription", message: expect.stringMatching(/\w/) } };
    expect(await screen.attempt({ datastreams: ids })).toMatchObject({ unknown: [] });
    expect(await screen.attempt({ datastreams: [...ids, "w-west.p"] })).toEqual(refusal);
    expect(await screen.attempt({ assets: ["crowd-1"], datastreams: ["w-west.p"] })).toEqual(refusal);
    expect(await screen.attempt({ assets: ["crowd-1"], datastreams: ids })).toMatchObject({ unknown: [] });
  });

  it("[LV9] names what does not exist and follows the rest", async () => {
    await calm();
    const screen = await openScreen();
    const answer = await screen.subscribe({
      layers: ["water", "no-layer"],
      assets: ["no-asset"],
      datastreams: ["w-west.p", "no-datastream"],
    });
    expect([...answer.unknown].sort()).toEqual(["no-asset", "no-datastream", "no-layer"]);
    await set({ "w-west.p": 60 });
    await screen.until("the status", ({ status }) => status.get("water/0") === MEDIUM);
    await screen.until("the value", ({ values }) => values.get("w-west.p")?.result === 60);
  });

  it.each<[unknown]>([
    ["text"],
    [[]],
    [7],
    [{ layers: "water" }],
    [{ layers: ["no such id"] }],
    [{ bbox: [1, 2, 3] }],
    [{ bbox: [10, 0, 5, 1] }],
    [{ bbox: [0, 0, 999, 1] }],
    [{ since: { epoch: 1, seq: 1 } }],
    [{ since: { epoch: "x", seq: -1 } }],
  ])("[LV9] that cannot be read (%j) is refused and the one before stays", async (payload) => {
    await set({ "w-west.p": 10 });
    const screen = await openScreen();
    await screen.subscribe({ layers: ["water"], datastreams: ["w-west.p"] });
    expect(await screen.attempt(payload)).toMatchObject({ error: { code: "live/invalid-subscription" } });
    await set({ "w-west.p": 21 });
    await screen.until("the value", ({ values }) => values.get("w-west.p")?.result === 21);
  });
});

describe("what a screen is sent", () => {
  it("[LV2][LV5] patches join up without a gap, ticks come after what they vouch for, the end equals the server", async () => {
    await calm();
    const screen = await openScreen();
    await screen.subscribe({ layers: ["water"], datastreams: Object.keys(CALM) });
    for (let round = 0; round < 60; round++) {
      const result = round % 2 === 0 ? 60 : 10;
      await set({ "w-west.p": result, "w-east.p": round % 3 === 0 ? 70 : 20, "w-nowhere.p": round });
    }
    const seq = await raise("w-west-too", "water", FEATURE["w-west-too"]);
    await screen.untilTold(seq);
    const { epoch } = screen.snapshots[0]!;
    const positions = { status: screen.snapshots[0]!.seq, values: screen.snapshots[0]!.seq };
    let vouchedFor = 0;
    for (const { event, body } of screen.received) {
      expect(body).toMatchObject(event === "layers" ? {} : { epoch });
      if (event === "tick") vouchedFor = body.seq;
      if (event !== "patch") continue;
      expect(body.from).toBeLessThanOrEqual(positions[body.kind]);
      expect(body.seq).toBeGreaterThanOrEqual(positions[body.kind]);
      expect(body.seq).toBeGreaterThan(vouchedFor);
      positions[body.kind] = body.seq;
    }
    const assets = await server.pages<Asset>(token, "/api/v1/assets?layer=water");
    expect(screen.status).toEqual(
      new Map(assets.map(({ featureIndex, status }) => [`water/${featureIndex}`, status])),
    );
  });

  it("[LV5] a tick comes each second while nothing changes", async () => {
    const screen = await openScreen();
    await screen.subscribe({});
    await screen.until("four ticks", ({ ticks }) => ticks.length >= 4);
    const times = screen.ticks.map(({ serverTime }) => serverTime);
    const gaps = times.slice(1).map((time, i) => time - times[i]!);
    // By the server's own clock, so that a slow test machine changes nothing.
    for (const gap of gaps) expect(gap).toBeGreaterThan(TICK_INTERVAL_MS / 2);
    for (const gap of gaps) expect(gap).toBeLessThan(LINK_LOST_AFTER_MS);
  });

  it("[LV8] says that a layer was published", async () => {
    const screen = await openScreen();
    await screen.subscribe({ layers: ["water"] });
    await server.register(token, {
      layer: { id: "storm", kind: "storm" },
      assets: [{ id: "s-1", class: "manhole" }],
    });
    await screen.until("the news", ({ received }) => received.some(({ event }) => event === "layers"));
    const news = screen.received.find((one) => one.event === "layers")!.body;
    expect(news.layers).toContainEqual({ id: "storm", revision: 1 });
    await screen.subscribe({ layers: ["storm"] });
    await screen.until("its features", ({ status }) => status.get("storm/0") === 0);
  });

  it("[LV10] is at most five patches a second and topic, the same bytes for all that follow it", async () => {
    await calm();
    const one = await openScreen();
    const two = await openScreen();
    for (const screen of [one, two]) await screen.subscribe({ layers: ["water"] });
    await one.until("a tick", ({ ticks }) => ticks.length > 0);
    let round = 0;
    while (one.ticks.length < 4) await set({ "w-west.p": ++round % 2 === 0 ? 10 : 60 });
    const seq = await raise("w-east", "water", FEATURE["w-east"]);
    await one.untilTold(seq);
    await two.untilTold(seq);
    const ticks = one.ticks;
    const elapsedMs = ticks.at(-1)!.serverTime - ticks[0]!.serverTime;
    const first = one.received.findIndex(({ event }) => event === "tick");
    const last = one.received.findLastIndex(({ event }) => event === "tick");
    const patches = one.received.slice(first, last).filter(({ event }) => event === "patch");
    expect(patches.length).toBeGreaterThan(3);
    // Timers of one loop: one patch more at either end.
    expect(patches.length).toBeLessThanOrEqual(elapsedMs / PATCH_INTERVAL_MS + 2);
    const shown = (screen: PlainScreen) =>
      screen.statusPatches.map(({ from, seq, body }) => ({
        from,
        seq,
        body: Buffer.from(body).toString("hex"),
      }));
    expect(shown(one)).toEqual(shown(two));
  });
});

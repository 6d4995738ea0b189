import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createIngestClient } from "@shuicheng/shared/client";
import type { Observation } from "@shuicheng/shared/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSimulator } from "../packages/server/src/demo/simulator/start-simulator.ts";
import { makeDataFolder, type Outcome, removeDataFolder, runNode, ServerProcess } from "./server-process.ts";

const SIMULATE = join(import.meta.dirname, "../packages/server/src/cli/simulate.ts");
const SAMPLE = join(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "sensors/wntr_pressure.csv");
const START = "2026-03-01T00:00:00Z";

let dataFolder: string;
let files: string;
let server: ServerProcess;
let token: string;

beforeAll(async () => {
  dataFolder = makeDataFolder();
  files = mkdtempSync(join(tmpdir(), "shuicheng-simulate-"));
  server = await ServerProcess.start(dataFolder);
  token = await server.createToken();
  await registerNodes("plant", ["A", "B"]);
});

afterAll(async () => {
  await server?.stop();
  removeDataFolder(dataFolder);
  rmSync(files, { recursive: true });
});

/** Registers nodes by name, each with a pressure. */
async function registerNodes(layer: string, names: readonly string[]): Promise<void> {
  await server.register(token, {
    layer: { id: layer, kind: "water" },
    assets: names.map((name) => ({ id: `${layer}.${name}`, name, class: "junction" })),
    datastreams: names.map((name) => ({
      id: `${layer}.${name}.pressure`,
      asset: `${layer}.${name}`,
      observedProperty: "pressure",
      range: { min: -10, max: 200 },
    })),
  });
}

function aFile(text: string): string {
  const path = join(files, "recording.csv");
  writeFileSync(path, text);
  return path;
}

const simulate = (...flags: string[]): Promise<Outcome> =>
  runNode([SIMULATE, "--url", server.url, "--token", token, ...flags]);

const stored = async (id: string) =>
  (await server.observations(token, id)).map(({ time, result }) => [time, result]);

describe("npm run simulate -- --replay", () => {
  it("pushes every value at its time, tells unmatched columns, and a repeat changes nothing", async () => {
    const file = aFile(",A,B,elsewhere\n0,1.5,2,7\n60,,4,7\n120,5,6,7\n");
    const first = await simulate("--replay", file, "--start", START);
    expect(first.stderr).toContain("no datastream for 1 of 3 columns: elsewhere");
    expect(first).toMatchObject({ status: 0, stdout: "sent 5, accepted 5, duplicates 0, rejected 0\n" });
    const startMs = Date.parse(START);
    expect(await stored("plant.A.pressure")).toEqual([
      [startMs, 1.5],
      [startMs + 120_000, 5],
    ]);
    expect((await simulate("--replay", file, "--start", START)).stdout).toBe(
      "sent 5, accepted 0, duplicates 5, rejected 0\n",
    );
  });

  it("ends the recording now unless it is told when to start", async () => {
    await registerNodes("late", ["L"]);
    await simulate("--replay", aFile(",L\n100,1\n3700,2\n"));
    const times = (await stored("late.L.pressure")).map(([time]) => time as number);
    expect(times[1]! - times[0]!).toBe(3_600_000);
    expect(Math.abs(times[1]! - Date.now())).toBeLessThan(60_000);
  });

  it("keeps the distances of the recording at --speed and drains at Ctrl-C", async () => {
    await registerNodes("loop", ["S"]);
    const file = aFile(",S\n0,1\n1,2\n2,3\n");
    const flags = ["--replay", file, "--start", START, "--speed", "20", "--loop"];
    const child = spawn(process.execPath, [SIMULATE, "--url", server.url, "--token", token, ...flags]);
    const output: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    while ((await stored("loop.S.pressure")).length < 8)
      await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill("SIGINT");
    const [status] = await once(child, "close");
    expect(status).toBe(0);
    const [, sent, accepted] = /sent (\d+), accepted (\d+), duplicates 0, rejected 0/.exec(
      Buffer.concat(output).toString(),
    )!;
    const found = await stored("loop.S.pressure");
    expect([sent, accepted]).toEqual([String(found.length), String(found.length)]);
    const startMs = Date.parse(START);
    expect(found).toEqual(found.map((_one, index) => [startMs + index * 1_000, (index % 3) + 1]));
  });

  it("tells rejections by code", async () => {
    const file = aFile(",A\n0,7\n60,8\n");
    const outcome = await simulate("--replay", file, "--start", "2099-01-01T00:00:00Z");
    expect(outcome).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(
        /^sent 2, accepted 0, duplicates 0, rejected 2 \(ingest\/time-in-future 2; first: .+\)\n$/,
      ),
    });
  });

  it("asks for the layer when a column fits several", async () => {
    await registerNodes("east", ["A"]);
    const file = aFile(",A\n0,1\n");
    const outcome = await simulate("--replay", file, "--start", "2026-04-01T00:00:00Z");
    expect(outcome).toMatchObject({ status: 1, stdout: "" });
    expect(outcome.stderr).toMatch(/^simulate: column "A" fits assets of the layers .*--layer\n$/);
    const chosen = await simulate("--replay", file, "--start", "2026-04-01T00:00:00Z", "--layer", "east");
    expect(chosen.status).toBe(0);
    expect(await stored("east.A.pressure")).toEqual([[Date.parse("2026-04-01T00:00:00Z"), 1]]);
  });

  it.each([
    ["a ragged row", ",A\n0,1\n1,2,3\n", /recording\.csv:3:3: .*2\n$/],
    ["a value that is no number", ",A\n0,high\n", /recording\.csv:2:2: "high"/],
    ["times out of order", ",A\n5,1\n4,1\n", /recording\.csv:3:1: 4 s is not after 5 s/],
    ["no rows", ",A\n", /recording\.csv:1: /],
  ])("refuses %s by file, line and column and pushes nothing", async (_what, text, words) => {
    const outcome = await simulate("--replay", aFile(text), "--layer", "plant");
    expect(outcome).toMatchObject({ status: 1, stdout: "" });
    expect(outcome.stderr).toMatch(words);
  });

  it.each([
    ["a flag it does not know", ["--relpay", "x.csv"], /--relpay/],
    ["a file that is not there", ["--replay", "/nowhere.csv"], /\/nowhere\.csv/],
    ["a wrong token", ["--token", "wrong", "--rate", "1"], /token/],
    ["a server that is not there", ["--url", "http://127.0.0.1:1", "--rate", "1"], /http:\/\/127\.0\.0\.1:1/],
  ])("says %s in one line and ends with status 1", async (_what, flags, words) => {
    const outcome = await simulate(...flags);
    expect(outcome).toMatchObject({ status: 1, stdout: "" });
    expect(outcome.stderr.trim().split("\n")).toEqual([expect.stringMatching(words)]);
  });

  it.skipIf(!existsSync(SAMPLE))(
    "replays EPANET's Net3 so that the API answers the file value by value",
    async () => {
      const [header, ...lines] = readFileSync(SAMPLE, "utf8")
        .trim()
        .split("\n")
        .map((line) => line.split(","));
      const names = header!.slice(1);
      await registerNodes("net3", names);
      const outcome = await simulate("--replay", SAMPLE, "--start", START, "--layer", "net3");
      const values = names.length * lines.length;
      expect(outcome).toMatchObject({
        status: 0,
        stdout: `sent ${values}, accepted ${values}, duplicates 0, rejected 0\n`,
      });
      for (const [index, name] of names.entries()) {
        const expected = lines.map((cells) => [
          Date.parse(START) + Number(cells[0]) * 1_000,
          Number(cells[index + 1]),
        ]);
        expect(await stored(`net3.${name}.pressure`), name).toEqual(expected);
      }
    },
  );
});

describe("npm run simulate -- --rate", () => {
  it("spreads a steady load over the numeric datastreams, inside their range, until Ctrl-C", async () => {
    await registerNodes("load", ["X", "Y"]);
    const flags = ["--rate", "200", "--layer", "load"];
    const child = spawn(process.execPath, [SIMULATE, "--url", server.url, "--token", token, ...flags]);
    const output: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    const counts = async () =>
      Promise.all(["X", "Y"].map(async (name) => (await stored(`load.${name}.pressure`)).length));
    while (Math.min(...(await counts())) < 50) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill("SIGINT");
    await once(child, "close");
    const observations: Observation[] = await server.observations(token, "load.X.pressure");
    expect(
      observations.every(
        ({ result, quality }) => quality === "good" && Number(result) >= -10 && Number(result) <= 200,
      ),
    ).toBe(true);
    expect(Buffer.concat(output).toString()).toMatch(/^sent (\d+), accepted \1, duplicates 0, rejected 0\n$/);
  });
});

/** A square lattice of water and storm points 200 m apart, 0.02 degrees wide. */
async function registerTown(): Promise<Map<string, readonly [lon: number, lat: number]>> {
  const places = new Map<string, readonly [number, number]>();
  for (let column = 0; column < 10; column++)
    for (let row = 0; row < 10; row++)
      places.set(`${column}-${row}`, [115.95 + column * 0.00223, 36.43 + row * 0.0018]);
  const layers = [
    {
      id: "town-water",
      kind: "water",
      property: "pressure",
      symbol: "mH₂O",
      limits: { LL: 0, L: 28, H: 60, HH: 100 },
    },
    { id: "town-storm", kind: "storm", property: "level", symbol: "m", limits: { H: 2, HH: 2.5 } },
  ] as const;
  for (const { id, kind, property, symbol, limits } of layers) {
    await server.register(token, {
      layer: { id, kind },
      assets: [...places].map(([name, [lon, lat]]) => ({
        ...{ id: `${id}.${name}`, class: kind === "water" ? "hydrant" : "manhole" },
        position: { lon, lat, heightM: 32 },
      })),
      datastreams: [...places.keys()].map((name) => ({
        ...{ id: `${id}.${name}.${property}`, asset: `${id}.${name}`, observedProperty: property, limits },
        ...{ unit: { name: symbol, symbol, definition: symbol }, range: { min: 0, max: 160 } },
      })),
    });
  }
  return places;
}

interface TruthStart {
  readonly event: string;
  readonly scenario: string;
  readonly seed: number;
  readonly atMs: number;
  readonly place: { readonly lon: number; readonly lat: number };
  readonly affected: readonly string[];
  readonly phases: readonly { readonly atMs: number }[];
}

describe("npm run simulate -- --scenario", () => {
  it("bursts a pipe: pressures near the true place cross their limits, far ones don't, and all ends normal", async () => {
    const places = await registerTown();
    const truthFile = join(files, "truth.jsonl");
    // 65 minutes in 13 seconds, a day of history beside it.
    const flags = ["--scenario", "pipe-burst", "--seed", "7", "--speed", "300", "--truth", truthFile];
    const outcome = await simulate(...flags);
    expect(outcome).toMatchObject({ status: 0, stdout: expect.stringMatching(/rejected 0\n$/) });
    const [truth, end] = readFileSync(truthFile, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as TruthStart);
    expect(truth).toMatchObject({ event: "started", scenario: "pipe-burst", seed: 7 });
    expect(end).toMatchObject({ event: "ended", scenario: "pipe-burst" });
    const metres = ([lon, lat]: readonly [number, number]) =>
      Math.hypot((lon - truth!.place.lon) * 89_537, (lat - truth!.place.lat) * 110_970);
    const near: string[] = [];
    const fallen: string[] = [];
    for (const [name, place] of places) {
      const id = `town-water.${name}.pressure`;
      const during = (await server.observations(token, id)).filter(({ time }) => time >= truth!.atMs);
      const isLow = during.some(({ result }) => Number(result) < 28);
      const away = metres(place);
      if (isLow) fallen.push(id);
      if (away < 250) near.push(id);
      if (away < 250) expect(isLow, `${id} ${away} m`).toBe(true);
      if (away > 1_300) expect(isLow, `${id} ${away} m`).toBe(false);
      expect(Number(during.at(-1)?.result), id).toBeGreaterThan(28);
    }
    expect(near.length).toBeGreaterThan(1);
    expect(fallen.length).toBeLessThan(places.size);
    for (const id of fallen) expect(truth!.affected).toContain(id);
    expect(truth!.phases[0]!.atMs).toBeLessThanOrEqual(truth!.atMs + 1_000);
  });

  it("gives new datastreams their last day, and says nothing of the cause to the server", async () => {
    const observations = await server.observations(token, "town-storm.5-5.level");
    const span = observations.at(-1)!.time - observations[0]!.time;
    expect(span / 3_600_000).toBeGreaterThan(23);
    expect(observations.length).toBeGreaterThan(90);
    expect(observations.every(({ quality }) => quality === "good")).toBe(true);
    for (const { id } of await server.datastreams(token)) expect(id).not.toMatch(/burst|scenario/);
  });

  it.each([
    ["a scenario it does not know", ["--scenario", "flood"], /--scenario "flood".*pipe-burst/],
    ["one that cannot happen here", ["--scenario", "gas-leak"], /gas-leak needs combustible gas/],
    [
      "a truth file that cannot be written",
      ["--scenario", "storm", "--truth", "/nowhere/t"],
      /--truth \/nowhere\/t/,
    ],
  ])("refuses %s in one line", async (_what, flags, words) => {
    const outcome = await simulate(...flags);
    expect(outcome).toMatchObject({ status: 1 });
    expect(outcome.stderr.trim().split("\n")).toEqual([expect.stringMatching(words)]);
  });
});

describe("startSimulator", () => {
  it("reports what it is given in a thread of its own, yields to whoever else reports, and stops", async () => {
    await server.register(token, {
      layer: { id: "yield", kind: "water" },
      assets: ["A", "B"].map((name) => ({ id: `yield.${name}`, class: "hydrant" })),
      datastreams: ["A", "B"].map((name) => ({
        ...{ id: `yield.${name}`, asset: `yield.${name}`, observedProperty: "pressure" },
        ...{ expectedIntervalMs: 1_000, range: { min: 0, max: 200 }, limits: { L: 10, H: 60 } },
      })),
    });
    const elsewhere = (await server.observations(token, "plant.B.pressure")).length;
    const unexpected: unknown[] = [];
    const truthFile = join(files, "quiet.jsonl");
    const simulator = startSimulator({
      ...{ url: server.url, token, seed: 1, truthFile, layers: ["yield"] },
      onUnexpected: (error) => unexpected.push(error),
    });
    const another = createIngestClient({ url: server.url, token });
    const countB = async () => (await server.observations(token, "yield.B")).length;
    const untilB = async (more: number) => {
      const wanted = (await countB()) + more;
      while ((await countB()) < wanted) await new Promise((resolve) => setTimeout(resolve, 100));
    };
    try {
      // Its past of a day comes with the first live values.
      while ((await countB()) < 97) await new Promise((resolve) => setTimeout(resolve, 100));
      for (let push = 0; push < 10; push++) {
        await another.push([{ datastream: "yield.A", time: Date.now(), result: 150 + push }]);
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      await untilB(4);
    } finally {
      another.close();
      await simulator.stop();
    }
    expect((await server.observations(token, "yield.A")).at(-1)?.result).toBe(159);
    expect(unexpected).toEqual([]);
    expect(JSON.parse(readFileSync(truthFile, "utf8").split("\n")[0]!)).toMatchObject({
      scenario: "quiet-day",
    });
    expect(await server.observations(token, "plant.B.pressure")).toHaveLength(elsewhere);
  });

  it("tells why it fails, tries again, and never takes its process along", async () => {
    const unexpected: unknown[] = [];
    const simulator = startSimulator({
      ...{ url: server.url, token: "wrong", seed: 1, truthFile: join(files, "none.jsonl") },
      onUnexpected: (error) => unexpected.push(error),
    });
    while (unexpected.length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    await simulator.stop();
    expect(unexpected).toEqual(unexpected.map(() => expect.stringMatching(/^access\/unauthenticated: /)));
  });
});

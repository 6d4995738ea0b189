import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Asset, Datastream, Layer } from "@shuicheng/shared/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, runNode, ServerProcess } from "./server-process.ts";

const CLI = join(import.meta.dirname, "../packages/server/src/cli");
const SAMPLES = process.env.SHUICHENG_SAMPLES ?? "../shared/data";
const NETWORK = join(SAMPLES, "networks/Net3.inp");
const RECORDING = join(SAMPLES, "sensors/wntr_pressure.csv");
const START = "2026-03-01T00:00:00Z";

/** The walk of the README: import a network, replay its pressures, read them back. */
describe.skipIf(!existsSync(NETWORK))("Net3, imported and replayed", () => {
  let dataFolder: string;
  let server: ServerProcess;
  let token: string;

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder);
    token = await server.createToken();
  });

  afterAll(async () => {
    await server?.stop();
    removeDataFolder(dataFolder);
  });

  const run = (tool: string, ...flags: string[]) =>
    runNode([join(CLI, tool), ...flags, "--url", server.url, "--token", token]);

  it("becomes a water layer with a pressure in metres of head at each node", async () => {
    const outcome = await run("import.ts", NETWORK, "--place", "115.98,36.45");
    expect(outcome.status, outcome.stderr).toBe(0);
    const [layer] = await server.pages<Layer>(token, "/api/v1/layers");
    // Net3: 92 junctions, 2 reservoirs, 3 tanks, 117 pipes, 2 pumps (its own [JUNCTIONS] … [PUMPS] sections).
    expect(layer).toMatchObject({ kind: "water", features: 92 + 2 + 3 + 117 + 2 });
    const pressures = (await server.datastreams(token)).filter(
      (one: Datastream) => one.observedProperty === "pressure",
    );
    expect(pressures).toHaveLength(97);
    expect(new Set(pressures.map(({ unit }) => unit?.symbol))).toEqual(new Set(["mH₂O"]));
  });

  it("answers the recording value by value after a replay, and after a restart", async () => {
    const [header, ...lines] = readFileSync(RECORDING, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    const names = header!.slice(1);
    const outcome = await run("simulate.ts", "--replay", RECORDING, "--start", START);
    const values = names.length * lines.length;
    expect(outcome).toMatchObject({
      status: 0,
      stdout: `sent ${values}, accepted ${values}, duplicates 0, rejected 0\n`,
    });
    await server.stop();
    server = await ServerProcess.start(dataFolder);
    const assets = new Map(
      (await server.pages<Asset>(token, "/api/v1/assets?limit=10000")).map((one) => [one.id, one.name]),
    );
    const byName = new Map(
      (await server.datastreams(token))
        .filter(({ observedProperty }) => observedProperty === "pressure")
        .map((datastream) => [assets.get(datastream.asset), datastream.id]),
    );
    for (const [index, name] of names.entries()) {
      const stored = await server.observations(token, byName.get(name)!);
      const expected = lines.map((cells) => [
        Date.parse(START) + Number(cells[0]) * 1_000,
        Number(cells[index + 1]),
      ]);
      expect(
        stored.map(({ time, result }) => [time, result]),
        name,
      ).toEqual(expected);
    }
  });
});

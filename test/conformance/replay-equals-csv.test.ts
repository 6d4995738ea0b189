import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Asset, Datastream } from "@shuicheng/shared/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, runNode, ServerProcess } from "../server-process.ts";

const CLI = join(import.meta.dirname, "../../packages/server/src/cli");
const SAMPLES = process.env.SHUICHENG_SAMPLES ?? "../shared/data";
const NETWORK = join(SAMPLES, "networks/Net3.inp");
const RECORDING = join(SAMPLES, "sensors/wntr_pressure.csv");
const START = "2026-03-01T00:00:00+08:00";

/** The file, read here and not by our own reader: cells by column name, in order of time. */
function readCsv(): { names: string[]; seconds: number[]; cells: Map<string, number[]> } {
  const [header, ...rows] = readFileSync(RECORDING, "utf8")
    .split(/\r?\n/)
    .filter((line) => line !== "")
    .map((line) => line.split(","));
  const names = header!.slice(1);
  return {
    names,
    seconds: rows.map(([time]) => Number(time)),
    cells: new Map(names.map((name, column) => [name, rows.map((row) => Number(row[column + 1]))])),
  };
}

describe.skipIf(!existsSync(NETWORK) || !existsSync(RECORDING))("a replayed recording", () => {
  let dataFolder: string;
  let server: ServerProcess;
  let token: string;

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder);
    token = await server.createToken();
    const outcome = await run("import.ts", NETWORK, "--place", "115.98,36.45");
    expect(outcome.status, outcome.stderr).toBe(0);
  });

  afterAll(async () => {
    await server?.stop();
    removeDataFolder(dataFolder);
  });

  const run = (tool: string, ...flags: string[]) =>
    runNode([join(CLI, tool), ...flags, "--url", server.url, "--token", token]);
  const replay = () => run("simulate.ts", "--replay", RECORDING, "--start", START);

  /** Every cell against what the API answers, both ways: none missing, none more, none other. */
  async function expectEqualsCsv(): Promise<void> {
    const { names, seconds, cells } = readCsv();
    const names2assets = new Map(
      (await server.pages<Asset>(token, "/api/v1/assets?limit=10000")).map(({ id, name }) => [id, name]),
    );
    const pressures = new Map(
      (await server.datastreams(token))
        .filter(({ observedProperty }) => observedProperty === "pressure")
        .map((datastream: Datastream) => [names2assets.get(datastream.asset), datastream]),
    );
    let count = 0;
    for (const name of names) {
      const datastream = pressures.get(name)!;
      const stored = await server.observations(token, datastream.id);
      const expected = seconds.map((second, row) => ({
        time: Date.parse(START) + second * 1_000,
        result: cells.get(name)![row]!,
      }));
      expect(
        stored.map(({ time, result }) => ({ time, result })),
        `column ${name}`,
      ).toEqual(expected);
      expect(datastream.latest).toMatchObject(expected.at(-1)!);
      count += stored.length;
    }
    expect(count).toBe(names.length * seconds.length);
    expect(pressures.size).toBe(names.length);
  }

  it("is what the API answers, value by value, before and after a restart", async () => {
    const { names, seconds } = readCsv();
    const values = names.length * seconds.length;
    expect(await replay()).toMatchObject({
      status: 0,
      stdout: `sent ${values}, accepted ${values}, duplicates 0, rejected 0\n`,
    });
    await expectEqualsCsv();
    await server.kill9();
    server = await ServerProcess.start(dataFolder);
    await expectEqualsCsv();
  });

  it("brings nothing new when it is replayed from the same start", async () => {
    const { names, seconds } = readCsv();
    const values = names.length * seconds.length;
    expect(await replay()).toMatchObject({
      status: 0,
      stdout: `sent ${values}, accepted 0, duplicates ${values}, rejected 0\n`,
    });
    await expectEqualsCsv();
  });
});

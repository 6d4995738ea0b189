import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Job, Layer, Model } from "@shuicheng/shared/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildWallModel, rowOfWalls } from "../../packages/server/src/convert/models/wall-model.suite.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { checkTileset } from "../tiles/check-tileset.ts";
import { createRandom } from "./random.ts";

const ROUNDS = process.env.SHUICHENG_LONG === "1" ? 30 : 3;
/** Enough that conversion and publication each take a while. */
const WALLS = 3_000;
/** Walls and site, building, storey. */
const ELEMENTS = WALLS + 3;

const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31));

let dataFolder: string;
let server: ServerProcess;
let token: string;

beforeEach(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  token = await server.createToken();
});
afterEach(async () => {
  await server.kill9();
  removeDataFolder(dataFolder);
});

async function ask<T>(path: string, method = "GET", body?: string): Promise<T> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}/api/v1${path}`, { method, headers, ...(body ? { body } : {}) });
  return (await response.json()) as T;
}

async function finished(id: string): Promise<Job> {
  for (;;) {
    const job = await ask<Job>(`/jobs/${id}`);
    if (job.finishedAt !== null) return job;
    await pause(20);
  }
}

const foldersOf = (path: string) =>
  existsSync(join(dataFolder, path)) ? readdirSync(join(dataFolder, path)) : [];

/** Everything on disk and in the registry is of the model as it was last published, or there is nothing at all. */
async function expectWhole(revision: number): Promise<void> {
  const { items: layers } = await ask<{ items: Layer[] }>("/layers");
  const { items: models } = await ask<{ items: Model[] }>("/models");
  expect(models.map((model) => model.revision)).toEqual(revision === 0 ? [] : [revision]);
  expect(layers.map(({ id, features }) => [id, features])).toEqual(
    revision === 0 ? [] : [["kill", ELEMENTS]],
  );
  const folders = foldersOf("models/kill")
    .map(Number)
    .sort((a, b) => a - b);
  expect(folders).toEqual(Array.from({ length: revision }, (_, n) => n + 1));
  const [model] = models;
  if (!model) {
    expect(foldersOf("tiles/kill")).toEqual([]);
    return;
  }
  const tiles = model.tilesets.element!.split("/").slice(0, -1);
  const [newest] = foldersOf("tiles/kill").sort().reverse();
  expect(newest).toBe(tiles.at(-1));
  const { problems, featureIndices } = await checkTileset(join(dataFolder, ...tiles));
  expect([problems, featureIndices.length]).toEqual([[], WALLS]);
  const elements = await ask<{ total: number }>("/models/kill/elements?class=IfcWall");
  expect(elements.total).toBe(WALLS);
}

describe("kill −9 while a model is imported", () => {
  it(`leaves the job to be started again and nothing half-published, ${ROUNDS} times over (KILL_SEED=${seed})`, {
    timeout: ROUNDS * 120_000 + 120_000,
  }, async () => {
    const random = createRandom(seed);
    let revision = 0;
    let jobMs = 4_000;
    for (let round = 0; round < ROUNDS; round++) {
      const walls = rowOfWalls(WALLS).map((wall) => ({ ...wall, name: `round ${round}` }));
      const query = revision === 0 ? "name=kill.ifc" : "name=kill.ifc&model=kill";
      const { job } = await ask<{ job: string }>(`/models?${query}`, "POST", buildWallModel(walls));
      await pause(random() * jobMs);
      await server.kill9();
      server = await ServerProcess.start(dataFolder, ["--port", String(server.port)]);

      const found = await ask<Job & { code?: string }>(`/jobs/${job}`);
      // Killed after the switch the model is published, and there is no job left to finish.
      const wasDone = found.code === "job/unknown";
      if (!wasDone) {
        expect(found).toMatchObject({
          state: "failed",
          error: { code: "job/interrupted" },
          isRestartable: true,
        });
        await expectWhole(revision);
        const startedMs = performance.now();
        await ask(`/jobs/${job}/restart`, "POST");
        expect(await finished(job)).toMatchObject({ state: "done", error: null });
        jobMs = performance.now() - startedMs;
      }
      revision++;
      await expectWhole(revision);
      expect(foldersOf("models/.jobs")).toEqual([]);
    }
  });

  it("drops an upload that was cut short", { timeout: 120_000 }, async () => {
    const { port } = new URL(server.url);
    const sending = fetch(`http://127.0.0.1:${port}/api/v1/models?name=cut.ifc`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: new ReadableStream({
        async pull(stream) {
          await pause(20);
          stream.enqueue(Buffer.from("ISO-"));
        },
      }),
      duplex: "half",
    } as RequestInit).catch(() => undefined);
    while (foldersOf("models/.jobs").length === 0) await pause(20);
    await server.kill9();
    await sending;
    server = await ServerProcess.start(dataFolder, ["--port", port]);
    expect(foldersOf("models/.jobs")).toEqual([]);
    expect((await ask<{ items: Job[] }>("/jobs")).items).toEqual([]);
  });
});

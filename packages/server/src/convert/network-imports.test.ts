import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import type { Job } from "@shuicheng/shared/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkTileset } from "../../../../test/tiles/check-tileset.ts";
import type { ConvertedLayer } from "./import-messages.ts";
import { createJobQueue, type JobQueue } from "./job-queue.ts";
import { createNetworkImports } from "./network-imports.ts";

const TOWN = `[JUNCTIONS]
 A 10
 B 11
[RESERVOIRS]
 R 40
[PIPES]
 RA R A 100 300 130
 AB A B 120 200 130
[OPTIONS]
 Units LPS
[COORDINATES]
 R 0 0
 A 100 0
 B 200 50
`;

let folder: string;
let published: ConvertedLayer[];
let conversions: JobQueue & { submitNetworkImport: ReturnType<typeof createNetworkImports> };
/** What the registry would have given out; index by id. */
let features: Map<string, number>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shuicheng-jobs-"));
  published = [];
  features = new Map();
  conversions = openConversions();
});
afterEach(async () => {
  await conversions.close();
  rmSync(folder, { recursive: true });
});

function openConversions(options: { maxUploadBytes?: number; onReserve?: () => void } = {}) {
  const jobs = createJobQueue({ now: Date.now });
  const submitNetworkImport = createNetworkImports({
    jobs,
    reserveFeatures(_layer, ids) {
      options.onReserve?.();
      return Uint32Array.from(ids, (id) => features.get(id) ?? features.set(id, features.size).size - 1);
    },
    async publish(layer) {
      published.push(layer);
      return { added: layer.assets.length, changed: 0, removed: 0, datastreams: layer.datastreams };
    },
    tilesFolder: folder,
    now: Date.now,
    ...(options.maxUploadBytes === undefined ? {} : { maxUploadBytes: options.maxUploadBytes }),
  });
  return { ...jobs, submitNetworkImport };
}

const submit = (text: string, extra: { name?: string; place?: string; layer?: string } = {}) =>
  conversions.submitNetworkImport({
    name: "town.inp",
    place: "115.98,36.45",
    body: Readable.from([Buffer.from(text)]),
    ...extra,
  });

async function finished({ id }: Job): Promise<Job> {
  for (;;) {
    const job = conversions.find(id)!;
    if (job.finishedAt !== null) return job;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const tileFolders = (layer = "town") =>
  existsSync(join(folder, layer)) ? readdirSync(join(folder, layer)) : [];

describe("createNetworkImports", () => {
  it("publishes a layer whose tiles are on disk under the address it names", async () => {
    const job = await finished(await submit(TOWN));
    expect(job).toMatchObject({ state: "done", progress: 1, error: null });
    expect(job.report).toMatchObject({
      layer: "town",
      accepted: { points: 3, lines: 2 },
      added: 5,
      datastreams: 3,
    });
    const [layer] = published;
    expect(layer).toMatchObject({
      id: "town",
      name: "town",
      kind: "water",
      cimLevel: 4,
      access: "restricted",
      lengthM: 220,
    });
    expect(layer!.bbox![0]).toBeLessThan(115.98);
    const { problems, featureIndices } = await checkTileset(
      dirname(join(folder, layer!.tileset!.replace("/tiles/", ""))),
    );
    expect(problems).toEqual([]);
    expect(featureIndices).toEqual([0, 1, 2, 3, 4]);
  });

  it("publishes nothing of a file with errors and lists them by row", async () => {
    const job = await finished(
      await submit(TOWN.replace("AB A B 120", "AB A X 120").replace(" B 11", " B eleven")),
    );
    expect(job).toMatchObject({ state: "failed", error: { code: "network/unreadable" } });
    expect(
      job.report!.findings.map(({ file, row, column, code }) => `${file}:${row}:${column} ${code}`),
    ).toEqual(["town.inp:3:4 inp/not-a-number", "town.inp:8:7 inp/unknown-node"]);
    expect(published).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("keeps the tiles of the last two publications only", async () => {
    for (let round = 0; round < 4; round++) await finished(await submit(TOWN));
    expect(tileFolders()).toHaveLength(2);
    expect(published.at(-1)!.tileset).toContain(tileFolders().sort().at(-1));
  });

  it("fails, and publishes nothing, when the layer's indices changed under it", async () => {
    await conversions.close();
    let calls = 0;
    conversions = openConversions({
      onReserve: () => {
        // Somebody else registers an asset between the two times the job asks.
        if (++calls === 2) features = new Map([["town.node.somebody", 0]]);
      },
    });
    expect(await finished(await submit(TOWN))).toMatchObject({
      state: "failed",
      error: { code: "registry/conflict" },
    });
    expect(published).toEqual([]);
    expect(tileFolders()).toEqual([]);
  });

  it("does one job after the other, in order", async () => {
    const jobs = await Promise.all([submit(TOWN, { layer: "one" }), submit(TOWN, { layer: "two" })]);
    for (const job of jobs) await finished(job);
    expect(published.map((layer) => layer.id).sort()).toEqual(["one", "two"]);
    expect(conversions.list().map((job) => job.state)).toEqual(["done", "done"]);
  });

  it.each([
    ["another format", { name: "plan.dwg" }, "network/unsupported-format"],
    ["no place", { place: "" }, "network/invalid-placement"],
    ["a layer that leaves the folder", { layer: ".." }, "registry/invalid"],
  ])("refuses %s before there is a job", async (_what, extra, code) => {
    await expect(submit(TOWN, extra)).rejects.toMatchObject({ code });
    expect(conversions.list()).toEqual([]);
  });

  it("refuses an empty body, one over the limit and one that breaks off, and leaves no file", async () => {
    await conversions.close();
    conversions = openConversions({ maxUploadBytes: 100 });
    const uploads = () => readdirSync(tmpdir()).filter((name) => name.startsWith("shuicheng-upload-"));
    const before = uploads();
    await expect(submit("")).rejects.toMatchObject({ code: "request/incomplete-body" });
    await expect(submit(TOWN)).rejects.toMatchObject({ code: "request/too-large" });
    const broken = new Readable({
      read() {
        this.destroy(new Error("gone"));
      },
    });
    await expect(
      conversions.submitNetworkImport({ name: "town.inp", place: "115.98,36.45", body: broken }),
    ).rejects.toMatchObject({ code: "request/incomplete-body" });
    expect(uploads()).toEqual(before);
  });

  it("ends what runs and what waits when the server is stopped", async () => {
    const jobs = [await submit(TOWN), await submit(TOWN)];
    await conversions.close();
    for (const job of jobs) {
      expect(conversions.find(job.id)).toMatchObject({
        state: "failed",
        error: { code: "job/interrupted" },
      });
    }
    expect(published).toEqual([]);
    expect(tileFolders()).toEqual([]);
  });
});

const SAMPLES = join(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "networks");

describe.skipIf(!existsSync(SAMPLES))(`sample networks in ${SAMPLES}`, () => {
  it.each([
    // points and lines as EPANET counts them
    ["Net3", 97, 119],
    ["ky4", 964, 1158],
    ["L-TOWN", 785, 909],
    ["exnet", 1894, 2467],
    ["Net6", 3356, 3892],
  ])("%s becomes a layer of %i points and %i lines", async (name, points, lines) => {
    const job = await finished(
      await submit(readFileSync(join(SAMPLES, `${name}.inp`), "latin1"), { name: `${name}.inp` }),
    );
    expect(job).toMatchObject({
      state: "done",
      report: { accepted: { points, lines }, datastreams: points },
    });
  });
});

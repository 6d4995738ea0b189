import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Asset,
  type Job,
  JobSchema,
  type Layer,
  LayerSchema,
  type Model,
} from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { checkTileset } from "../../../test/tiles/check-tileset.ts";
import { buildWallModel, buildZip, rowOfWalls, wallId } from "./convert/models/wall-model.suite.ts";
import { PATIENCE_MS, refused, serveModels } from "./models.suite.ts";

const server = serveModels();

describe("POST /models", { timeout: PATIENCE_MS }, () => {
  it("makes a layer with tiles, assets and elements of an upload", async () => {
    const walls = rowOfWalls(3).map((wall, n) => (n === 1 ? { ...wall, fireRating: "EI 60" } : wall));
    const model = await server.importModel("综合楼 A.ifc", buildWallModel(walls));
    expect(model).toMatchObject({ name: "综合楼 A", revision: 1, elements: 6, placement: { rule: "site" } });
    expect(model.health).toMatchObject({ products: 6, withRepresentation: 3, drawn: 3, notDrawn: 3 });
    expect(model.storeys).toEqual([{ index: 0, name: "一楼", elevationM: 0 }]);

    const layer = await server.get<Layer>(`/layers/${model.layer}`, LayerSchema);
    expect(layer).toMatchObject({
      kind: "models",
      features: 6,
      tileset: model.tilesets.element,
      cimLevel: 6,
    });
    const { problems, featureIndices } = await checkTileset(server.tileFolder(model));
    expect(problems).toEqual([]);

    const { items, total } = await server.elements(model.id, "class=IfcWall");
    expect(total).toBe(3);
    expect([...featureIndices].sort()).toEqual(items.map(({ featureIndex }) => featureIndex).sort());
    const asset = await server.get<Asset>(`/assets/${items[1]!.asset}`);
    expect(asset).toMatchObject({
      ...{ layer: model.layer, class: "IfcWall", name: "Wall 1", featureIndex: items[1]!.featureIndex },
      attributes: { globalId: { value: wallId(1) }, storey: { value: "一楼" }, tag: { value: "T-1" } },
    });
    // The wall stands 1 m east of the site's point: 1 / (111,320 · cos 36.45°) degrees.
    expect(asset.position!.lon).toBeCloseTo(115.98 + 1 / 89_550, 6);
    expect(asset.position!.heightM).toBeCloseTo(36.5, 3);
    expect(server.list("models/.jobs")).toEqual([]);
  });

  it("takes an ifczip, and names with path characters as names", async () => {
    const zip = buildZip([
      { name: "../../evil/../walls.ifc", bytes: Buffer.from(buildWallModel(rowOfWalls(2))) },
    ]);
    const model = await server.importModel("../../../etc/passwd.ifczip", zip);
    expect(model).toMatchObject({ id: "passwd", name: "passwd", fileName: "walls.ifc", elements: 5 });
    expect(readdirSync(join(server.folder, "models/passwd"))).toEqual(["1"]);
    expect(existsSync(join(server.folder, "etc"))).toBe(false);
  });

  it("says that a file is there already, and takes it when asked to", async () => {
    const bytes = buildWallModel(rowOfWalls(4));
    const { id } = await server.importModel("twice.ifc", bytes);
    const problem = await refused(server.upload("other name.ifc", bytes));
    expect(problem).toMatchObject({
      status: 409,
      code: "model/duplicate",
      details: { model: id, revision: 1 },
    });
    const again = await server.importModel("twice.ifc", bytes);
    expect(again.id).toBe("twice-2");
  });

  it.each([
    ["an empty body", "a.ifc", "", "", "request/incomplete-body", 400],
    ["no IFC", "a.ifc", "hello", "", "model/not-ifc", 415],
    ["a wrong place", "a.ifc", buildWallModel([]), "&place=here", "model/invalid-placement", 400],
    ["a wrong CRS", "a.ifc", buildWallModel([]), "&crs=WGS84", "model/invalid-placement", 400],
    ["an unknown model", "a.ifc", buildWallModel([]), "&model=nobody", "model/unknown", 404],
    ["no name", "", buildWallModel([]), "", "request/invalid", 400],
  ])(
    "refuses %s before there is a job, and keeps nothing of it",
    async (_what, name, bytes, query, code, status) => {
      const before = await server.get<{ items: Job[] }>("/jobs");
      expect(await refused(server.upload(name, bytes, query))).toMatchObject({ code, status });
      expect((await server.get<{ items: Job[] }>("/jobs")).items).toHaveLength(before.items.length);
      expect(server.list("models/.jobs")).toEqual([]);
    },
  );

  it("fails the job of a file that cannot be read, says where, and keeps nothing of it", async () => {
    const { job } = (await (
      await server.upload("cut.ifc", buildWallModel(rowOfWalls(9)).slice(0, 1_500))
    ).json()) as {
      job: string;
    };
    const failed = await server.finished(job);
    expect(failed).toMatchObject({ state: "failed", error: { code: "model/unreadable" } });
    expect(failed.error!.message).toMatch(/line \d+|#\d+/);
    expect(failed.isRestartable).toBeUndefined();
    expect((await refused(server.send("POST", `/jobs/${job}/restart`))).code).toBe("job/not-restartable");
    expect((await refused(server.send("GET", "/models/cut"))).code).toBe("model/unknown");
    expect((await refused(server.send("GET", "/layers/cut"))).code).toBe("layer/unknown");
    expect([
      server.list("models/.jobs"),
      existsSync(join(server.folder, "models/cut")),
      existsSync(join(server.folder, "tiles/cut")),
    ]).toEqual([[], false, false]);
  });

  it("needs somebody who may write; reading follows the public view", async () => {
    const { id } = await server.importModel("public.ifc", buildWallModel(rowOfWalls(5)));
    const isAnonymous = true;
    for (const path of [`/models/${id}`, `/models/${id}/health`, `/models/${id}/elements`])
      expect([path, (await server.send("GET", path, { isAnonymous })).status]).toEqual([path, 200]);
    for (const [method, path] of [
      ["POST", "/models?name=a.ifc"],
      ["GET", `/models/${id}/source`],
      ["PUT", `/models/${id}/placement`],
      ["DELETE", `/models/${id}/placement`],
      ["DELETE", `/models/${id}`],
      ["DELETE", "/jobs/x"],
      ["POST", "/jobs/x/restart"],
    ] as const) {
      const { code } = await refused(server.send(method, path, { isAnonymous }));
      expect([path, code]).toEqual([path, "access/unauthenticated"]);
    }
  });
});

describe("jobs of models", { timeout: PATIENCE_MS }, () => {
  it("can be cancelled while they wait and while they run; nothing of them is left", async () => {
    const jobs: string[] = [];
    for (const count of [300, 301]) {
      const answer = await server.upload(`cancel-${count}.ifc`, buildWallModel(rowOfWalls(count)));
      jobs.push(((await answer.json()) as { job: string }).job);
    }
    for (const job of jobs.reverse()) {
      const cancelled = (await (await server.send("DELETE", `/jobs/${job}`)).json()) as Job;
      expect(cancelled).toMatchObject({ state: "failed", error: { code: "job/cancelled" } });
    }
    expect((await server.get<{ items: Model[] }>("/models")).items.map(({ id }) => id)).not.toContain(
      "cancel-300",
    );
    expect(server.list("models/.jobs")).toEqual([]);
    expect(readdirSync(join(server.folder, "tiles")).filter((name) => name.startsWith("cancel"))).toEqual([]);
    // Forgotten when dropped once more.
    await server.send("DELETE", `/jobs/${jobs[0]}`);
    expect((await refused(server.send("GET", `/jobs/${jobs[0]}`))).code).toBe("job/unknown");
  });

  it("are there after a restart as failed, and begin again from the upload that was kept", async () => {
    const answer = await server.upload("restart.ifc", buildWallModel(rowOfWalls(320)));
    const { job } = (await answer.json()) as { job: string };
    await server.stop();
    await server.start();
    const failed = await server.get<Job>(`/jobs/${job}`, JobSchema);
    expect(failed).toMatchObject({
      state: "failed",
      error: { code: "job/interrupted" },
      isRestartable: true,
    });
    expect(await server.send("POST", `/jobs/${job}/restart`)).toMatchObject({ status: 202 });
    expect(await server.finished(job)).toMatchObject({
      state: "done",
      model: { id: "restart", revision: 1 },
    });
    expect((await server.get<Model>("/models/restart")).elements).toBe(323);
    expect(server.list("models/.jobs")).toEqual([]);
  });
});

const SAMPLES = join(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "ifc");

describe.skipIf(!existsSync(SAMPLES))(`sample models in ${SAMPLES}`, { timeout: PATIENCE_MS }, () => {
  it.each([
    ["duplex_georeferenced.ifc", 295, 286, 215],
    ["chinese_compound_boolean.ifc", undefined, undefined, undefined],
    ["rail_linear_placement_signal.ifc", undefined, undefined, undefined],
  ])("%s becomes a model whose health adds up", async (name, products, withRepresentation, drawn) => {
    const model = await server.importModel(name, readFileSync(join(SAMPLES, name)));
    const { health } = model;
    if (products !== undefined) expect(health).toMatchObject({ products, withRepresentation, drawn });
    expect(health.products).toBe(health.drawn + health.drawnFromAxis + health.notDrawn);
    expect(health.products).toBe(model.elements);
    expect((await server.elements(model.id)).total).toBe(model.elements);
  });
});

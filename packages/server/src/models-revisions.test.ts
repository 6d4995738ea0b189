import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  type Asset,
  type Datastream,
  type Layer,
  type Model,
  type ModelRevision,
  ModelRevisionSchema,
} from "@shuicheng/shared/contracts";
import { Compile } from "typebox/compile";
import { describe, expect, it } from "vitest";
import { checkTileset } from "../../../test/tiles/check-tileset.ts";
import { buildWallModel, rowOfWalls, wallId } from "./convert/models/wall-model.suite.ts";
import { PATIENCE_MS, refused, serveModels } from "./models.suite.ts";

const server = serveModels();

const revisions = async (id: string) =>
  (await server.get<{ items: ModelRevision[] }>(`/models/${id}/revisions`)).items;

describe("who uploaded a revision", { timeout: PATIENCE_MS }, () => {
  it("is told to whoever is signed in, by name of user or token, and to nobody else", async () => {
    const first = await server.importModel("named.ifc", buildWallModel(rowOfWalls(2)));
    expect(first.uploadedBy).toEqual({ kind: "token", name: "test" });
    const answer = await server.send("POST", `/models?name=named2.ifc&model=${first.id}`, {
      ...{ body: buildWallModel(rowOfWalls(3)), isAnonymous: true, headers: await server.signIn() },
    });
    await server.finished(((await answer.json()) as { job: string }).job);
    const uploaders = (items: readonly ModelRevision[]) => items.map(({ uploadedBy }) => uploadedBy);
    expect(uploaders(await revisions(first.id))).toEqual([
      { kind: "user", name: "admin" },
      { kind: "token", name: "test" },
    ]);
    expect((await server.get<Model>(`/models/${first.id}`)).uploadedBy).toEqual({
      kind: "user",
      name: "admin",
    });
    const anonymously = async <T>(path: string) =>
      (await (await server.send("GET", path, { isAnonymous: true })).json()) as T;
    const { items } = await anonymously<{ items: ModelRevision[] }>(`/models/${first.id}/revisions`);
    expect(uploaders(items)).toEqual([null, null]);
    expect((await anonymously<Model>(`/models/${first.id}`)).uploadedBy).toBeNull();
    const { items: listed } = await anonymously<{ items: Model[] }>("/models");
    expect(listed.every(({ uploadedBy }) => uploadedBy === null)).toBe(true);
  });
});

describe("a new revision", { timeout: PATIENCE_MS }, () => {
  const bind = (model: Model, wall: number) => {
    const asset = `${model.id}.${wallId(wall).replaceAll("$", "~")}`;
    const datastreams = [{ id: `${asset}.strain`, asset, observedProperty: "strain" }];
    const body = JSON.stringify({ layer: { id: model.layer }, datastreams });
    return server.send("POST", "/datastreams/import", { body, type: "application/json" });
  };
  const streamOf = (model: Model, wall: number) => `${model.id}.${wallId(wall).replaceAll("$", "~")}.strain`;

  it("keeps indices and bindings by GlobalId, and tells what changed and what lost its element", async () => {
    const first = await server.importModel("house.ifc", buildWallModel(rowOfWalls(4)));
    const before = new Map(
      (await server.elements(first.id)).items.map((item) => [item.key, item.featureIndex]),
    );
    for (const wall of [1, 2]) expect((await bind(first, wall)).status).toBe(200);
    expect(await server.get<Layer>(`/layers/${first.layer}`)).toMatchObject({ monitored: 2, kind: "models" });

    // Wall 1 is gone, wall 3 moved, walls 7 and 8 are new; the file's order is another.
    const walls = [8, 7, 3, 2, 0].map((n) => ({
      globalId: wallId(n),
      name: `Wall ${n}`,
      x: n === 3 ? 30 : n,
    }));
    const second = await server.importModel("house v2.ifc", buildWallModel(walls), `&model=${first.id}`);
    expect(second).toMatchObject({ id: first.id, name: "house", revision: 2, fileName: "house v2.ifc" });
    const after = new Map(
      (await server.elements(first.id)).items.map((item) => [item.key, item.featureIndex]),
    );
    for (const n of [0, 2, 3]) expect(after.get(wallId(n))).toBe(before.get(wallId(n)));
    expect([after.get(wallId(8)), after.get(wallId(7))].sort()).toEqual([7, 8]);
    const { problems, featureIndices } = await checkTileset(server.tileFolder(second));
    expect(problems).toEqual([]);
    expect([...featureIndices].sort((a, b) => a - b)).toEqual(
      [0, 2, 3, 7, 8].map((n) => after.get(wallId(n))!).sort((a, b) => a - b),
    );

    const [newest, oldest] = await revisions(first.id);
    expect(Compile(ModelRevisionSchema).Errors(newest)).toEqual([]);
    expect(oldest).toMatchObject({ revision: 1, changes: { added: 7, removed: 0 }, orphans: [] });
    expect(newest!.changes).toMatchObject({ added: 2, changed: 1, removed: 1, removedIds: [wallId(1)] });
    expect(newest!.changes.changedIds).toEqual([wallId(3)]);
    expect(newest!.changes.addedIds.sort()).toEqual([wallId(7), wallId(8)]);
    expect(newest!.orphans.map(({ datastream, globalId }) => [datastream, globalId])).toEqual([
      [streamOf(first, 1), wallId(1)],
    ]);
    // Kept, and still to be read.
    expect(await server.get<Datastream>(`/datastreams/${streamOf(first, 1)}`)).toMatchObject({
      layer: first.layer,
    });
    expect((await server.get<Layer>(`/layers/${first.layer}`)).monitored).toBe(1);

    const third = await server.importModel(
      "house.ifc",
      buildWallModel([...walls, ...rowOfWalls(2).slice(1)]),
      `&model=${first.id}`,
    );
    expect((await revisions(third.id))[0]!.orphans).toEqual([]);
    expect((await server.get<Layer>(`/layers/${first.layer}`)).monitored).toBe(2);
    expect((await server.elements(first.id)).items.find(({ key }) => key === wallId(1))?.featureIndex).toBe(
      before.get(wallId(1)),
    );
  });

  it("leaves the source of all revisions and the rest of the last two", async () => {
    const files = (revision: number) =>
      readdirSync(join(server.folder, "models/house", String(revision))).sort();
    expect(files(1)).toEqual(["source.ifc"]);
    for (const revision of [2, 3]) expect(files(revision)).toContain("elements.bin");
    expect(readdirSync(join(server.folder, "tiles/house"))).toHaveLength(2);
    const old = await server.send("GET", "/models/house/source?revision=1");
    expect((await old.arrayBuffer()).byteLength).toBe(buildWallModel(rowOfWalls(4)).length);
    expect((await refused(server.send("GET", "/models/house/source?revision=9"))).code).toBe("model/unknown");
  });
});

describe("DELETE /models/:id", { timeout: PATIENCE_MS }, () => {
  it("takes model, layer and files away; the same id may come back", async () => {
    const model = await server.importModel("gone.ifc", buildWallModel(rowOfWalls(11)));
    expect((await server.send("DELETE", `/models/${model.id}`)).status).toBe(204);
    for (const path of [`/models/${model.id}`, `/models/${model.id}/elements`])
      expect((await refused(server.send("GET", path))).code).toBe("model/unknown");
    expect((await refused(server.send("GET", `/layers/${model.id}`))).code).toBe("layer/unknown");
    expect((await server.get<{ items: Asset[] }>(`/assets?q=${model.id}.`)).items).toEqual([]);
    expect([
      existsSync(join(server.folder, "models/gone")),
      existsSync(join(server.folder, "tiles/gone")),
    ]).toEqual([false, false]);
    const back = await server.importModel("gone.ifc", buildWallModel(rowOfWalls(11)));
    expect(back).toMatchObject({ id: "gone", revision: 2 });
    expect((await revisions("gone")).map(({ revision }) => revision)).toEqual([2]);
  });
});

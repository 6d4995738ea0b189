import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { AssetInput } from "@shuicheng/shared/contracts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openAssetStage } from "./asset-stage.ts";
import type { LayerDraft } from "./layer-store.ts";
import { openRegistry, type Registry } from "./registry.ts";
import type { StagedPublication } from "./staged-publisher.ts";

const WAIT = { timeout: 20_000 };

let folder: string;
let registry: Registry;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shuicheng-staged-"));
  registry = openRegistry(folder);
});
afterEach(async () => {
  await registry.stagedPublisher.close();
  registry.close();
  rmSync(folder, { recursive: true });
});

const layer = (id: string, changes: Partial<LayerDraft> = {}): LayerDraft => ({
  ...{ id, name: id, kind: "models", cimLevel: 5, access: "restricted", publishedAtMs: 1 },
  ...changes,
});
const asset = (id: string, name = id): AssetInput => ({
  ...{ id, class: "IfcWall", name },
  position: { lon: 116, lat: 36, heightM: 30 },
});
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `m.${from + i}`);

async function publish(
  assets: readonly AssetInput[],
  beforeSwitch: (publication: StagedPublication) => unknown = () => undefined,
) {
  const draft = layer("m", { tileset: "/tiles/m/1/tileset.json", bbox: [116, 36, 116, 36] });
  const features = await registry.stagedPublisher.reserve(
    draft,
    assets.map(({ id }) => id),
  );
  const changes = await registry.stagedPublisher.publish(draft, async (publication) => {
    await publication.put(assets);
    const staged = await publication.finish();
    await beforeSwitch(publication);
    publication.switch(staged, draft);
    return staged;
  });
  return { features, changes };
}
const list = () =>
  registry.assets
    .list({ after: 0, limit: 5_000 })
    .map(({ id, name, featureIndex }) => [id, name, featureIndex]);
const search = (text: string) => registry.assets.list({ text, after: 0, limit: 9 }).map(({ id }) => id);

describe("createStagedPublisher", () => {
  it("shows nothing of a publication before its switch and all of it after", async () => {
    const all = ids(0, 1_000).map((id) => asset(id));
    const { features, changes } = await publish(all, () => {
      expect(registry.layers.find("m")).toBeUndefined();
      expect(list()).toEqual([]);
      expect(registry.assets.find("m.7")).toBeUndefined();
    });
    expect([...features]).toEqual(all.map((_, i) => i));
    expect(changes).toMatchObject({ added: 1_000, changed: 0, removed: 0, features: 1_000, monitored: 0 });
    expect(changes.addedIds).toEqual(all.map(({ id }) => id));
    expect(registry.layers.find("m")).toMatchObject({ revision: 1, features: 1_000, kind: "models" });
    expect(list()).toEqual(all.map(({ id }, i) => [id, id, i]));
  });

  it("is readable in its new state from the switch on, while it is still folded in", async () => {
    await publish([asset("m.0", "north wall"), asset("m.1", "south wall")]);
    await publish([asset("m.1", "glass wall"), asset("m.2", "roof")], async (publication) => {
      const staged = await publication.finish();
      publication.switch(staged, layer("m"));
      expect(list()).toEqual([
        ["m.1", "glass wall", 1],
        ["m.2", "roof", 2],
      ]);
      expect(registry.assets.find("m.0")).toBeUndefined();
      const { number } = registry.layers.find("m")!;
      const inUse = registry.assets.listAfter(number, -1, 9).map((one) => [one.featureIndex, one.isRetired]);
      expect(inUse).toEqual([
        [0, true],
        [1, false],
        [2, false],
      ]);
      // Once is enough: the second switch of the helper is refused by the table.
      throw new Error("switched already");
    }).catch(() => undefined);
    await vi.waitFor(() => expect(search("glass")).toEqual(["m.1"]), WAIT);
    expect(search("north")).toEqual([]);
    expect(registry.layers.find("m")).toMatchObject({ revision: 2, features: 3 });
  });

  it("says what was added, changed and removed, and keeps the datastreams of what is gone", async () => {
    await publish([asset("m.a"), asset("m.b"), asset("m.c")]);
    const stream = { id: "m.b.temperature", asset: "m.b", observedProperty: "temperature" };
    registry.publisher.publish({ layer: layer("m"), assets: [], datastreams: [stream], isWhole: false });
    const { handle } = registry.datastreams.find(stream.id)!;

    const { changes } = await publish([asset("m.a"), asset("m.c", "renamed"), asset("m.d")]);
    expect(changes).toEqual({
      ...{ added: 1, changed: 1, removed: 1 },
      ...{ addedIds: ["m.d"], changedIds: ["m.c"], removedIds: ["m.b"] },
      orphans: [{ datastream: stream.id, asset: "m.b" }],
      ...{ features: 4, monitored: 0 },
    });
    expect(registry.datastreams.find(stream.id)?.handle).toBe(handle);
    expect(registry.assets.findKept(registry.datastreams.find(stream.id)!.assetNumber)?.id).toBe("m.b");

    const again = await publish([asset("m.b"), asset("m.d")]);
    expect(again.changes).toMatchObject({ addedIds: ["m.b"], orphans: [], monitored: 1 });
    expect([...again.features]).toEqual([1, 3]);
  });

  it("changes nothing when it is given up, and goes on with the next", async () => {
    await publish([asset("m.0")]);
    const broken = publish([asset("m.1")], () => {
      throw new Error("cancelled");
    });
    await expect(broken).rejects.toThrow("cancelled");
    expect(list()).toEqual([["m.0", "m.0", 0]]);
    expect(registry.layers.find("m")?.revision).toBe(1);
    const { features } = await publish([asset("m.2"), asset("m.1")]);
    expect([...features]).toEqual([2, 1]);
    expect(list().map(([id]) => id)).toEqual(["m.1", "m.2"]);
  });

  it("hides a layer with all its assets, and shows it again under the old numbers", async () => {
    await publish([asset("m.0"), asset("m.1")]);
    const draft = layer("m");
    await registry.stagedPublisher.publish(draft, async (publication) =>
      publication.switch(await publication.finish(), undefined),
    );
    expect(registry.layers.find("m")).toBeUndefined();
    expect(list()).toEqual([]);
    const { features } = await publish([asset("m.1")]);
    expect([...features]).toEqual([1]);
  });

  it("refuses ids of another layer, and others' publications into a layer in work", async () => {
    await publish([asset("m.0")]);
    const other = registry.stagedPublisher.reserve(layer("other"), ["m.0"]);
    await expect(other).rejects.toMatchObject({ code: "registry/conflict", details: { owner: "m" } });
    await publish([asset("m.0", "new")], () => {
      const assets = [asset("m.9")];
      expect(() =>
        registry.publisher.publish({ layer: layer("m"), assets, datastreams: [], isWhole: false }),
      ).toThrow(expect.objectContaining({ code: "registry/conflict" }));
    });
  });

  it("moves assets and leaves all else of them, and all others, as they are", async () => {
    await publish([asset("m.0", "north wall"), asset("m.1"), asset("m.2")]);
    await publish([asset("m.0", "north wall"), asset("m.1")]);
    const draft = layer("m");
    const moves = {
      features: Uint32Array.of(0, 2),
      lonDeg: Float64Array.of(117, 118),
      latDeg: Float64Array.of(37, 38),
      heightM: Float64Array.of(40, 50),
    };
    const changes = await registry.stagedPublisher.publish(draft, async (publication) => {
      await publication.move(moves);
      const staged = await publication.finishMoves();
      expect(registry.assets.find("m.0")?.position).toEqual({ lon: 116, lat: 36, heightM: 30 });
      publication.switch(staged, draft);
      expect(registry.assets.find("m.0")?.position).toEqual({ lon: 117, lat: 37, heightM: 40 });
      return staged;
    });
    // The third is not in use: it has no place to change.
    expect(changes).toMatchObject({ added: 0, changed: 1, removed: 0, features: 3 });
    expect(list()).toEqual([
      ["m.0", "north wall", 0],
      ["m.1", "m.1", 1],
    ]);
    expect(registry.assets.find("m.0")?.position).toEqual({ lon: 117, lat: 37, heightM: 40 });
    expect(registry.assets.find("m.1")?.position).toEqual({ lon: 116, lat: 36, heightM: 30 });
    expect(search("north")).toEqual(["m.0"]);
    expect(registry.layers.find("m")?.revision).toBe(3);
  });

  it("takes a place away where there is none any more", async () => {
    await publish([asset("m.0")]);
    const none = Float64Array.of(Number.NaN);
    await registry.stagedPublisher.publish(layer("m"), async (publication) => {
      await publication.move({ features: Uint32Array.of(0), lonDeg: none, latDeg: none, heightM: none });
      return publication.switch(await publication.finishMoves(), layer("m"));
    });
    expect(registry.assets.find("m.0")?.position).toBeNull();
  });

  it("keeps a layer's address and box unless they are taken away", async () => {
    await publish([asset("m.0")]);
    const put = (draft: LayerDraft) =>
      registry.stagedPublisher.publish(draft, async (publication) => {
        await publication.put([asset("m.0")]);
        return publication.switch(await publication.finish(), draft);
      });
    const tileset = "/tiles/m/1/tileset.json";
    expect(await put(layer("m"))).toMatchObject({ tileset, bbox: [116, 36, 116, 36], revision: 2 });
    expect(await put(layer("m", { tileset: null, bbox: null }))).toMatchObject({ tileset: null, bbox: null });
  });
});

describe("a registry that a crash left", () => {
  const file = () => join(folder, "registry.db");

  /** As the process would be found: staged, and switched or not. */
  async function crash(isSwitched: boolean): Promise<void> {
    await publish([asset("m.0", "old"), asset("m.1", "gone")]);
    const { number } = registry.layers.find("m")!;
    await registry.stagedPublisher.close();
    registry.close();
    const stage = openAssetStage(file());
    stage.begin(number);
    stage.reserve(number, ["m.2"]);
    stage.put([asset("m.0", "new"), asset("m.2", "brick")]);
    stage.finish();
    stage.close();
    if (isSwitched) {
      const database = new DatabaseSync(file());
      database.prepare("INSERT INTO asset_switch (layer) VALUES (?)").run(number);
      database.close();
    }
    registry = openRegistry(folder);
  }

  it("before the switch shows the old state, and the next publication starts clean", async () => {
    await crash(false);
    expect(list().map(([, name]) => name)).toEqual(["old", "gone"]);
    const { changes } = await publish([asset("m.0", "old"), asset("m.1", "gone")]);
    expect(changes).toMatchObject({ added: 0, changed: 0, removed: 0 });
    expect(list().map(([, name]) => name)).toEqual(["old", "gone"]);
  });

  it("behind the switch shows the new state at once and finishes it by itself", async () => {
    await crash(true);
    expect(list().map(([, name]) => name)).toEqual(["new", "brick"]);
    await vi.waitFor(() => expect(search("brick")).toEqual(["m.2"]), WAIT);
    expect(list().map(([, name]) => name)).toEqual(["new", "brick"]);
    expect(search("gone")).toEqual([]);
  });
});

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "@shuicheng/shared/faults";
import { ecefToGeodetic, geoidUndulationM, groundHeightM, transformPoint } from "@shuicheng/shared/geo";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkTileset } from "../../../../../test/tiles/check-tileset.ts";
import { decodeTile } from "../../../../../test/tiles/decode-tile.ts";
import type { CityLayer } from "./city-layer.ts";
import {
  type DemoCheckNeeds,
  type DemoNeeds,
  type DemoState,
  ensureDemoCity,
  planDemoCity,
} from "./ensure-demo-city.ts";

const ORDER = { seed: 1, scale: 1 };
const FIXTURE = new URL("./fixture-city.ts", import.meta.url);
const ALL = ["buildings", "water", "tunnel", "facilities"];

let folder: string;
let published: Map<string, CityLayer>;
let stages: string[];
let damages: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shuicheng-demo-"));
  published = new Map();
  stages = [];
  damages = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const needs = (change: Partial<DemoNeeds> = {}): DemoNeeds & DemoCheckNeeds => ({
  dataFolder: folder,
  tilesFolder: join(folder, "tiles"),
  reserveFeatures: (_, ids) => Uint32Array.from(ids.keys()),
  publish: async (layer) => published.set(layer.id, layer),
  findLayer: (id) => {
    const layer = published.get(id);
    return layer && { tileset: layer.tileset ?? null };
  },
  onProgress: (stage) => stages.push(stage),
  onDamage: (layer, reason) => damages.push(`${layer}: ${reason}`),
  generator: FIXTURE,
  ...change,
});
const ensure = async (order = ORDER, change?: Partial<DemoNeeds>): Promise<DemoState> =>
  ensureDemoCity(await planDemoCity(order, needs(change)), needs(change));

const folderOf = (layer: string) => join(folder, published.get(layer)!.tileset!.slice(1), "..");
function flipBit(file: string): void {
  const bytes = readFileSync(file);
  const at = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(file, bytes);
}
const filesOf = (layer: string) =>
  readdirSync(folderOf(layer), { recursive: true, encoding: "utf8" })
    .filter((path) => !statSync(join(folderOf(layer), path)).isDirectory())
    .sort();
const assetOf = (layer: string, id: string) => published.get(layer)!.assets.find((asset) => asset.id === id)!;

describe("ensureDemoCity, on an empty folder", () => {
  it("publishes each layer with whole tiles, every asset drawn under its own number", async () => {
    const state = await ensure();
    expect(state).toMatchObject({ ...ORDER, layers: ALL, built: ALL });
    expect([...published.keys()]).toEqual(ALL);
    for (const layer of ALL) {
      const { problems, featureIndices } = await checkTileset(folderOf(layer));
      expect(problems).toEqual([]);
      expect(featureIndices).toEqual([...published.get(layer)!.assets.keys()]);
    }
  });

  it("shows trunk mains and plants always, streets' mains in a district, services and fittings in a street", async () => {
    await ensure();
    const { featuresWithinM } = await checkTileset(folderOf("water"));
    // Nodes rank one below their pipes, tanks with the trunk mains: 8 of every seventh node. The pump at node 4 is none.
    const trunk = 10 + 8;
    const distribution = 30 + (11 - 2);
    expect([...featuresWithinM.values()]).toEqual([trunk, distribution, 101 - trunk - distribution]);
    expect([...featuresWithinM.keys()].map((withinM) => Math.round(withinM / 100) * 100)).toEqual([
      Number.POSITIVE_INFINITY,
      4_500,
      1_200,
    ]);
  });

  it("describes layers and assets in both languages, with units", async () => {
    await ensure();
    expect(published.get("water")).toMatchObject({
      ...{ name: "给水", nameEn: "Water", kind: "water", cimLevel: 4, access: "restricted" },
      // 49 pipes of 40.01 m in use; the abandoned one is not counted.
      lengthM: 1_961,
      datastreams: [{ id: "JS-GD-1.pressure", asset: "JS-GD-1" }],
    });
    expect(published.get("buildings")).toMatchObject({ cimLevel: 3, access: "public", datastreams: [] });
    expect(published.get("buildings")).not.toHaveProperty("lengthM");
    expect(assetOf("water", "JS-GD-1").attributes).toMatchObject({
      material: { value: "球墨铸铁" },
      roadName: { value: "柳园南路" },
      diameter: { unit: "mm" },
      length: { value: 40.01, unit: "m" },
      coverDepth: { value: 1.5, unit: "m" },
      from: { value: "JS-JD-1" },
      to: { value: "JS-JD-2" },
    });
    expect(assetOf("water", "JS-JD-50").attributes).toMatchObject({
      depth: { value: 1.6, unit: "m" },
      groundLevel: { value: 32, unit: "m" },
      building: { value: "JZ-1" },
    });
    expect(assetOf("tunnel", "GL-1").attributes).toMatchObject({
      width: { value: 2.6, unit: "m" },
      height: { value: 3.2, unit: "m" },
    });
    expect(assetOf("buildings", "JZ-0")).toMatchObject({
      name: "人民医院",
      attributes: {
        nameEn: { value: "People's Hospital" },
        use: { value: "医院" },
        height: { value: 18, unit: "m" },
        area: { value: 450, unit: "m²" },
        isCritical: { value: true },
      },
    });
  });

  it("places assets where the plane says, and the layer's box round them", async () => {
    await ensure();
    const { position } = assetOf("water", "JS-GD-0");
    // Half of 40 m east of 115.98° E at 36.45° N: 2 · 10⁻⁴ degrees and a bit.
    expect(position!.lon).toBeCloseTo(115.98 + 20 / 89_660, 5);
    expect(position).toMatchObject({ lat: expect.closeTo(36.45, 5), heightM: 30.4 });
    const [west, south, east, north] = published.get("water")!.bbox!;
    expect(west).toBe(115.98);
    expect(east).toBeCloseTo(115.98 + 2_000 / 89_660, 4);
    expect(south).toBeLessThanOrEqual(36.45);
    expect(north).toBeGreaterThan(36.45);
  });

  it("stands buildings on the ground, their roofs at their height above it", async () => {
    await ensure();
    const tile = await decodeTile(readFileSync(join(folderOf("buildings"), "tiles/0.glb")));
    const { root } = JSON.parse(readFileSync(join(folderOf("buildings"), "tileset.json"), "utf8"));
    const heights: number[] = [];
    for (let i = 0; i < tile.positionsEnuM.length; i += 3) {
      if (tile.localIds[i / 3] !== 1) continue;
      const [x, y, z] = tile.positionsEnuM.subarray(i, i + 3) as unknown as [number, number, number];
      const at = ecefToGeodetic(transformPoint(Float64Array.from(root.transform), [x, y, z]));
      const seaM = at.ellipsoidalHeightM - geoidUndulationM(at.lonDeg, at.latDeg)!;
      heights.push(seaM - groundHeightM(at.lonDeg, at.latDeg));
    }
    expect(Math.max(...heights)).toBeCloseTo(24, 1);
    expect(Math.min(...heights)).toBeCloseTo(-0.5, 1);
  });

  it("writes base map and defects and names each step", async () => {
    const { baseMapFile, defectsFile } = await ensure();
    expect(JSON.parse(readFileSync(baseMapFile, "utf8")).attribution.en).toBe("Synthetic data");
    expect(JSON.parse(readFileSync(defectsFile, "utf8"))).toEqual([]);
    expect(stages).toContain("generating the city: town");
    for (const layer of ALL) {
      expect(stages).toContain(`building tiles: ${layer}`);
      expect(stages).toContain(`publishing: ${layer}`);
    }
  });

  it("gives the same bytes for the same seed, others for another", async () => {
    await ensure();
    const contents = () =>
      new Map(filesOf("water").map((path) => [path, readFileSync(join(folderOf("water"), path))]));
    const [first, firstFolder] = [contents(), folderOf("water")];
    rmSync(join(folder, "demo"), { recursive: true });
    await ensure();
    expect(folderOf("water")).toBe(firstFolder);
    expect(contents()).toEqual(first);
    await ensure({ seed: 2, scale: 1 });
    expect(folderOf("water")).not.toBe(firstFolder);
    expect(contents()).not.toEqual(first);
  });
});

describe("ensureDemoCity, on a city that is there", () => {
  beforeEach(async () => {
    await ensure();
    stages = [];
  });

  it("does nothing and says nothing while all is whole", async () => {
    expect(await ensure()).toMatchObject({ layers: ALL, built: [] });
    expect([stages, damages]).toEqual([[], []]);
  });

  it.each([
    [
      "a tile cut short",
      () => truncateSync(join(folderOf("water"), "tiles/0.glb"), 100),
      "is 100 bytes, not",
    ],
    [
      "a flipped bit in a tile",
      () => flipBit(join(folderOf("water"), "tiles/0.glb")),
      "not what was written",
    ],
    ["its folder missing", () => rmSync(folderOf("water"), { recursive: true }), "not there"],
    ["its publication missing", () => published.delete("water"), "not published"],
  ])(
    "builds one layer again that has %s, says so, and does not serve it meanwhile",
    async (_, damage, word) => {
      const path = folderOf("water");
      damage();
      const plan = await planDemoCity(ORDER, needs());
      expect(existsSync(path)).toBe(false);
      expect(damages).toEqual([expect.stringMatching(new RegExp(`^water: .*${word}`))]);
      const state = await ensureDemoCity(plan, needs());
      expect(state).toMatchObject({ built: ["water"] });
      expect([...state.layers].sort()).toEqual([...ALL].sort());
      expect((await checkTileset(folderOf("water"))).problems).toEqual([]);
      expect((await ensure()).built).toEqual([]);
    },
  );

  it.each([
    ["was cut short", (file: string) => truncateSync(file, 10)],
    ["has a flipped bit", flipBit],
  ])("writes a base map again that %s, and no layer", async (_, damage) => {
    const { baseMapFile } = await ensure();
    damage(baseMapFile);
    expect(await ensure()).toMatchObject({ built: [] });
    expect(JSON.parse(readFileSync(baseMapFile, "utf8")).version).toBe(1);
  });

  it("builds all again for another order, and leaves nothing of the old one", async () => {
    const before = folderOf("water");
    const { key, built } = await ensure({ seed: 1, scale: 2 });
    expect(built).toEqual(ALL);
    expect(existsSync(before)).toBe(false);
    expect(readdirSync(join(folder, "tiles/water"))).toEqual([`demo-${key}`]);
    expect(readdirSync(join(folder, "demo")).sort()).toEqual([
      `base-map.${key}.json`,
      `defects.${key}.json`,
      "demo.json",
    ]);
  });

  it.each([
    ["missing", (file: string) => rmSync(file)],
    ["cut short", (file: string) => truncateSync(file, 20)],
  ])("builds all again when the record is %s: a build broke off", async (_, damage) => {
    damage(join(folder, "demo/demo.json"));
    mkdirSync(join(folder, "tiles/gas/.demo-0123456789abcdef/tiles"), { recursive: true });
    expect((await ensure()).built).toEqual(ALL);
    expect(readdirSync(join(folder, "tiles/gas"))).toEqual([]);
  });

  it("leaves a layer alone that somebody replaced by an import", async () => {
    const own = join(folder, "tiles/water/0abc-import");
    cpSync(folderOf("water"), own, { recursive: true });
    published.set("water", { ...published.get("water")!, tileset: "/tiles/water/0abc-import/tileset.json" });
    expect((await ensure()).built).toEqual([]);
    expect((await ensure({ seed: 9, scale: 1 })).built).toEqual(ALL.filter((layer) => layer !== "water"));
    expect(existsSync(join(own, "tileset.json"))).toBe(true);
  });
});

describe("ensureDemoCity, stopped or refused", () => {
  it("ends with the reason when it is stopped, leaves nothing half-done, and can be begun again", async () => {
    const leaving = new AbortController();
    const stopped = ensure(ORDER, {
      signal: leaving.signal,
      publish: async (layer) => {
        published.set(layer.id, layer);
        leaving.abort(new Error("the server stops"));
      },
    });
    await expect(stopped).rejects.toThrow("the server stops");
    expect([...published.keys()]).toEqual(["buildings"]);
    expect(existsSync(join(folder, "demo/demo.json"))).toBe(false);
    expect((await ensure()).built).toEqual(ALL);
  });

  it("ends with the registry's refusal", async () => {
    const refusal = new Fault("registry/conflict", "asset JS-GD-1 belongs to layer mine", {});
    const refused = ensure(ORDER, {
      reserveFeatures: (layer, ids) => {
        if (layer === "water") throw refusal;
        return Uint32Array.from(ids.keys());
      },
    });
    await expect(refused).rejects.toBe(refusal);
  });

  it("does not publish tiles whose numbers were given to others meanwhile", async () => {
    let calls = 0;
    const refused = ensure(ORDER, {
      reserveFeatures: (_, ids) => Uint32Array.from(ids, (_id, i) => i + calls++),
    });
    await expect(refused).rejects.toMatchObject({ code: "registry/conflict" });
    expect(published.size).toBe(0);
  });
});

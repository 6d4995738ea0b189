import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openWorldGeoid } from "@shuicheng/shared/geo";
import { convertIfc, decodeElementTable, openWebIfc } from "@shuicheng/shared/ifc";
import { openMeshEncoder } from "@shuicheng/shared/tiles";
import { beforeAll, describe, expect, it } from "vitest";
import type { BoundedMesh, InspectedModel, ModelSource, TilesetName } from "./inspected-model.ts";
import { loadMesh } from "./load-mesh.ts";
import { buildFrame } from "./model-frame.ts";
import { openModel } from "./open-model.ts";
import { createTileMerger } from "./tile-merger.ts";

const SAMPLES = join(
  process.env.SHUICHENG_SAMPLES ?? join(import.meta.dirname, "../../../../../../shared/data"),
  "ifc",
);
/** An office of 50,000 triangles, and a road without storeys whose parts reach far. */
const MODELS = ["office_a_20110811", "kit_simple_road_4x3rc2"];

interface Converted {
  readonly source: ModelSource;
  readonly boundsM: Float64Array;
  readonly triangles: number;
}

/** As a server keeps it: features numbered otherwise than rows. */
async function convert(name: string): Promise<Converted> {
  const files = new Map<string, Uint8Array>();
  let features = new Uint32Array();
  const model = await convertIfc(readFileSync(join(SAMPLES, `${name}.ifc`)), {
    geoid: await openWorldGeoid(),
    groundHeightM: () => undefined,
    startEngine: () => openWebIfc(),
    encoder: await openMeshEncoder(),
    reserveFeatures(globalIds) {
      features = Uint32Array.from(globalIds, (_, row) => 2 * (globalIds.length - row));
      return features;
    },
    write: ({ path, bytes }) => files.set(path, bytes),
  });
  const source: ModelSource = {
    id: name,
    name,
    readTable: async () => decodeElementTable(model.table),
    readTileset: async (tileset) => {
      const bytes = files.get(`${tileset}.json`);
      return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as object);
    },
    readTile: async (path) => files.get(path) as Uint8Array,
    readFeatures: async () => features,
    readFrame: async () => buildFrame(model.originM, model.placed.modelToEcef, model.placed.placement),
  };
  return { source, boundsM: model.boundsM, triangles: model.tiles.triangles };
}

async function loadAll(model: InspectedModel, name: TilesetName): Promise<BoundedMesh[]> {
  const meshes: BoundedMesh[] = [];
  const { signal } = new AbortController();
  await loadMesh(model, name, { onMesh: (mesh) => meshes.push(mesh) }, signal, createTileMerger);
  return meshes;
}

describe.skipIf(!existsSync(SAMPLES)).each(MODELS)("loadMesh of %s", { timeout: 120_000 }, (name) => {
  let converted: Converted;
  let model: InspectedModel;
  let meshes: BoundedMesh[];
  beforeAll(async () => {
    converted = await convert(name);
    model = await openModel(converted.source, new AbortController().signal);
    meshes = await loadAll(model, "tileset");
  }, 120_000);

  it("has every triangle that was written, in the order of rows", async () => {
    const others = [await loadAll(model, "spaces"), await loadAll(model, "openings")].map((all) =>
      all.at(-1),
    );
    const all = [meshes.at(-1), ...others].filter((mesh) => mesh !== undefined);
    expect(all.reduce((sum, { indices }) => sum + indices.length / 3, 0)).toBe(converted.triangles);
    for (const { indices, rows, starts } of all) {
      expect(starts.at(-1)).toBe(indices.length);
      for (let row = 0; row + 1 < starts.length; row++) {
        const own = indices.subarray(starts[row], starts[row + 1]);
        expect(own.every((index) => rows[index] === row)).toBe(true);
      }
    }
  });

  it("puts each element where the conversion has it, to a millimetre", () => {
    const mesh = meshes.at(-1)!;
    // The conversion's box of a turned part is the upright one round its turned box: wider than the part, never narrower.
    let [compared, tight] = [0, 0];
    for (let row = 0; row + 1 < mesh.starts.length; row++) {
      const own = mesh.indices.subarray(mesh.starts[row], mesh.starts[row + 1]);
      const measured = [...mesh.rowBoundsM.subarray(6 * row, 6 * row + 6)];
      if (own.length === 0) {
        expect(measured).toEqual(Array(6).fill(Number.NaN));
        continue;
      }
      const gaps = [0, 1, 2].flatMap((k) => {
        let [low, high] = [Infinity, -Infinity];
        for (const index of own) {
          const value = mesh.positions[3 * index + k]! + mesh.originM[k]!;
          [low, high] = [Math.min(low, value), Math.max(high, value)];
        }
        expect(measured[k]! + mesh.originM[k]!).toBe(low);
        expect(measured[3 + k]! + mesh.originM[k]!).toBe(high);
        return [low - converted.boundsM[6 * row + k]!, converted.boundsM[6 * row + 3 + k]! - high];
      });
      expect(Math.min(...gaps)).toBeGreaterThan(-0.001);
      compared++;
      if (Math.max(...gaps) < 0.001) tight++;
    }
    expect(compared).toBeGreaterThan(10);
    expect(tight / compared).toBeGreaterThan(0.5);
  });

  it("shows something before all is there, and each picture holds more", () => {
    const sizes = meshes.map(({ indices }) => indices.length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(sizes[0]).toBeGreaterThan(0);
  });

  it("goes on where a tile is gone, and says so", async () => {
    let isFirst = true;
    const broken: InspectedModel = {
      ...model,
      source: {
        ...model.source,
        async readTile(path, signal) {
          const bytes = await model.source.readTile(path, signal);
          if (!isFirst) return bytes;
          isFirst = false;
          return bytes.subarray(0, bytes.length - 1);
        },
      },
    };
    const ended = await loadMesh(
      broken,
      "tileset",
      { onMesh: () => undefined },
      new AbortController().signal,
      createTileMerger,
    );
    expect(ended).toMatchObject({ isThere: true, failedTiles: 1, firstFailure: { code: "codec/corrupt" } });
  });

  it("stops when it is told to", async () => {
    const ending = new AbortController();
    ending.abort(new Error("gone"));
    await expect(
      loadMesh(model, "tileset", { onMesh: () => undefined }, ending.signal, createTileMerger),
    ).rejects.toThrow("gone");
  });
});

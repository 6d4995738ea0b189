import { Logger, NodeIO } from "@gltf-transform/core";
import { EXTMeshoptCompression, KHRMeshQuantization } from "@gltf-transform/extensions";
// @ts-expect-error gltf-validator ships no types.
import { validateBytes } from "gltf-validator";
import { MeshoptDecoder } from "meshoptimizer";
import { beforeAll, describe, expect, it } from "vitest";
import { buildEnuFrame } from "../geo/index.ts";
import { buildFeatureGlb } from "./feature-glb.ts";
import { buildFeatureTree, type FeatureCell } from "./feature-tree.ts";
import { openMeshEncoder } from "./mesh-encoder.ts";
import type { TileFeature } from "./tile-feature.ts";
import { buildTileset, type TileFile } from "./tileset.ts";

const frame = buildEnuFrame({ lonDeg: 115.98, latDeg: 36.45, ellipsoidalHeightM: 20 });

/** A town of `side` × `side` pipes 100 m apart, a ball at the start of each; every tenth pipe is a trunk main. */
function aTown(side: number): TileFeature[] {
  return Array.from({ length: side * side }, (_, index) => {
    const [x, y] = [(index % side) * 100, Math.floor(index / side) * 100];
    return {
      featureIndex: 1_000_000 + index,
      importance: index % 10 === 0 ? 800 : 100,
      tubes: [
        {
          pathEnuM: [
            [x, y, -2],
            [x + 40, y, -2],
            [x + 90, y + 60, -3],
          ] as const,
          radiusM: 0.1,
        },
      ],
      shapes: [
        {
          shape: "ball" as const,
          centreEnuM: [x, y, -2] as const,
          upEnu: [0, 0, 1] as const,
          sizeM: [1, 1, 1] as const,
        },
      ],
    };
  });
}

interface TileJson {
  boundingVolume: { box: number[] };
  geometricError: number;
  content?: { uri: string };
  children?: TileJson[];
}
const everyTile = (tile: TileJson): TileJson[] => [tile, ...(tile.children ?? []).flatMap(everyTile)];
const tilesetOf = (files: readonly TileFile[]) =>
  JSON.parse(new TextDecoder().decode(files.at(-1)!.bytes)) as {
    geometricError: number;
    root: TileJson & { transform: number[] };
  };
const jsonOf = (glb: Uint8Array) => {
  const length = new DataView(glb.buffer, glb.byteOffset).getUint32(12, true);
  return JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + length)));
};

// The two metadata extensions are read by hand below; gltf-transform would warn that it has no class for them.
const io = new NodeIO().setLogger(new Logger(Logger.Verbosity.SILENT));
beforeAll(async () => {
  await MeshoptDecoder.ready;
  io.registerExtensions([EXTMeshoptCompression, KHRMeshQuantization]).registerDependencies({
    "meshopt.decoder": MeshoptDecoder,
  });
});

/** Decodes a tile: vertices in the layer's ENU frame, local ids and the property table. */
async function decode(bytes: Uint8Array) {
  const document = await io.readBinary(bytes);
  const node = document.getRoot().listNodes()[0]!;
  const [tx, ty, tz] = node.getTranslation();
  const primitive = node.getMesh()!.listPrimitives()[0]!;
  const positions = primitive.getAttribute("POSITION")!.getArray()!;
  const json = jsonOf(bytes);
  const column = (property: string): Uint8Array<ArrayBuffer> => {
    const { properties } = json.extensions.EXT_structural_metadata.propertyTables[0];
    const view = json.bufferViews[properties[property].values];
    const binStart = 20 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true) + 8;
    return bytes.slice(binStart + view.byteOffset, binStart + view.byteOffset + view.byteLength);
  };
  const table = new Uint32Array(column("featureIndex").buffer);
  const vertices: [number, number, number][] = [];
  for (let i = 0; i < positions.length; i += 3) {
    vertices.push([positions[i]! + tx, -(positions[i + 2]! + tz), positions[i + 1]! + ty]);
  }
  return {
    vertices,
    localIds: [...primitive.getAttribute("_FEATURE_ID_0")!.getArray()!],
    table,
    isPoint: column("isPoint"),
    json,
  };
}

describe("buildFeatureGlb", () => {
  it("is valid glTF by the Khronos validator, before compression", async () => {
    const glb = buildFeatureGlb(aTown(3))!;
    const report = await validateBytes(glb.bytes, { maxIssues: 0 });
    expect(report.issues.messages.filter(({ severity }: { severity: number }) => severity <= 1)).toEqual([]);
    expect(report.issues.numErrors).toBe(0);
  });

  it("has one feature-id set with its table, whose rows are the layer's indices", async () => {
    const { localIds, table, json } = await decode(buildFeatureGlb(aTown(4), await openMeshEncoder())!.bytes);
    const primitives = json.meshes.flatMap((mesh: { primitives: unknown[] }) => mesh.primitives);
    expect(
      primitives.map((p: { extensions: { EXT_mesh_features: unknown } }) => p.extensions.EXT_mesh_features),
    ).toEqual([{ featureIds: [{ featureCount: 16, attribute: 0, propertyTable: 0 }] }]);
    expect([...new Set(localIds)]).toEqual(Array.from({ length: 16 }, (_, index) => index));
    expect([...table]).toEqual(aTown(4).map((feature) => feature.featureIndex));
  });

  it("says of each feature whether it stands at a point", async () => {
    const [first, second] = aTown(2) as [TileFeature, TileFeature];
    const { isPoint } = await decode(buildFeatureGlb([first, { ...second, shapes: [] }])!.bytes);
    expect([...isPoint]).toEqual([1, 0]);
  });

  it("decodes from meshopt to the very vertices of the plain file", async () => {
    const plain = await decode(buildFeatureGlb(aTown(3))!.bytes);
    const packed = await decode(buildFeatureGlb(aTown(3), await openMeshEncoder())!.bytes);
    expect(packed.vertices).toEqual(plain.vertices);
    expect(packed.localIds).toEqual(plain.localIds);
  });

  it("leaves out what has no geometry, and the file when nothing has", async () => {
    const empty: TileFeature = {
      featureIndex: 7,
      importance: 1,
      tubes: [
        {
          pathEnuM: [
            [0, 0, 0],
            [0, 0, 0],
          ],
          radiusM: 1,
        },
      ],
      shapes: [],
    };
    expect(buildFeatureGlb([empty])).toBeUndefined();
    expect([...(await decode(buildFeatureGlb([empty, ...aTown(1)])!.bytes)).table]).toEqual([1_000_000]);
  });

  it("keeps a place 30 km from the layer's origin to 2 mm", async () => {
    const far: TileFeature = {
      featureIndex: 0,
      importance: 1,
      tubes: [
        {
          pathEnuM: [
            [30_000.123, -30_000.456, -70.5],
            [30_010.123, -30_000.456, -70.5],
          ],
          radiusM: 0.1,
        },
      ],
      shapes: [],
    };
    const { vertices } = await decode(buildFeatureGlb([far])!.bytes);
    const middle = vertices.reduce((sum, [, , up]) => sum + up, 0) / vertices.length;
    expect(Math.abs(Math.min(...vertices.map(([east]) => east)) - 30_000.123)).toBeLessThan(0.002);
    expect(Math.abs(middle + 70.5)).toBeLessThan(0.002);
  });
});

describe("buildTileset", () => {
  const limits = { maxFeaturesPerTile: 64, coarseFeaturesPerTile: 16 };

  it("puts every vertex inside the boxes of its tile and of all above it", async () => {
    const files = buildTileset(aTown(20), {
      enuToEcef: frame.enuToEcef,
      encoder: await openMeshEncoder(),
      limits,
    });
    const bytesOf = new Map(files.map((file) => [file.path, file.bytes]));
    const outside = async (
      tile: TileJson,
    ): Promise<{ vertices: [number, number, number][]; count: number }> => {
      const own = tile.content ? (await decode(bytesOf.get(tile.content.uri)!)).vertices : [];
      const below = await Promise.all((tile.children ?? []).map(outside));
      const vertices = [...own, ...below.flatMap((child) => child.vertices)];
      const [cx, cy, cz, hx, , , , hy, , , , hz] = tile.boundingVolume.box as number[];
      const count = vertices.filter(
        ([x, y, z]) => Math.abs(x - cx!) > hx! || Math.abs(y - cy!) > hy! || Math.abs(z - cz!) > hz!,
      ).length;
      return { vertices, count: count + below.reduce((sum, child) => sum + child.count, 0) };
    };
    const { vertices, count } = await outside(tilesetOf(files).root);
    expect(vertices.length).toBeGreaterThan(400 * 50);
    expect(count).toBe(0);
  });

  it("draws every feature in exactly one tile, trunk mains in the root", async () => {
    const files = buildTileset(aTown(20), { enuToEcef: frame.enuToEcef, limits });
    const tables = await Promise.all(
      files.slice(0, -1).map(async (file) => [...(await decode(file.bytes)).table]),
    );
    expect(tables.every((table) => table.length <= 64)).toBe(true);
    expect(tables.flat().sort((a, b) => a - b)).toEqual(aTown(20).map((feature) => feature.featureIndex));
    const root = files.findIndex((file) => file.path === "tiles/r.glb");
    expect(tables[root]!.every((index) => index % 10 === 0)).toBe(true);
  });

  it("has errors that fall from the tileset to the leaves, which have none", () => {
    const tileset = tilesetOf(buildTileset(aTown(20), { enuToEcef: frame.enuToEcef, limits }));
    expect(tileset.geometricError).toBeGreaterThan(tileset.root.geometricError);
    for (const tile of everyTile(tileset.root)) {
      if (!tile.children) expect(tile.geometricError).toBe(0);
      for (const child of tile.children ?? []) expect(child.geometricError).toBeLessThan(tile.geometricError);
    }
    expect(everyTile(tileset.root).length).toBeGreaterThan(5);
  });

  it("stands at the layer's place: the root's transform is ENU → ECEF", () => {
    const { root } = tilesetOf(buildTileset(aTown(1), { enuToEcef: frame.enuToEcef }));
    expect(root.transform).toEqual([...frame.enuToEcef]);
  });

  it("is nothing when there is nothing to draw", () => {
    expect(buildTileset([], { enuToEcef: frame.enuToEcef })).toEqual([]);
  });
});

describe("buildFeatureTree", () => {
  it("parts features that share one place", () => {
    const crowd = aTown(1).flatMap((feature) =>
      Array.from({ length: 100 }, (_, index) => ({ ...feature, featureIndex: index })),
    );
    const cells = (cell: FeatureCell): FeatureCell[] => [cell, ...cell.children.flatMap(cells)];
    const all = cells(buildFeatureTree(crowd, { maxFeaturesPerTile: 8, coarseFeaturesPerTile: 4 })!);
    expect(all.every((cell) => cell.features.length <= 8)).toBe(true);
    expect(all.flatMap((cell) => cell.features).length).toBe(100);
  });
});

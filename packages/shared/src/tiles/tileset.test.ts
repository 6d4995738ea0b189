import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Logger, NodeIO } from "@gltf-transform/core";
import { EXTMeshoptCompression, KHRMeshQuantization } from "@gltf-transform/extensions";
// @ts-expect-error gltf-validator ships no types.
import { validateBytes } from "gltf-validator";
import { MeshoptDecoder } from "meshoptimizer";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkTileset, type TileJson } from "../../../../test/tiles/check-tileset.ts";
import { decodeTile } from "../../../../test/tiles/decode-tile.ts";
import { buildEnuFrame } from "../geo/index.ts";
import type { ViewRange } from "./feature-cells.ts";
import { buildFeatureGlb } from "./feature-glb.ts";
import { openMeshEncoder } from "./mesh-encoder.ts";
import { packFeatures } from "./packed-features.ts";
import type { TileFeature } from "./tile-feature.ts";
import { buildTileset, type TileFile } from "./tileset.ts";

const frame = buildEnuFrame({ lonDeg: 115.98, latDeg: 36.45, ellipsoidalHeightM: 20 });
const UP = [0, 0, 1] as const;

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
      shapes: [{ shape: "ball", centreEnuM: [x, y, -2], upEnu: UP, sizeM: [1, 1, 1] }],
    } satisfies TileFeature;
  });
}

/** One of everything that can be drawn. */
const ONE_OF_EACH: readonly TileFeature[] = [
  {
    featureIndex: 0,
    importance: 1,
    tubes: [
      {
        pathEnuM: [
          [0, 0, 0],
          [9, 0, 0],
        ],
        radiusM: 0.2,
        sides: 6,
      },
    ],
  },
  {
    featureIndex: 1,
    importance: 1,
    ducts: [
      {
        pathEnuM: [
          [0, 5, 0],
          [9, 5, 0],
        ],
        widthM: 3,
        heightM: 2,
      },
    ],
  },
  {
    featureIndex: 2,
    importance: 1,
    shapes: [{ shape: "shaft", centreEnuM: [3, 9, 1], upEnu: UP, sizeM: [1, 1, 4] }],
  },
  {
    featureIndex: 3,
    importance: 1,
    prisms: [
      {
        ringEnuM: [
          [0, 20, 0],
          [8, 20, 0],
          [8, 26, 0],
        ],
        upEnu: UP,
        heightM: 12,
      },
    ],
  },
];

const glbOf = (features: readonly TileFeature[], isPacked = false) =>
  isPacked
    ? openMeshEncoder().then((encoder) => buildFeatureGlb(packFeatures(features), undefined, encoder)!.bytes)
    : Promise.resolve(buildFeatureGlb(packFeatures(features))!.bytes);

let folder: string;
beforeAll(() => MeshoptDecoder.ready);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shuicheng-tileset-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Builds a tileset into the test's folder. */
async function write(features: readonly TileFeature[], ranges?: readonly ViewRange[]): Promise<TileFile[]> {
  const encoder = await openMeshEncoder();
  const files = buildTileset(features, {
    enuToEcef: frame.enuToEcef,
    encoder,
    ...(ranges ? { ranges } : {}),
  });
  for (const { path, bytes } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return files;
}
const tilesetOf = (files: readonly TileFile[]) =>
  JSON.parse(new TextDecoder().decode(files.at(-1)!.bytes)) as {
    geometricError: number;
    root: TileJson & { transform: number[] };
  };

describe("buildFeatureGlb", () => {
  it.each([
    ["pipes and nodes", aTown(3)],
    ["one of each", ONE_OF_EACH],
    ["nothing that has a length", ONE_OF_EACH.slice(2)],
  ])("is valid glTF by the Khronos validator, before compression: %s", async (_, features) => {
    const report = await validateBytes(await glbOf(features), { maxIssues: 0 });
    expect(report.issues.messages.filter(({ severity }: { severity: number }) => severity <= 1)).toEqual([]);
    expect(report.issues.numErrors).toBe(0);
  });

  it("has one feature-id set with its table, whose rows are the layer's indices", async () => {
    const { localIds, featureIndices, gltf } = await decodeTile(await glbOf(aTown(4), true));
    expect(gltf.meshes.flatMap((mesh) => mesh.primitives).map((p) => p.extensions.EXT_mesh_features)).toEqual(
      [{ featureIds: [{ featureCount: 16, attribute: 0, propertyTable: 0 }] }],
    );
    expect([...new Set(localIds)]).toEqual(Array.from({ length: 16 }, (_, index) => index));
    expect([...featureIndices]).toEqual(aTown(4).map((feature) => feature.featureIndex));
  });

  it("says of each feature whether it stands at a point", async () => {
    expect([...(await decodeTile(await glbOf(ONE_OF_EACH))).isPoint!]).toEqual([0, 0, 1, 0]);
  });

  it("says of each vertex of a pipe how far along it lies and how thick the pipe is, of others nothing", async () => {
    const { alongs, localIds } = await decodeTile(await glbOf(ONE_OF_EACH, true));
    const seen = [...localIds].map((id, vertex) => `${id}: ${alongs!.subarray(2 * vertex, 2 * vertex + 2)}`);
    // Radii in steps of 1/128 m: 0.2 m is 26 of them, half the diagonal of 3 m by 2 m is 231.
    expect([...new Set(seen)].sort()).toEqual([
      "0: 0,0.203125",
      "0: 9,0.203125",
      "1: 0,1.8046875",
      "1: 9,1.8046875",
      "2: 0,0",
      "3: 0,0",
    ]);
  });

  it("leaves lengths along pipes out where there is no pipe", async () => {
    const { gltf } = await decodeTile(await glbOf(ONE_OF_EACH.slice(2), true));
    expect(gltf.meshes[0]!.primitives[0]!.attributes).toEqual({ POSITION: 0, NORMAL: 1, _FEATURE_ID_0: 2 });
    expect(gltf.accessors.length).toBe(4);
  });

  it("decodes from meshopt to the very vertices of the plain file", async () => {
    const [plain, packed] = [
      await decodeTile(await glbOf(aTown(3))),
      await decodeTile(await glbOf(aTown(3), true)),
    ];
    expect(packed.positionsEnuM).toEqual(plain.positionsEnuM);
    expect(packed.localIds).toEqual(plain.localIds);
    expect(packed.alongs).toEqual(plain.alongs);
  });

  it("is read by glTF-Transform as our own check reads it", async () => {
    // It would warn that it has no class for the two metadata extensions.
    const io = new NodeIO()
      .setLogger(new Logger(Logger.Verbosity.SILENT))
      .registerExtensions([EXTMeshoptCompression, KHRMeshQuantization])
      .registerDependencies({ "meshopt.decoder": MeshoptDecoder });
    const bytes = await glbOf(ONE_OF_EACH, true);
    const node = (await io.readBinary(bytes)).getRoot().listNodes()[0]!;
    const [tx, ty, tz] = node.getTranslation();
    const stored = node.getMesh()!.listPrimitives()[0]!.getAttribute("POSITION")!.getArray()!;
    const theirs = Array.from(stored, (_, i) =>
      [stored[i]! + tx, -(stored[i + 1]! + tz), stored[i - 1]! + ty].at(i % 3),
    );
    expect(theirs).toEqual([...(await decodeTile(bytes)).positionsEnuM]);
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
    };
    expect(buildFeatureGlb(packFeatures([empty]))).toBeUndefined();
    expect([...(await decodeTile(await glbOf([empty, ...aTown(1)]))).featureIndices]).toEqual([1_000_000]);
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
    };
    const { positionsEnuM } = await decodeTile(await glbOf([far]));
    const [easts, heights] = [0, 2].map((axis) => [...positionsEnuM.filter((_, i) => i % 3 === axis)]) as [
      number[],
      number[],
    ];
    expect(Math.abs(Math.min(...easts) - 30_000.123)).toBeLessThan(0.002);
    const middle = heights.reduce((sum, height) => sum + height, 0) / heights.length;
    expect(Math.abs(middle + 70.5)).toBeLessThan(0.002);
  });
});

describe("buildTileset", () => {
  const ranges: readonly ViewRange[] = [
    { withinM: Number.POSITIVE_INFINITY, fromImportance: 800, maxFeatures: 30 },
    { withinM: 4_500, maxFeatures: 150, maxFeaturesPerTile: 64 },
    { withinM: 1_200, maxFeaturesPerTile: 16 },
  ];

  it("holds together: ids, tables, boxes, errors, each feature exactly once", async () => {
    await write(aTown(20), ranges);
    const { problems, featureIndices, tiles } = await checkTileset(folder);
    expect(problems).toEqual([]);
    expect(featureIndices).toEqual(aTown(20).map((feature) => feature.featureIndex));
    // 30 in one tile, 150 in three of at most 64, 220 in fourteen of at most 16.
    expect(tiles).toBe(1 + 3 + 14);
  });

  it("shows trunk mains always, what is next important in a district, the rest in a street", async () => {
    const files = await write(aTown(20), ranges);
    const { featuresWithinM } = await checkTileset(folder);
    expect([...featuresWithinM.values()]).toEqual([30, 150, 220]);
    const [always, district, street] = [...featuresWithinM.keys()] as [number, number, number];
    expect(always).toBe(Number.POSITIVE_INFINITY);
    expect(Math.abs(district - 4_500)).toBeLessThan(5);
    expect(Math.abs(street - 1_200)).toBeLessThan(5);
    const first = await decodeTile(files.find((file) => file.path === "tiles/0.glb")!.bytes);
    expect([...first.featureIndices].every((index) => index % 10 === 0)).toBe(true);
  });

  it("packs what always shows into as few tiles as hold it", async () => {
    const crowd = aTown(100).map((feature) => ({ ...feature, tubes: [] }));
    await write(crowd, [{ withinM: Number.POSITIVE_INFINITY }]);
    const { problems, tiles, featureIndices } = await checkTileset(folder);
    expect(problems).toEqual([]);
    expect(featureIndices.length).toBe(10_000);
    expect(tiles).toBe(3);
  });

  it("parts features that share one place", async () => {
    const crowd = aTown(1).flatMap((feature) =>
      Array.from({ length: 100 }, (_, index) => ({ ...feature, featureIndex: index })),
    );
    await write(crowd, [{ withinM: 1_000, maxFeaturesPerTile: 8 }]);
    const { problems, tiles, featureIndices } = await checkTileset(folder);
    expect(problems).toEqual([]);
    expect(featureIndices.length).toBe(100);
    expect(tiles).toBe(13);
  });

  it("gives the same bytes for the same features", async () => {
    const [first, second] = [await write(aTown(12), ranges), await write(aTown(12), ranges)];
    expect(second).toEqual(first);
  });

  it("stands at the layer's place: the root's transform is ENU → ECEF", async () => {
    const { root } = tilesetOf(await write(aTown(1)));
    expect(root.transform).toEqual([...frame.enuToEcef]);
  });

  it("is nothing when there is nothing to draw", async () => {
    expect(await write([])).toEqual([]);
  });
});

describe("checkTileset", () => {
  it("sees a file cut short, a stray file, a box too small and an error that does not fall", async () => {
    const files = await write(aTown(5), [{ withinM: 1_000, maxFeaturesPerTile: 10 }]);
    const paths = files.map((file) => file.path);
    truncateSync(join(folder, paths[0]!), 1_000);
    writeFileSync(join(folder, "tiles/stray.glb"), "");
    const tileset = tilesetOf(files);
    Object.assign(tileset.root, { geometricError: 1e9 });
    (tileset.root.boundingVolume.box as number[])[3] = 1;
    writeFileSync(join(folder, "tileset.json"), JSON.stringify(tileset));
    const { problems } = await checkTileset(folder);
    expect(problems.map((problem) => problem.replace(/\d{5,}/g, "n"))).toEqual([
      "tile with error n: error not below 4200",
      `${paths[0]}: Error: a GLB of another length than it says`,
      `${paths[1]}: vertex 0 is outside a box`,
      `${paths[2]}: vertex 0 is outside a box`,
      "tiles/stray.glb: no tile names it",
    ]);
  });
});

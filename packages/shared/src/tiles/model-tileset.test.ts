import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
// @ts-expect-error gltf-validator ships no types.
import { validateBytes } from "gltf-validator";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkTileset, type TileJson } from "../../../../test/tiles/check-tileset.ts";
import { type DecodedTile, decodeTile } from "../../../../test/tiles/decode-tile.ts";
import type { MeshEncoder } from "./buffer-packer.ts";
import { openMeshEncoder } from "./mesh-encoder.ts";
import { MODEL_CATEGORIES, type ModelFeature, type ModelParts, NO_STOREY } from "./model-parts.ts";
import { writeModelTilesets } from "./model-tileset.ts";
import type { TileFile } from "./tileset.ts";

const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** A corner of a room: three triangles on three sides, so that each axis is told from the others. */
const CORNER = {
  positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3),
  indices: Uint32Array.of(0, 2, 1, 0, 1, 3, 0, 3, 2),
};

interface Placed {
  readonly id: number;
  readonly matrix?: readonly number[];
  readonly colour?: readonly number[];
}

function aModel(placed: readonly Placed[], overrides: Partial<ModelParts> = {}): ModelParts {
  return {
    geometries: [CORNER],
    partIds: Uint32Array.from(placed, ({ id }) => id),
    geometryRows: new Uint32Array(placed.length),
    matrices: Float64Array.from(placed.flatMap(({ matrix }) => matrix ?? IDENTITY)),
    colours: Float32Array.from(placed.flatMap(({ colour }) => colour ?? [0.5, 0.5, 0.5, 1])),
    axes: [],
    originM: [0, 0, 0],
    ...overrides,
  };
}

const at = (x: number, y: number, z: number, scale = 1) => [
  ...[scale, 0, 0, 0],
  ...[0, scale, 0, 0],
  ...[0, 0, scale, 0],
  ...[x, y, z, 1],
];
const element = (featureIndex: number, storey = 0): ModelFeature => ({
  featureIndex,
  storey,
  category: "element",
});
const asFeature = (id: number) => element(1_000 + id);

describe("writeModelTilesets", () => {
  let folder: string;
  let encoder: MeshEncoder;

  beforeAll(async () => {
    encoder = await openMeshEncoder();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "model-tiles-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (
    parts: ModelParts,
    featureOf: (id: number) => ModelFeature | undefined = asFeature,
    isPlain = false,
  ) => {
    const files: TileFile[] = [];
    const written = writeModelTilesets(
      parts,
      { modelToEcef: IDENTITY, featureOf, ...(isPlain ? {} : { encoder }) },
      (file) => files.push(file),
    );
    for (const { path, bytes } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    const json = (path: string) =>
      JSON.parse(new TextDecoder().decode(files.find((file) => file.path === path)!.bytes));
    return { files, written, json };
  };
  const onlyTile = async (files: readonly TileFile[]): Promise<DecodedTile> => {
    const tiles = files.filter(({ path }) => path.endsWith(".glb"));
    expect(tiles.length).toBe(1);
    return decodeTile(tiles[0]!.bytes);
  };
  const vertexOf = ({ positionsEnuM }: DecodedTile, vertex: number) => [
    ...positionsEnuM.subarray(3 * vertex, 3 * vertex + 3),
  ];
  const places = (tile: DecodedTile) =>
    new Set(
      Array.from({ length: tile.localIds.length }, (_, vertex) =>
        vertexOf(tile, vertex)
          .map((value) => Math.round(value * 1_000) + 0)
          .join(),
      ),
    );

  it("places parts to a millimetre", async () => {
    const { files } = write(aModel([{ id: 1, matrix: at(10, 20, 30, 0.5) }]));
    const tile = await onlyTile(files);
    expect(places(tile)).toEqual(
      new Set(["10000,20000,30000", "10500,20000,30000", "10000,21000,30000", "10000,20000,31500"]),
    );
    expect([...tile.featureIndices]).toEqual([1_001]);
    expect((await checkTileset(folder)).problems).toEqual([]);
  });

  it("stores coordinates as finely as the tile's size lets it, and says so", () => {
    const sizes = [1, 6, 12, 25, 200].map((size) => {
      const { written } = write(aModel([{ id: 1, matrix: at(0, 0, 0, size) }]));
      return 1 / written.positionErrorM;
    });
    expect(sizes).toEqual([16_384, 4_096, 2_048, 2_048, 2_048]);
  });

  it("keeps what a triangle shows outside, also of mirrored parts", async () => {
    const { files } = write(aModel([{ id: 1 }, { id: 2, matrix: [-1, ...IDENTITY.slice(1)] }]));
    const tile = await onlyTile(files);
    // The face in the floor (z = 0) looks down in both.
    for (let k = 0; k < tile.indices.length; k += 3) {
      const [a, b, c] = [0, 1, 2].map((corner) => vertexOf(tile, tile.indices[k + corner]!)) as number[][];
      if ([a, b, c].some((corner) => Math.abs(corner![2]!) > 1e-3)) continue;
      const z = (b![0]! - a![0]!) * (c![1]! - a![1]!) - (b![1]! - a![1]!) * (c![0]! - a![0]!);
      expect(z).toBeLessThan(0);
    }
  });

  it("parts what is seen through from what hides, under the same ids", async () => {
    const { files } = write(
      aModel([
        { id: 1, colour: [1, 0.5, 0, 1] },
        { id: 1, colour: [0, 0, 1, 0.25] },
        { id: 2, colour: [0, 0, 0, 0.25] },
      ]),
    );
    const tile = await onlyTile(files);
    const gltf = tile.gltf as unknown as {
      materials: { alphaMode?: string; doubleSided: boolean }[];
      meshes: { primitives: { material: number }[] }[];
    };
    expect(gltf.materials.map(({ alphaMode }) => alphaMode)).toEqual([undefined, "BLEND"]);
    expect(gltf.meshes[0]!.primitives.map(({ material }) => material)).toEqual([0, 1]);
    expect(tile.primitiveVertices).toEqual([4, 8]);
    expect([...tile.localIds]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
    // sRGB 0.5 is 0.21404 in linear light (IEC 61966-2-1).
    expect([...tile.colours!.subarray(0, 4)]).toEqual([65_535, Math.round(0.21404 * 65_535), 0, 65_535]);
    expect(tile.colours![4 * 4 + 3]).toBe(Math.round(0.25 * 65_535));
    expect((await checkTileset(folder)).problems).toEqual([]);
  });

  it("draws axes as tubes of their radius", async () => {
    const axes = [
      {
        partId: 7,
        points: Float64Array.of(0, 0, 0, 10, 0, 0),
        radiusM: 0.3,
        colour: [0.5, 0.5, 0.5, 1] as const,
      },
    ];
    const tile = await onlyTile(write(aModel([], { axes })).files);
    for (let vertex = 0; vertex < tile.localIds.length; vertex++) {
      const [, y, z] = vertexOf(tile, vertex);
      expect(Math.hypot(y!, z!)).toBeCloseTo(0.3, 3);
    }
    expect([...tile.featureIndices]).toEqual([1_007]);
  });

  it("gives spaces and openings tilesets of their own, and the number of its storey to each feature", async () => {
    const kinds: readonly ModelFeature[] = [
      element(0, 3),
      element(1, NO_STOREY),
      { featureIndex: 2, storey: 3, category: "space" },
      { featureIndex: 3, storey: 4, category: "opening" },
    ];
    const { files, written } = write(aModel(kinds.map((_, id) => ({ id }))), (id) => kinds[id]);
    expect(written.tilesets).toEqual({
      element: "tileset.json",
      space: "spaces.json",
      opening: "openings.json",
    });
    const seen = new Map<number, string>();
    for (const { path, bytes } of files) {
      if (!path.endsWith(".glb")) continue;
      const { featureIndices, storeys, categories } = await decodeTile(bytes);
      featureIndices.forEach((index, row) => {
        seen.set(index, `${storeys![row]} ${MODEL_CATEGORIES[categories![row]!]}`);
      });
    }
    expect([...seen].sort()).toEqual([
      [0, "3 element"],
      [1, "65535 element"],
      [2, "3 space"],
      [3, "4 opening"],
    ]);
    const checked = await checkTileset(folder, ["tileset.json", "spaces.json", "openings.json"]);
    expect(checked.problems).toEqual([]);
    expect(checked.featureIndices).toEqual([0, 1, 2, 3]);
  });

  it("leaves out parts of no feature, and writes nothing where nothing is drawn", () => {
    const { files, written } = write(aModel([{ id: 1 }]), () => undefined);
    expect(files).toEqual([]);
    expect(written).toMatchObject({ features: 0, tiles: 0, tilesets: {} });
  });

  it("moves the root by the origin, in double", () => {
    const { json } = write(aModel([{ id: 1 }], { originM: [24_525_622, 6_876_920, 125] }));
    expect(json("tileset.json").root.transform.slice(12)).toEqual([24_525_622, 6_876_920, 125, 1]);
  });

  it("cuts by storey and place, none with more than 4,096 features, small things later", async () => {
    // 10,000 posts 4 m apart on two storeys, and a 5 cm screw on each.
    const placed = Array.from({ length: 20_000 }, (_, id) => {
      const [x, y] = [4 * (id % 100), 4 * (Math.floor(id / 100) % 100)];
      return { id, matrix: at(x, y, 0, id < 10_000 ? 1 : 0.02) };
    });
    const screw = { ...CORNER, indices: Uint32Array.from({ length: 90 }, (_, k) => CORNER.indices[k % 9]!) };
    const parts = aModel(placed, {
      geometries: [CORNER, screw],
      geometryRows: Uint32Array.from(placed, ({ id }) => (id < 10_000 ? 0 : 1)),
    });
    const { json, written } = write(parts, (id) => element(id, id % 2));
    expect(written.features).toBe(20_000);
    const checked = await checkTileset(folder);
    expect(checked.problems).toEqual([]);
    expect(checked.featureIndices.length).toBe(20_000);
    const { root } = json("tileset.json") as { root: TileJson };
    const uris = new Map<string, number>();
    const visit = (tile: TileJson, errorAboveM: number) => {
      if (tile.content) uris.set(tile.content.uri, errorAboveM);
      for (const child of tile.children ?? []) visit(child, tile.geometricError);
    };
    visit(root, Number.POSITIVE_INFINITY);
    // What is missing while a tile is not there tells from how far it comes: the whole model, or things under 2 m.
    const [small, large] = [true, false].map((isSmall) =>
      [...uris].filter(([uri]) => uri.includes("small") === isSmall),
    );
    expect(small!.length).toBeGreaterThan(1);
    expect(small!.every(([, errorM]) => errorM === 2)).toBe(true);
    expect(large!.every(([, errorM]) => errorM > 150)).toBe(true);
    expect([...uris.keys()].every((uri) => /^tiles\/element-[01]/.test(uri))).toBe(true);
  });

  it("is valid glTF before compression", async () => {
    const axes = [
      { partId: 3, points: Float64Array.of(0, 0, 0, 0, 5, 0), radiusM: 0.1, colour: [1, 0, 0, 1] as const },
    ];
    // One tile of shorts, one of floats.
    const models = [
      aModel([{ id: 1 }, { id: 2, colour: [1, 1, 1, 0.5] }], { axes }),
      aModel([{ id: 1, matrix: at(0, 0, 0, 90) }]),
    ];
    for (const parts of models) {
      for (const { path, bytes } of write(parts, asFeature, true).files) {
        if (!path.endsWith(".glb")) continue;
        const { issues } = await validateBytes(bytes);
        expect(issues.messages.filter(({ severity }: { severity: number }) => severity < 2)).toEqual([]);
      }
    }
  });

  it("draws the same whatever is compressed", async () => {
    const number = fc.double({ min: -50, max: 50, noNaN: true });
    const place = fc.record({ id: fc.nat(5), matrix: fc.array(number, { minLength: 12, maxLength: 12 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 8 }), async (some) => {
        const placed = some.map(({ id, matrix: m }) => ({
          id,
          matrix: [0, 1, 2, 3].flatMap((column) => [
            ...m.slice(3 * column, 3 * column + 3),
            column === 3 ? 1 : 0,
          ]),
        }));
        const corners = async (isPlain: boolean) => {
          const tile = await onlyTile(write(aModel(placed), asFeature, isPlain).files);
          return [...tile.indices]
            .map((vertex) => [tile.localIds[vertex], ...vertexOf(tile, vertex)].join())
            .sort();
        };
        expect(await corners(false)).toEqual(await corners(true));
      }),
      { numRuns: 40 },
    );
  });
});

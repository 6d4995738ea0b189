import type { Box } from "./feature-glb.ts";
import type { Vector3 } from "./vector3.ts";

/** Each level of the tree errs by so much more than the one below: errors fall strictly towards the leaves. */
const ERROR_STEP = 1.05;

/** A tile as `tileset.json` has it. Source: 3D Tiles 1.1, OGC 22-025r4. */
interface Tile {
  readonly boundingVolume: { readonly box: readonly number[] };
  readonly geometricError: number;
  readonly refine: "ADD";
  readonly content?: { readonly uri: string };
  readonly children?: readonly Tile[];
}

/** A tile and the box, in the root's frame, round its content and that of all below it. */
export interface BuiltTile {
  readonly tile: Tile;
  readonly box: Box;
}

/** A tile's own content: where it lies and the box round it. */
export interface TileContent {
  readonly uri: string;
  readonly box: Box;
}

/** A tile with content and nothing below. */
export function buildLeaf({ uri, box }: TileContent): BuiltTile {
  const tile: Tile = {
    boundingVolume: { box: boxVolume(box) },
    geometricError: 0,
    refine: "ADD",
    content: { uri },
  };
  return { tile, box };
}

/**
 * A tile round others, empty or with content of its own: refined from where `errorM` says, and from no nearer than they
 * are.
 */
export function joinTiles(tiles: readonly BuiltTile[], errorM: number, content?: TileContent): BuiltTile {
  const boxes = tiles.map((one) => one.box);
  const box = (content ? [content.box, ...boxes] : boxes).reduce(joinBoxes);
  const below = Math.max(...tiles.map(({ tile }) => tile.geometricError));
  const tile: Tile = {
    boundingVolume: { box: boxVolume(box) },
    geometricError: roundUp(Math.max(errorM, below * ERROR_STEP)),
    refine: "ADD",
    ...(content ? { content: { uri: content.uri } } : {}),
    children: tiles.map((one) => one.tile),
  };
  return { tile, box };
}

/** The bytes of `tileset.json`. @param toEcef Root's frame → ECEF, column-major. */
export function writeTilesetJson(root: BuiltTile, toEcef: ArrayLike<number>): Uint8Array {
  const tileset = {
    asset: { version: "1.1" },
    geometricError: roundUp(root.tile.geometricError * ERROR_STEP),
    root: { ...root.tile, transform: Array.from(toEcef) },
  };
  return new TextEncoder().encode(JSON.stringify(tileset));
}

/** The box round two. */
export function joinBoxes(a: Box, b: Box): Box {
  const each = (choose: (...values: number[]) => number, p: Vector3, q: Vector3): Vector3 => [
    choose(p[0], q[0]),
    choose(p[1], q[1]),
    choose(p[2], q[2]),
  ];
  return { min: each(Math.min, a.min, b.min), max: each(Math.max, a.max, b.max) };
}

/** Centre and three half axes, as 3D Tiles writes a box. */
function boxVolume({ min, max }: Box): number[] {
  const centre = [0, 1, 2].map((k) => roundUp(((min[k] as number) + (max[k] as number)) / 2));
  // A hair's breadth more, so that neither rounding here nor float32 in a renderer puts a vertex outside.
  const half = [0, 1, 2].map((k) => roundUp(((max[k] as number) - (min[k] as number)) / 2 + 0.01));
  return [...centre, half[0] as number, 0, 0, 0, half[1] as number, 0, 0, 0, half[2] as number];
}

/** Whole millimetres: half of a large `tileset.json` would be digits. */
const roundUp = (valueM: number) => Math.ceil(valueM * 1_000) / 1_000;

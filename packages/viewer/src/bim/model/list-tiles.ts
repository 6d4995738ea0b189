import { Fault } from "@shuicheng/shared/faults";

interface Tile {
  readonly boundingVolume?: { readonly box?: readonly number[] };
  readonly content?: { readonly uri?: string };
  readonly children?: readonly Tile[];
}

/** Tiles as a tileset has them, at most; more is no model of ours. */
const MAX_TILES = 100_000;

/**
 * Paths of tiles with content, as their tileset names them, in the order in which they are worth loading: what stands above before what refines it, and of those the largest
 * first. So the first picture shows what the model is.
 *
 * @throws {Fault} `codec/corrupt` for what is no tileset.
 */
export function listTiles(tileset: object): readonly string[] {
  const { root } = tileset as { readonly root?: Tile };
  if (typeof root !== "object" || root === null) throw new Fault("codec/corrupt", "tileset: it has no root");
  const found: { readonly path: string; readonly depth: number; readonly sizeM: number }[] = [];
  const visit = (tile: Tile, depth: number): void => {
    if (found.length > MAX_TILES) throw new Fault("codec/corrupt", "tileset: it has too many tiles");
    const uri = tile.content?.uri;
    // Empty tiles above are no coarser picture: only what has content counts as a step down.
    if (uri !== undefined) found.push({ path: uri, depth, sizeM: diagonalOf(tile) });
    for (const child of tile.children ?? []) visit(child, uri === undefined ? depth : depth + 1);
  };
  visit(root, 0);
  return found.sort((a, b) => a.depth - b.depth || b.sizeM - a.sizeM).map(({ path }) => path);
}

/** Of a box as 3D Tiles writes it (centre, then three half axes), metres. */
function diagonalOf({ boundingVolume }: Tile): number {
  const box = boundingVolume?.box ?? [];
  return 2 * Math.hypot(...box.slice(3, 12));
}

/** The root's transform, column-major: the tiles' frame → ECEF. */
export function rootTransformOf(tileset: object): readonly number[] | undefined {
  const { root } = tileset as { readonly root?: { readonly transform?: readonly number[] } };
  return root?.transform;
}

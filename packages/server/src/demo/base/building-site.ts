import { type PlanePoint, STREET_SECTIONS } from "../model/index.ts";
import { createPlaneGrid, doTouch, type PlaneGrid, widened } from "../model/plane-grid.ts";
import {
  areRingsNear,
  type Bounds,
  boundsOf,
  isInRing,
  type Ring,
  ringToPieceM,
} from "../model/plane-shapes.ts";
import { gridOfPieces } from "./piece-grid.ts";
import type { RoadNetwork } from "./road-network.ts";
import type { Block } from "./trace-blocks.ts";
import type { Waters } from "./waters.ts";

/** Least distances of a wall, metres. */
const ROOM_M = { shore: 14, green: 4, railway: 24 } as const;

/** Where buildings can stand: streets, waters, parks and what was built before are kept clear. */
export interface BuildingSite {
  /** Answers whether a footprint fits into a block, `gapM` from every other building. */
  fits(block: Block, ring: Ring, gapM: number): boolean;
  /** Takes the ground. */
  build(ring: Ring): void;
}

/** Creates the site of a whole town. `greens` and `rails` are outlines and lines to keep off. */
export function createBuildingSite(
  network: RoadNetwork,
  waters: Waters,
  greens: readonly Ring[],
  rails: readonly (readonly PlanePoint[])[],
): BuildingSite {
  const buildings = createPlaneGrid<Ring>(60);
  const greenGrid = gridOf(greens);
  const railGrid = gridOfPieces(rails, 400);
  const setbackOf = (street: number) => {
    const road = network.roads[network.streets[street]?.road ?? -1];
    return road ? STREET_SECTIONS[road.roadClass].setbackM : 0;
  };
  const fences = new Map<number, Fence[]>();
  const fencesOf = (block: Block) => {
    const known = fences.get(block.index);
    if (known) return known;
    const own = block.sides.map(({ street, a, b }): Fence => {
      const gapM = setbackOf(street);
      return { a, b, gapM, box: widened(boundsOf([a, b]), gapM) };
    });
    fences.set(block.index, own);
    return own;
  };
  const isOffStreets = (block: Block, ring: Ring, box: Bounds) =>
    fencesOf(block).every(
      (fence) => !doTouch(fence.box, box) || ringToPieceM(ring, fence.a, fence.b) >= fence.gapM,
    ) && ring.every((corner) => isInRing(corner, block.ring));
  return {
    fits(block, ring, gapM) {
      const box = boundsOf(ring);
      return (
        isOffStreets(block, ring, box) &&
        !buildings.find(widened(box, gapM)).some((other) => areRingsNear(ring, other, gapM)) &&
        !waters.touches(ring, ROOM_M.shore) &&
        !greenGrid
          .find(widened(box, ROOM_M.green))
          .some((green) => areRingsNear(ring, green, ROOM_M.green)) &&
        !railGrid
          .find(widened(box, ROOM_M.railway))
          .some(([a, b]) => ringToPieceM(ring, a, b) < ROOM_M.railway)
      );
    },
    build: (ring) => buildings.add(ring, boundsOf(ring)),
  };
}

/** A side of a block, and the ground along it that stays free. */
interface Fence {
  readonly a: PlanePoint;
  readonly b: PlanePoint;
  readonly gapM: number;
  readonly box: Bounds;
}

function gridOf(rings: readonly Ring[]): PlaneGrid<Ring> {
  const grid = createPlaneGrid<Ring>(300);
  for (const ring of rings) grid.add(ring, boundsOf(ring));
  return grid;
}

import type { PlanePoint } from "../model/index.ts";
import { createPlaneGrid, widened } from "../model/plane-grid.ts";
import {
  boundsOf,
  counterClockwise,
  forEachSide,
  pointToPieceM,
  type Ring,
  ringToPieceM,
} from "../model/plane-shapes.ts";
import { indexRing } from "../model/ring-index.ts";
import { type DrawnMap, numberOf, textOf } from "./read-assets.ts";

/** A water: its outline and what stands out of it. */
export interface Water {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly kind: "lake" | "canal" | "river";
  /** Surface, metres orthometric (1985 国家高程基准). */
  readonly levelM: number;
  readonly ring: Ring;
  readonly islands: readonly Ring[];
}

/** The waters, with questions that are cheap to ask. */
export interface Waters {
  readonly all: readonly Water[];
  /** Which water covers a place. */
  findAt(point: PlanePoint): Water | undefined;
  /** Answers whether a place is in the water or nearer to a shore than `gapM`. */
  isWetOrNear(point: PlanePoint, gapM: number): boolean;
  /** Answers whether an outline is in, crosses or comes nearer than `gapM` to any water. */
  touches(ring: Ring, gapM: number): boolean;
}

/** Waters of the hand-drawn map: the lake as drawn, canal and rivers as bands round their drawn middle lines. */
export function readWaters(drawn: DrawnMap): Waters {
  return indexWaters(
    drawn.water.map((feature): Water => {
      const kind = textOf(feature, "kind") as Water["kind"];
      return {
        id: textOf(feature, "id"),
        name: textOf(feature, "name"),
        nameEn: textOf(feature, "nameEn"),
        kind,
        levelM: numberOf(feature, "levelM"),
        ring:
          kind === "lake"
            ? counterClockwise(feature.points)
            : bandAround(feature.points, numberOf(feature, "widthM") / 2),
        islands: feature.holes.map(counterClockwise),
      };
    }),
  );
}

/** A band round a line, `halfWidthM` to each side: its outline, counter-clockwise. Meant for smooth lines. */
export function bandAround(line: readonly PlanePoint[], halfWidthM: number): Ring {
  const left: PlanePoint[] = [];
  const right: PlanePoint[] = [];
  for (const [i, point] of line.entries()) {
    const before = line[i - 1] ?? point;
    const after = line[i + 1] ?? point;
    const length = Math.hypot(after[0] - before[0], after[1] - before[1]);
    const east = (-(after[1] - before[1]) / length) * halfWidthM;
    const north = ((after[0] - before[0]) / length) * halfWidthM;
    left.push([point[0] + east, point[1] + north]);
    right.push([point[0] - east, point[1] - north]);
  }
  return counterClockwise([...right, ...left.reverse()]);
}

function indexWaters(all: readonly Water[]): Waters {
  const shores = createPlaneGrid<readonly [PlanePoint, PlanePoint]>(200);
  const indexed = all.map((water) => ({
    water,
    isIn: indexRing(water.ring),
    isOnIsland: water.islands.map(indexRing),
  }));
  for (const water of all) {
    for (const ring of [water.ring, ...water.islands]) {
      forEachSide(ring, (a, b) => shores.add([a, b], boundsOf([a, b])));
    }
  }
  const findAt = (point: PlanePoint) =>
    indexed.find(({ isIn, isOnIsland }) => isIn(point) && !isOnIsland.some((isOn) => isOn(point)))?.water;
  return {
    all,
    findAt,
    isWetOrNear: (point, gapM) =>
      shores.find(widened(boundsOf([point]), gapM)).some(([a, b]) => pointToPieceM(point, a, b) < gapM) ||
      findAt(point) !== undefined,
    touches: (ring, gapM) =>
      shores.find(widened(boundsOf(ring), gapM)).some(([a, b]) => ringToPieceM(ring, a, b) < gapM) ||
      ring.some((corner) => findAt(corner) !== undefined),
  };
}

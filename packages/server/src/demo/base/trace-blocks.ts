import type { PlanePoint } from "../model/index.ts";
import { type Ring, ringAreaM2 } from "../model/plane-shapes.ts";
import type { RoadNetwork } from "./road-network.ts";

/** A side of a block: a street, seen from inside the block. */
export interface BlockSide {
  readonly street: number;
  /** On which side of the street, in the street's direction, the block lies. */
  readonly side: "left" | "right";
  readonly a: PlanePoint;
  readonly b: PlanePoint;
}

/** Ground enclosed by streets: its outline runs along their centre lines, counter-clockwise. */
export interface Block {
  readonly index: number;
  readonly ring: Ring;
  readonly sides: readonly BlockSide[];
  readonly areaM2: number;
}

/** Finds the blocks of a street network: the inner faces of its plan, in the order of their first street. */
export function traceBlocks({ junctions, streets }: RoadNetwork): Block[] {
  const turns = sortTurns({ junctions, streets });
  const seen = new Set<number>();
  const blocks: Block[] = [];
  for (let start = 0; start < 2 * streets.length; start++) {
    if (seen.has(start)) continue;
    const sides: BlockSide[] = [];
    for (let half = start; !seen.has(half); half = nextHalf(half, streets, turns)) {
      seen.add(half);
      const street = streets[half >> 1];
      if (!street) break;
      const isForward = half % 2 === 0;
      const [from, to] = isForward ? [street.from, street.to] : [street.to, street.from];
      const [a, b] = [junctions[from]?.at, junctions[to]?.at];
      if (a && b) sides.push({ street: street.index, side: isForward ? "left" : "right", a, b });
    }
    const ring = sides.map(({ a }) => a);
    const areaM2 = ringAreaM2(ring);
    if (areaM2 > 0) blocks.push({ index: blocks.length, ring, sides, areaM2 });
  }
  return blocks;
}

type Plan = Pick<RoadNetwork, "junctions" | "streets">;

/** Half-streets that leave each junction, counter-clockwise. Half 2i runs along street i, 2i + 1 against it. */
function sortTurns({ junctions, streets }: Plan): number[][] {
  const leaving: { half: number; angle: number }[][] = junctions.map(() => []);
  for (const { index, from, to } of streets) {
    const [a, b] = [junctions[from]?.at ?? [0, 0], junctions[to]?.at ?? [0, 0]];
    const angle = Math.atan2(b[1] - a[1], b[0] - a[0]);
    leaving[from]?.push({ half: 2 * index, angle });
    leaving[to]?.push({ half: 2 * index + 1, angle: angle > 0 ? angle - Math.PI : angle + Math.PI });
  }
  return leaving.map((list) => list.sort((a, b) => a.angle - b.angle).map(({ half }) => half));
}

/** The next half-street with the same ground on its left: the first one clockwise from where we came. */
function nextHalf(half: number, streets: Plan["streets"], turns: readonly (readonly number[])[]): number {
  const street = streets[half >> 1];
  const end = half % 2 === 0 ? street?.to : street?.from;
  const list = turns[end ?? -1] ?? [];
  const back = list.indexOf(half ^ 1);
  return list[(back - 1 + list.length) % list.length] ?? half;
}

import { FIRST_ALARM_RANK, type StatusMark } from "./status-mark.ts";

/** A mark on the picture: where its foot stands, CSS pixels. */
export interface PlacedMark<Owner> {
  readonly owner: Owner;
  readonly mark: StatusMark;
  readonly xPx: number;
  readonly yPx: number;
}

/** One symbol to draw: a single mark, or several under the worst of them. */
export interface SymbolCluster<Owner> {
  /** The worst member; it gives the place, the shape and the colour. */
  readonly lead: PlacedMark<Owner>;
  /** All members, worst first, lead included. Members of an alarm cluster are alarms; the rest clusters apart. */
  readonly members: readonly PlacedMark<Owner>[];
  readonly isUnacknowledged: boolean;
}

/** Two feet closer than this share one symbol: symbols are 20–48 px wide and must stay apart. */
const REACH_PX = 44;

/**
 * Groups marks that would lie on each other, worst first; equal ones in the order given, so that a camera that
 * stands still gives the same answer each frame. Alarms are grouped with alarms only, so that a count of alarms is
 * a count of alarms; a quiet mark (stale, bad, shelved) that would lie under an alarm is left out.
 *
 * Cost: O(n log n); each mark looks at nine cells of a grid.
 */
export function clusterSymbols<Owner>(marks: readonly PlacedMark<Owner>[]): SymbolCluster<Owner>[] {
  const sorted = [...marks].sort((a, b) => b.mark.rank - a.mark.rank);
  const seeds = new Map<number, MutableCluster<Owner>[]>();
  const clusters: MutableCluster<Owner>[] = [];
  for (const mark of sorted) {
    const isAlarm = mark.mark.rank >= FIRST_ALARM_RANK;
    const near = findNearest(seeds, mark);
    if (near && isAlarm === near.isAlarm) {
      near.members.push(mark);
      near.isUnacknowledged ||= mark.mark.isUnacknowledged;
      continue;
    }
    if (near) continue;
    const cluster = { lead: mark, members: [mark], isUnacknowledged: mark.mark.isUnacknowledged, isAlarm };
    clusters.push(cluster);
    const key = cellKey(cellOf(mark.xPx), cellOf(mark.yPx));
    const cell = seeds.get(key);
    if (cell) cell.push(cluster);
    else seeds.set(key, [cluster]);
  }
  return clusters;
}

interface MutableCluster<Owner> {
  readonly lead: PlacedMark<Owner>;
  readonly members: PlacedMark<Owner>[];
  isUnacknowledged: boolean;
  readonly isAlarm: boolean;
}

function findNearest<Owner>(
  seeds: ReadonlyMap<number, MutableCluster<Owner>[]>,
  { xPx, yPx }: PlacedMark<Owner>,
): MutableCluster<Owner> | undefined {
  let nearest: MutableCluster<Owner> | undefined;
  let nearestPx = REACH_PX;
  for (let column = cellOf(xPx) - 1; column <= cellOf(xPx) + 1; column++) {
    for (let row = cellOf(yPx) - 1; row <= cellOf(yPx) + 1; row++) {
      for (const cluster of seeds.get(cellKey(column, row)) ?? []) {
        const distancePx = Math.hypot(cluster.lead.xPx - xPx, cluster.lead.yPx - yPx);
        if (distancePx >= nearestPx) continue;
        nearest = cluster;
        nearestPx = distancePx;
      }
    }
  }
  return nearest;
}

const cellOf = (px: number) => Math.floor(px / REACH_PX);
/** A number, not a text: it is made nine times a mark and frame. No picture is 100,000 cells high. */
const cellKey = (column: number, row: number) => column * 100_003 + row;

import { findMinimumCover } from "@shuicheng/shared/catalogue";
import { groundAtM, type SpacePoint } from "../model/index.ts";
import { type BuriedEdge, halfHeightM } from "./buried-edge.ts";
import { buildFinding, type NetworkFinding } from "./finding.ts";
import { RISER_PLAN_M } from "./piece-geometry.ts";

/** Coordinates are rounded: as much may be missing, metres. */
const TOLERANCE_M = 0.001;

/** Where an edge lies shallowest. */
export interface LeastCover {
  /** Ground to outer top, metres. */
  readonly coverM: number;
  readonly at: SpacePoint;
}

/**
 * Least cover along an edge at the ends of its pieces, risers left out; between them the ground is as good as straight.
 *
 * @returns `undefined` for an edge that is nothing but a riser.
 */
export function findLeastCover(edge: BuriedEdge["edge"]): LeastCover | undefined {
  let least: LeastCover | undefined;
  for (let i = 1; i < edge.path.length; i++) {
    const ends = [edge.path[i - 1] as SpacePoint, edge.path[i] as SpacePoint] as const;
    if (Math.hypot(ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]) < RISER_PLAN_M) continue;
    for (const at of ends) {
      const coverM = groundAtM(at) - at[2] - halfHeightM(edge);
      if (coverM < (least?.coverM ?? Number.POSITIVE_INFINITY)) least = { coverM, at };
    }
  }
  return least;
}

/**
 * Finds an edge that lies less deep than GB 50289-2016 table 4.1.1 asks under a carriageway: a street's mains cross
 * entrances and side roads, so the stricter column holds everywhere.
 */
export function findCoverDefect(buried: BuriedEdge): NetworkFinding | undefined {
  const least = findLeastCover(buried.edge);
  const required = findMinimumCover(buried.coverKind, "carriageway");
  if (!least || !required || least.coverM >= required.value - TOLERANCE_M) return undefined;
  return buildFinding({
    ...{ code: "cover", assets: [buried.edge.id], unit: "m", at: least.at },
    ...{ actual: least.coverM, required: required.value },
  });
}

import { findMinimumDrainSlope } from "@shuicheng/shared/catalogue";
import type { NetworkEdge, SpacePoint } from "../model/index.ts";
import { type BuriedEdge, drainWallOf } from "./buried-edge.ts";
import { buildFinding, type NetworkFinding } from "./finding.ts";
import { RISER_PLAN_M } from "./piece-geometry.ts";

/** Heights are rounded: as much fall may be missing over an edge, metres. */
const TOLERANCE_M = 0.002;

/** Fall of an edge in the direction from → to, risers (drops in a manhole) left out. */
export interface EdgeFall {
  readonly fallM: number;
  readonly planM: number;
}

/** Fall and plan length of an edge; `undefined` for one that is nothing but a riser. */
export function findFall({ path }: Pick<NetworkEdge, "path">): EdgeFall | undefined {
  let fallM = 0;
  let planM = 0;
  for (let i = 1; i < path.length; i++) {
    const [a, b] = [path[i - 1] as SpacePoint, path[i] as SpacePoint];
    const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (lengthM < RISER_PLAN_M) continue;
    fallM += a[2] - b[2];
    planM += lengthM;
  }
  return planM > 0 ? { fallM, planM } : undefined;
}

/** Least slope of a drain by GB 50014-2021, metres per metre; `undefined` for what does not flow by gravity. */
export function leastSlopeOf({ kind, edge }: BuriedEdge): number | undefined {
  if ((kind !== "storm" && kind !== "sewage") || isPressureMain(edge)) return undefined;
  return findMinimumDrainSlope({ kind, diameterMm: edge.diameterMm, wall: drainWallOf(edge) }).value;
}

/** Finds a drain that falls too little, or the wrong way, from its `from` to its `to` node. Slopes in ‰. */
export function findSlopeDefect(buried: BuriedEdge): NetworkFinding | undefined {
  const least = leastSlopeOf(buried);
  const fall = findFall(buried.edge);
  if (least === undefined || !fall || fall.fallM >= least * fall.planM - TOLERANCE_M) return undefined;
  const { path, id } = buried.edge;
  const [start, end] = [path[0] as SpacePoint, path[path.length - 1] as SpacePoint];
  const actual = (fall.fallM / fall.planM) * 1000;
  return buildFinding({
    ...{ code: "slope", assets: [id], actual, required: least * 1000, unit: "‰" },
    at: [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2],
  });
}

function isPressureMain({ attributes, class: edgeClass }: NetworkEdge): boolean {
  return edgeClass.includes("pressure") || attributes.flow?.value === "压力";
}

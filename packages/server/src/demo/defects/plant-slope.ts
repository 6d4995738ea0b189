import type { SpacePoint } from "../model/index.ts";
import { findBuriedEdge } from "./buried-edge.ts";
import { findFall, leastSlopeOf } from "./check-slope.ts";
import { findOnly, isMinor, judgeEdge, type Planter } from "./planting.ts";
import { withPath, withSlope } from "./reshape-edge.ts";

/** Least and greatest plan length of a reach that sags, metres. */
const REACH_M = { min: 20, max: 80 } as const;

/** A reach between two manholes that has settled: its lower end stands so high that it falls too little, or the wrong way. */
export const PLANT_SLOPE: Planter = {
  code: "slope",
  count: 10,
  suits: (candidate) =>
    isMinor(candidate) &&
    candidate.edge.role === "distribution" &&
    (candidate.kind === "storm" || candidate.kind === "sewage") &&
    candidate.edge.path.length === 2,
  plant(city, { kind, edge }, random) {
    const buried = findBuriedEdge(kind, edge);
    const least = buried && leastSlopeOf(buried);
    const fall = findFall(edge);
    if (least === undefined || !fall || fall.planM < REACH_M.min || fall.planM > REACH_M.max)
      return undefined;
    const slope = random.chance(0.3) ? -random.between(0.2, 0.6) * least : random.between(0.1, 0.6) * least;
    const [start, end] = [edge.path[0], edge.path[edge.path.length - 1]] as [SpacePoint, SpacePoint];
    const lifted: SpacePoint = [end[0], end[1], start[2] - slope * fall.planM];
    const flat = withSlope(withPath(edge, [start, lifted]), slope);
    const defect = findOnly(judgeEdge(city, kind, flat), "slope");
    return defect && { kind, edges: [flat], nodes: [], defect };
  },
};

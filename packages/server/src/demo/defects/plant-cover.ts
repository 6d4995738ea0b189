import { findMinimumCover } from "@shuicheng/shared/catalogue";
import { findBuriedEdge } from "./buried-edge.ts";
import { findLeastCover } from "./check-cover.ts";
import { findOnly, isMinor, judgeEdge, PLIABLE_KINDS, type Planter } from "./planting.ts";
import { bulgePath, longPieces, withPath } from "./reshape-edge.ts";

/** Plan length of the ramps at both ends of the raised stretch, metres. */
const RAMP_M = 1;
/** Least plan length of a piece that is raised, metres. */
const LEAST_PIECE_M = 8;

/** A main of a small street that lies too shallow over most of its length: the road above it was lowered, or it was laid in haste. */
export const PLANT_COVER: Planter = {
  code: "cover",
  count: 10,
  suits: (candidate) =>
    isMinor(candidate) && candidate.edge.role === "distribution" && PLIABLE_KINDS.includes(candidate.kind),
  plant(city, { kind, edge }, random) {
    const buried = findBuriedEdge(kind, edge);
    const coverM = findLeastCover(edge)?.coverM;
    const requiredM = buried && findMinimumCover(buried.coverKind, "carriageway")?.value;
    const pieces = longPieces(edge.path, LEAST_PIECE_M);
    if (coverM === undefined || requiredM === undefined || pieces.length === 0) return undefined;
    const { piece, lengthM } = random.pick(pieces);
    const wantedM = Math.round(requiredM * random.between(0.45, 0.85) * 100) / 100;
    const path = bulgePath(edge.path, {
      ...{ piece, fromM: RAMP_M + 0.5, toM: lengthM - RAMP_M - 0.5, rampM: RAMP_M, rightM: 0 },
      upM: coverM - wantedM,
    });
    if (!path) return undefined;
    const raised = withPath(edge, path);
    const defect = findOnly(judgeEdge(city, kind, raised), "cover");
    return defect && { kind, edges: [raised], nodes: [], defect };
  },
};

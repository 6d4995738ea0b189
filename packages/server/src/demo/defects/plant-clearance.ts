import type { Random } from "../model/index.ts";
import type { NetworkFinding } from "./finding.ts";
import {
  type Candidate,
  findOnly,
  isMinor,
  judgeEdge,
  PLIABLE_KINDS,
  type Planter,
  type Planting,
  type SoundCity,
} from "./planting.ts";
import { type Bulge, bulgePath, longPieces, withPath } from "./reshape-edge.ts";

/** How a pipe is bulged towards its neighbours until it comes too near to one. */
interface Approach {
  readonly code: "clearance-horizontal" | "clearance-vertical";
  /** Full length of the bulge and of a ramp, metres. */
  readonly lengthM: number;
  rampM(reachM: number): number;
  /** How far it goes at most, and in what steps, metres. */
  readonly farthestM: number;
  readonly stepM: number;
  /** Share of the required clearance that is missing in the end. */
  readonly missing: readonly [least: number, most: number];
  bulge(reachM: number): Pick<Bulge, "rightM" | "upM">;
}

/** A main that was led round something and came too near to the next: a sidestep of at least 4 m in a small street. */
export const PLANT_HORIZONTAL: Planter = {
  code: "clearance-horizontal",
  count: 12,
  suits: (candidate) =>
    isMinor(candidate) && candidate.edge.role === "distribution" && PLIABLE_KINDS.includes(candidate.kind),
  plant(city, candidate, random) {
    const side = random.chance(0.5) ? 1 : -1;
    return approach(city, candidate, random, {
      code: "clearance-horizontal",
      lengthM: 4 + random.next() * 2,
      // At 45° a ramp is no neighbour side by side.
      rampM: (reachM) => reachM,
      ...{ farthestM: 3.5, stepM: 0.1, missing: [0.25, 0.7] },
      bulge: (reachM) => ({ rightM: reachM * side, upM: 0 }),
    });
  },
};

/** A connection that passes too near above or below what it crosses. */
export const PLANT_VERTICAL: Planter = {
  code: "clearance-vertical",
  count: 8,
  suits: (candidate) =>
    isMinor(candidate) && candidate.edge.role === "service" && PLIABLE_KINDS.includes(candidate.kind),
  plant(city, candidate, random) {
    const side = random.chance(0.75) ? 1 : -1;
    return approach(city, candidate, random, {
      code: "clearance-vertical",
      lengthM: 1.6,
      rampM: () => 1.5,
      ...{ farthestM: 0.9, stepM: 0.03, missing: [0.3, 0.8] },
      bulge: (reachM) => ({ rightM: 0, upM: reachM * side }),
    });
  },
};

function approach(
  city: SoundCity,
  candidate: Candidate,
  random: Random,
  how: Approach,
): Planting | undefined {
  const { kind, edge } = candidate;
  const pieces = longPieces(edge.path, how.lengthM + 2 * how.rampM(how.stepM) + 1);
  if (pieces.length === 0) return undefined;
  const { piece, lengthM } = random.pick(pieces);
  const middleM = random.between(0.3, 0.7) * lengthM;
  const [fromM, toM] = [middleM - how.lengthM / 2, middleM + how.lengthM / 2];
  const moved = (reachM: number) => {
    const rampM = how.rampM(reachM);
    const path = bulgePath(edge.path, { piece, fromM, toM, rampM, ...how.bulge(reachM) });
    return path && withPath(edge, path);
  };
  for (let reachM = how.stepM; reachM <= how.farthestM; reachM += how.stepM) {
    const first = moved(reachM);
    if (!first) return undefined;
    const findings = judgeEdge(city, kind, first);
    if (findings.length === 0) continue;
    const touched = findOnly(findings, how.code);
    if (!touched) return undefined;
    const furtherM = missingM(touched, random.between(...how.missing));
    const last = moved(reachM + furtherM);
    const defect = last && findOnly(judgeEdge(city, kind, last), how.code);
    return last && defect && isSamePair(defect, touched)
      ? { kind, edges: [last], nodes: [], defect }
      : undefined;
  }
  return undefined;
}

/** How much nearer a pipe has to come for a share of the required clearance to be missing, metres. */
function missingM({ actual = 0, required = 0 }: NetworkFinding, share: number): number {
  return Math.max(0, actual - required * (1 - share));
}

const isSamePair = (a: NetworkFinding, b: NetworkFinding) => a.assets.every((id) => b.assets.includes(id));

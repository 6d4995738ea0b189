import { planDistanceM, type SpacePoint, type Town, type UtilityNetwork } from "../model/index.ts";
import { createObstacleIndex, type ObstacleIndex } from "./gravity-crossings.ts";
import { highestDrainTopM } from "./gravity-edges.ts";
import type { DrainNode, DrainPiece } from "./gravity-layout.ts";
import { pathLengthM } from "./gravity-layout.ts";
import {
  type GravityProfile,
  type ProfilePiece,
  solveGravityProfile,
  type TopLimit,
} from "./gravity-profile.ts";
import type { DrainSize } from "./gravity-sizes.ts";
import { type LateralPlan, limitsBelow } from "./sewage-laterals.ts";
import type { SewerLayout } from "./sewage-layout.ts";

/**
 * A station is built where it serves for long, and otherwise only before a trench becomes too deep to dig. With a lift
 * of 1.5 m over 300 m from 8 m on, the town had 88 stations instead of 14.
 */
const LIFTS = [
  { deepestM: 9.5, gainM: 4.5, aheadM: 1000 },
  { deepestM: 10.6, gainM: 1.5, aheadM: 100 },
] as const;
/** Pressure sewers end this far below ground, m (soffit). */
const FORCE_END_DEPTH_M = 1.1;

/** Widest sewer's half, m: how far beyond its end a storm drain still lies over a sewer beside it. */
const SEWER_HALF_M = 0.9;

/** Everything of the storm drains that a sewer may have to pass below, each as long as its shadow is. */
export function indexStorm(storm: UtilityNetwork): ObstacleIndex {
  const index = createObstacleIndex();
  for (const { path, section } of storm.edges) {
    const halfHeightM = (section.shape === "round" ? section.outerDiameterM : section.heightM) / 2;
    for (let i = 1; i < path.length; i++) {
      const [a, b] = [path[i - 1] as SpacePoint, path[i] as SpacePoint];
      const lengthM = planDistanceM(a, b);
      if (lengthM < RISER_PLAN_M) continue;
      const share = (halfHeightM + SEWER_HALF_M) / lengthM;
      index.add({ a: between(a, b, -share), b: between(a, b, 1 + share), halfHeightM });
    }
  }
  return index;
}

/** Shorter than this in plan it is a gully's shaft, which no sewer passes below, m. */
const RISER_PLAN_M = 0.2;

/** The point on the line through two others: a at 0, b at 1. */
function between(a: SpacePoint, b: SpacePoint, share: number): SpacePoint {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** A sewer's size and least fall. */
export interface SizedSewer {
  readonly size: DrainSize;
  /** m per m. */
  readonly slope: number;
  /** Pumped over a bridge. */
  readonly isForced: boolean;
}

/**
 * Finds the levels of all sewers: below the storm drains that they cross, low enough for every connection, lifted where
 * they would come too deep.
 */
export function solveSewerLevels(at: {
  readonly layout: SewerLayout;
  readonly sewers: readonly SizedSewer[];
  readonly laterals: readonly LateralPlan[];
  readonly storm: ObstacleIndex;
}): GravityProfile {
  const { layout, sewers, laterals, storm } = at;
  const connectionsM = new Map<number, number>();
  for (const [i, { endSoffitM }] of laterals.entries()) {
    const node = layout.lateralNodes[i] ?? -1;
    connectionsM.set(node, Math.min(connectionsM.get(node) ?? Number.POSITIVE_INFINITY, endSoffitM));
  }
  const pieces = layout.pieces.map((piece, i): ProfilePiece => {
    const { size, slope, isForced } = sewers[i] as SizedSewer;
    const profile = {
      ...{ from: piece.from, to: piece.to, lengthM: piece.lengthM, slope },
      ...{ innerM: size.innerM, outerM: size.outerM },
    };
    if (isForced) {
      const endM = (layout.nodes[piece.to]?.groundM ?? 0) - FORCE_END_DEPTH_M;
      return { ...profile, limits: [], forcedSoffitM: endM };
    }
    const wallM = (size.outerM - size.innerM) / 2;
    const connectionM = connectionsM.get(piece.from);
    const limits = limitsOf(layout.nodes, piece, storm);
    if (connectionM !== undefined) limits.push({ atM: 0, topM: connectionM + wallM });
    return { ...profile, limits };
  });
  return solveGravityProfile(layout.nodes.length, pieces, {
    rules: LIFTS,
    groundM: (node) => layout.nodes[node]?.groundM ?? 0,
  });
}

function limitsOf(nodes: readonly DrainNode[], piece: DrainPiece, storm: ObstacleIndex): TopLimit[] {
  const topM = (node: number) => highestDrainTopM(nodes[node]?.groundM ?? 0);
  const limits: TopLimit[] = [
    { atM: 0, topM: topM(piece.from) },
    { atM: piece.lengthM, topM: topM(piece.to) },
  ];
  for (let i = 1; i < piece.path.length; i++) {
    const [a, b] = [piece.path[i - 1], piece.path[i]];
    if (!a || !b) continue;
    const beforeM = pathLengthM(piece.path.slice(0, i));
    for (const { atM, topM: top } of limitsBelow(storm, a, b)) limits.push({ atM: beforeM + atM, topM: top });
  }
  return limits;
}

/** Whether a street is a bridge. */
export const isBridge = (town: Town, street: number | undefined): boolean =>
  street !== undefined && (town.streets[street]?.isBridge ?? false);

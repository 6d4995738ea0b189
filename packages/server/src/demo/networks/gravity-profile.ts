import { orderDownstream } from "./gravity-order.ts";

/** A place along a piece of drain that its outer top must not rise above. */
export interface TopLimit {
  /** From the piece's upper end, m. */
  readonly atM: number;
  /** Highest outer top there, m orthometric. */
  readonly topM: number;
}

/** A straight drain between two manholes. */
export interface ProfilePiece {
  /** Upper and lower node, by number. Each node has at most one piece that leaves it. */
  readonly from: number;
  readonly to: number;
  readonly lengthM: number;
  /** Fall, m per m. */
  readonly slope: number;
  readonly innerM: number;
  readonly outerM: number;
  readonly limits: readonly TopLimit[];
  /** A pressure main: water is pumped into it at `from` and leaves it at this soffit, m orthometric. */
  readonly forcedSoffitM?: number;
}

/** When a pump lifts what has come too deep: where one of these holds. */
interface LiftRule {
  /** Deepest invert that needs no lift, m below ground. */
  readonly deepestM: number;
  /** A lift is worth building from this height on, m… */
  readonly gainM: number;
  /** …if it lasts over this length downstream, m. */
  readonly aheadM: number;
}

/** Lifts on the way. */
interface Lifting {
  /** By node: ground, m orthometric. */
  readonly groundM: (node: number) => number;
  readonly rules: readonly LiftRule[];
}

/** Levels of each piece, m orthometric. */
export interface GravityProfile {
  /** Inverts by piece: inner bottoms at the ends. */
  readonly upperInvertM: Float64Array;
  readonly lowerInvertM: Float64Array;
  /** Nodes where a pump lifts, in order downstream. */
  readonly lifts: readonly number[];
}

/**
 * Finds the highest profile that keeps all limits: each piece falls at its slope, begins no higher than what arrives
 * (soffits matched, 管顶平接, so that no pipe backs up into a smaller one), and lies below each of its limits. Where it then
 * lies deeper than a rule of `lifting` allows, and a lift gains enough, a pump raises it to its limits.
 *
 * @throws {RangeError} for a cycle, or when two pieces leave one node.
 */
export function solveGravityProfile(
  nodeCount: number,
  pieces: readonly ProfilePiece[],
  lifting?: Lifting,
): GravityProfile {
  const { outgoing, order } = orderDownstream(nodeCount, pieces);
  const arrivingM = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
  const upperInvertM = new Float64Array(pieces.length);
  const lowerInvertM = new Float64Array(pieces.length);
  const lifts: number[] = [];
  for (const index of order) {
    const piece = pieces[index] as ProfilePiece;
    const arrivesM = arrivingM[piece.from] ?? Number.POSITIVE_INFINITY;
    const highestM = highestSoffitM(piece);
    let soffitM = Math.min(arrivesM, highestM);
    if (piece.forcedSoffitM !== undefined) {
      soffitM = piece.forcedSoffitM;
      lifts.push(piece.from);
    } else if (
      lifting?.rules.some((rule) => isLiftWorth({ piece, soffitM, lifting, rule, pieces, outgoing }))
    ) {
      soffitM = highestM;
      lifts.push(piece.from);
    }
    const fallM = piece.forcedSoffitM === undefined ? piece.slope * piece.lengthM : 0;
    upperInvertM[index] = soffitM - piece.innerM;
    lowerInvertM[index] = soffitM - piece.innerM - fallM;
    arrivingM[piece.to] = Math.min(arrivingM[piece.to] ?? Number.POSITIVE_INFINITY, soffitM - fallM);
  }
  return { upperInvertM, lowerInvertM, lifts };
}

/** Highest soffit at the upper end with which a piece keeps its own limits, m orthometric. */
export function highestSoffitM({
  limits,
  slope,
  innerM,
  outerM,
}: Pick<ProfilePiece, "limits" | "slope" | "innerM" | "outerM">): number {
  const wallM = (outerM - innerM) / 2;
  return limits.reduce((least, { atM, topM }) => Math.min(least, topM - wallM + slope * atM), Infinity);
}

function isLiftWorth(at: {
  readonly piece: ProfilePiece;
  readonly soffitM: number;
  readonly lifting: Lifting;
  readonly rule: LiftRule;
  readonly pieces: readonly ProfilePiece[];
  readonly outgoing: Int32Array;
}): boolean {
  const { piece, soffitM, lifting, rule, pieces, outgoing } = at;
  if (lifting.groundM(piece.from) - (soffitM - piece.innerM) <= rule.deepestM) return false;
  let highestM = Number.POSITIVE_INFINITY;
  let fallenM = 0;
  let walkedM = 0;
  for (let next: ProfilePiece | undefined = piece; next !== undefined && walkedM < rule.aheadM; ) {
    if (next.forcedSoffitM !== undefined) break;
    highestM = Math.min(highestM, highestSoffitM(next) + fallenM);
    fallenM += next.slope * next.lengthM;
    walkedM += next.lengthM;
    next = pieces[outgoing[next.to] ?? -1];
  }
  return highestM - soffitM >= rule.gainM;
}

import { groundAtM, type NetworkEdge, type SpacePoint, spaceLengthM } from "../model/index.ts";
import { halfHeightM } from "./buried-edge.ts";

/** A bulge put into a straight piece: where it is full, how far it stands off, and the ramps that lead to it. */
export interface Bulge {
  /** Index of the piece in the path: from point `piece` to the next. */
  readonly piece: number;
  /** From the piece's start, metres in plan. */
  readonly fromM: number;
  readonly toM: number;
  /** Plan length of each ramp, before `fromM` and after `toM`. */
  readonly rampM: number;
  /** To the right of the piece, metres. */
  readonly rightM: number;
  readonly upM: number;
}

/**
 * A path with a bulge in one of its straight pieces; its ends and bends stay.
 *
 * @returns `undefined` where the piece is too short for the bulge and its ramps.
 */
export function bulgePath(path: readonly SpacePoint[], bulge: Bulge): SpacePoint[] | undefined {
  const [a, b] = [path[bulge.piece], path[bulge.piece + 1]];
  if (!a || !b) return undefined;
  const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (bulge.fromM - bulge.rampM < 0 || bulge.toM + bulge.rampM > lengthM) return undefined;
  const right = [(b[1] - a[1]) / lengthM, (a[0] - b[0]) / lengthM] as const;
  const at = (stationM: number, share: number): SpacePoint => {
    const along = stationM / lengthM;
    return [
      a[0] + (b[0] - a[0]) * along + right[0] * bulge.rightM * share,
      a[1] + (b[1] - a[1]) * along + right[1] * bulge.rightM * share,
      a[2] + (b[2] - a[2]) * along + bulge.upM * share,
    ];
  };
  return [
    ...path.slice(0, bulge.piece + 1),
    at(bulge.fromM - bulge.rampM, 0),
    at(bulge.fromM, 1),
    at(bulge.toM, 1),
    at(bulge.toM + bulge.rampM, 0),
    ...path.slice(bulge.piece + 1),
  ];
}

/**
 * A path that stops short of one of its ends by a plan length, risers on the way left out with it.
 *
 * @returns `undefined` where nothing worth the name is left.
 */
export function trimPath(
  path: readonly SpacePoint[],
  end: "from" | "to",
  byM: number,
): SpacePoint[] | undefined {
  const points = end === "from" ? path : path.toReversed();
  let leftM = byM;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1] as SpacePoint, points[i] as SpacePoint];
    const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (lengthM <= leftM + LEAST_REST_M) {
      leftM -= Math.min(leftM, lengthM);
      continue;
    }
    const share = leftM / lengthM;
    const cut: SpacePoint = [
      a[0] + (b[0] - a[0]) * share,
      a[1] + (b[1] - a[1]) * share,
      a[2] + (b[2] - a[2]) * share,
    ];
    const rest = [cut, ...points.slice(i)];
    return end === "from" ? rest : rest.reverse();
  }
  return undefined;
}

/** A piece shorter than this is not worth keeping, metres. */
const LEAST_REST_M = 0.5;

/** An edge on another path, with its length and cover measured again. */
export function withPath(edge: NetworkEdge, path: readonly SpacePoint[]): NetworkEdge {
  const depthsM = path.map((point) => groundAtM(point) - point[2]);
  return {
    ...edge,
    path,
    lengthM: spaceLengthM(path),
    coverM: Math.min(...depthsM) - halfHeightM(edge),
  };
}

/** A drain that says another slope, metres per metre; surveys write ‰. */
export function withSlope(edge: NetworkEdge, slope: number): NetworkEdge {
  return {
    ...edge,
    attributes: { ...edge.attributes, slope: { value: Math.round(slope * 1e6) / 1e3, unit: "‰" } },
  };
}

/** A path's straight pieces of at least a plan length, by the index of their first point. */
export function longPieces(
  path: readonly SpacePoint[],
  leastM: number,
): { piece: number; lengthM: number }[] {
  return path.slice(1).flatMap((b, piece) => {
    const a = path[piece] as SpacePoint;
    const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
    return lengthM >= leastM ? [{ piece, lengthM }] : [];
  });
}

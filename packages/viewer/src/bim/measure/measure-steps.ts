import type { MeasureMode, Measurement } from "../../client/inspector/cuts/measure-store.ts";
import type { Triple } from "../stage/stage-contract.ts";
import { addTriples, distanceBetween, meanOf, middleOf, scaleTriple, tripleAt } from "../triangles/triple.ts";
import type { ElementShape } from "./element-shapes.ts";
import { volumeOf } from "./element-volume.ts";
import type { Snap } from "./find-snap.ts";
import { flatRegionAt } from "./flat-region.ts";
import {
  angleAtDeg,
  betweenEdgesDeg,
  betweenPoints,
  chainLengthM,
  polygonAreaM2,
  toPlane,
} from "./measurements.ts";

/** A click of the measuring tool. */
export interface Taken {
  readonly snap: Snap;
  /** Of the face that was met, unit length. */
  readonly normal: Triple;
  readonly shape: ElementShape | undefined;
  /** Number of the triangle within its element. */
  readonly triangle: number;
  readonly model: string;
  readonly row: number;
}

/** What a measurement is before it has a number and a name. */
export type Found = Pick<Measurement, "value" | "lines" | "labelM">;

/**
 * What clicks so far come to: a measurement; `more` where another click is needed; `none` where nothing can be measured
 * (a point twice, no edge, an element with too many triangles).
 */
export function measureTaken(mode: MeasureMode, taken: readonly Taken[]): Found | "more" | "none" {
  const [first, second, third] = taken;
  if (!first) return "more";
  switch (mode) {
    case "chain":
      return chainSoFar(taken);
    case "edge":
      return ofEdge(first);
    case "area":
      return ofFace(first);
    case "volume":
      return ofElement(first);
    case "distance":
    case "height":
    case "perpendicular":
      return second ? ofTwo(mode, first, second) : "more";
    default:
      return ofAngle(first, second, third);
  }
}

/** Points that lie this near are one, metres. */
const SAME_POINT_M = 1e-4;

/** A chain goes on until its first point is taken again, which closes it, or its last one, which ends it. */
function chainSoFar(taken: readonly Taken[]): Found | "more" {
  const points = taken.map(({ snap }) => snap.pointM);
  const last = points.at(-1) as Triple;
  const isAt = (other: Triple | undefined) => other && distanceBetween(last, other) < SAME_POINT_M;
  if (points.length > 3 && isAt(points[0])) return chainOf(points.slice(0, -1), true);
  if (points.length > 2 && isAt(points.at(-2))) return chainOf(points.slice(0, -1), false);
  return "more";
}

/** What a chain of points comes to; two at least, three where it is closed. */
export function chainOf(points: readonly Triple[], isClosed: boolean): Found {
  const ends = isClosed ? [...points, points[0] as Triple] : points;
  return {
    value: {
      mode: "chain",
      lengthM: chainLengthM(points, isClosed),
      areaM2: isClosed ? polygonAreaM2(points) : undefined,
    },
    lines: ends.slice(1).map((point, at) => [ends[at] as Triple, point] as const),
    labelM: isClosed ? meanOf(points) : (points[Math.floor(points.length / 2)] as Triple),
  };
}

function ofEdge({ snap: { edge } }: Taken): Found | "none" {
  return edge ? lengthBetween("edge", edge.fromM, edge.toM) : "none";
}

function lengthBetween(
  mode: "distance" | "edge" | "perpendicular",
  fromM: Triple,
  toM: Triple,
): Found | "none" {
  const { distanceM, deltaM } = betweenPoints(fromM, toM);
  if (distanceM < 1e-6) return "none";
  return {
    value: { mode, lengthM: distanceM, deltaM },
    lines: [[fromM, toM]],
    labelM: middleOf(fromM, toM),
  };
}

function ofTwo(mode: "distance" | "height" | "perpendicular", first: Taken, second: Taken): Found | "none" {
  const [from, to] = [first.snap.pointM, second.snap.pointM];
  if (mode === "distance") return lengthBetween(mode, from, to);
  if (mode === "perpendicular") {
    const { footM } = toPlane(to, { pointM: from, normal: first.normal });
    return lengthBetween(mode, footM, to);
  }
  const corner: Triple = [to[0], to[1], from[2]];
  const riseM = to[2] - from[2];
  return {
    value: { mode, riseM },
    lines: [
      [from, corner],
      [corner, to],
    ],
    labelM: middleOf(corner, to),
  };
}

function ofAngle(first: Taken, second: Taken | undefined, third: Taken | undefined): Found | "more" | "none" {
  if (!second) return "more";
  const [one, other] = [edgeOf(first), edgeOf(second)];
  if (one && other) {
    const angleDeg = betweenEdgesDeg(one, other);
    if (angleDeg === undefined) return "none";
    return {
      value: { mode: "angle", angleDeg },
      lines: [
        [one.fromM, one.toM],
        [other.fromM, other.toM],
      ],
      labelM: middleOf(first.snap.pointM, second.snap.pointM),
    };
  }
  if (!third) return "more";
  const apex = second.snap.pointM;
  const angleDeg = angleAtDeg(apex, first.snap.pointM, third.snap.pointM);
  if (angleDeg === undefined) return "none";
  return {
    value: { mode: "angle", angleDeg },
    lines: [
      [apex, first.snap.pointM],
      [apex, third.snap.pointM],
    ],
    labelM: apex,
  };
}

/** Two edges make an angle only where both were meant as edges and not as corners. */
const edgeOf = ({ snap }: Taken) => (snap.kind === "edge" ? snap.edge : undefined);

function ofFace({ shape, triangle, snap }: Taken): Found | "none" {
  const face = shape && flatRegionAt(shape.welded, triangle);
  return face
    ? { value: { mode: "area", areaM2: face.areaM2 }, lines: face.outline, labelM: snap.pointM }
    : "none";
}

function ofElement({ shape }: Taken): Found | "none" {
  if (!shape) return "none";
  const { pointsM } = shape.welded;
  let sum: Triple = [0, 0, 0];
  for (let at = 0; at < pointsM.length; at += 3) sum = addTriples(sum, tripleAt(pointsM, at));
  return {
    value: { mode: "volume", ...volumeOf(shape.welded), stated: [] },
    lines: shape.edges.map(({ fromM, toM }) => [fromM, toM] as const),
    labelM: scaleTriple(sum, 3 / Math.max(1, pointsM.length)),
  };
}

import type { MeasureMode, Measurement } from "../../client/inspector/measure-store.ts";
import type { Triple } from "../stage/stage-contract.ts";
import { addTriples, middleOf, scaleTriple, tripleAt } from "../triangles/triple.ts";
import type { ElementShape } from "./element-shapes.ts";
import { volumeOf } from "./element-volume.ts";
import type { Snap } from "./find-snap.ts";
import { flatRegionAt } from "./flat-region.ts";
import { angleAtDeg, betweenEdgesDeg, betweenPoints, toPlane } from "./measurements.ts";

/** A click of the measuring tool. */
export interface Taken {
  readonly snap: Snap;
  /** Of the face that was met, unit length. */
  readonly normal: Triple;
  readonly shape: ElementShape | undefined;
  /** Number of the triangle within its element. */
  readonly triangle: number;
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

function ofEdge({ snap: { edge } }: Taken): Found | "none" {
  return edge ? lengthBetween("edge", edge.fromM, edge.toM) : "none";
}

function lengthBetween(
  mode: "distance" | "edge" | "perpendicular",
  fromM: Triple,
  toM: Triple,
): Found | "none" {
  const { distanceM, levelM, riseM } = betweenPoints(fromM, toM);
  if (distanceM < 1e-6) return "none";
  return {
    value: { mode, lengthM: distanceM, levelM, riseM },
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
  const { riseM } = betweenPoints(from, to);
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
    value: { mode: "volume", ...volumeOf(shape.welded) },
    lines: shape.edges.map(({ fromM, toM }) => [fromM, toM] as const),
    labelM: scaleTriple(sum, 3 / Math.max(1, pointsM.length)),
  };
}

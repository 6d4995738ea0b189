import { add, cross, lengthOf, scale, subtract, type Vector3 } from "../../../tiles/index.ts";
import { arcThrough } from "./conic-curves.ts";
import type { FileUnits } from "./file-units.ts";
import type { InnerCurve } from "./inner-curve.ts";
import {
  listOf,
  numberOf,
  type RecordReader,
  refOf,
  tripleFrom,
  tripleOf,
  typedNameOf,
} from "./record-reader.ts";

/** The other way round. */
export const turnedIf = (isTurned: boolean, points: Vector3[] | undefined) =>
  isTurned ? points?.toReversed() : points;

/** Pieces one after the other without the joint twice; undefined where none is understood. */
export function joinPieces(pieces: readonly (Vector3[] | undefined)[]): Vector3[] | undefined {
  const joined: Vector3[] = [];
  for (const piece of pieces) {
    const [first, last] = [piece?.[0], joined.at(-1)];
    const isJoint = first && last && lengthOf(subtract(first, last)) < 1e-9 * (1 + lengthOf(last));
    joined.push(...(piece ?? []).slice(isJoint ? 1 : 0));
  }
  return joined.length > 1 ? joined : undefined;
}

/** IfcOffsetCurve2D and 3D `(BasisCurve, Distance, SelfIntersect, RefDirection)`; each corner moves along the bisector of its neighbours. */
export function offsetCurve(reader: RecordReader, id: number, inner: InnerCurve): Vector3[] | undefined {
  const [basis, distanceValue, , direction] = reader.argumentsOf(id);
  const points = inner(refOf(basis));
  const distance = numberOf(distanceValue);
  const normal: Vector3 = tripleOf(reader, refOf(direction)) ?? [0, 0, 1];
  // In the plane a positive offset lies to the left; in space to the side of RefDirection × tangent: the same.
  return points?.map((point, k) => {
    const tangent = subtract(
      points[Math.min(k + 1, points.length - 1)] as Vector3,
      points[Math.max(k - 1, 0)] as Vector3,
    );
    const side = cross(normal, tangent);
    const length = lengthOf(side);
    return length > 0 ? add(point, scale(side, distance / length)) : point;
  });
}

/** IfcIndexedPolyCurve `(Points, Segments, SelfIntersect)`. */
export function indexedPolyCurve(reader: RecordReader, id: number, units: FileUnits): Vector3[] | undefined {
  const [list, segmentValue] = reader.argumentsOf(id);
  const points = listOf(reader.argumentsOf(refOf(list))[0]).map(tripleFrom);
  if (points.some((point) => point === undefined)) return undefined;
  const known = points as Vector3[];
  const segments = listOf(segmentValue);
  if (segments.length === 0) return known;
  const pieces = segments.map((segment) => {
    const value =
      typeof segment === "object" && segment !== null && "typed" in segment ? segment.value : null;
    const corners = listOf(value).flatMap((index) => {
      const corner = known[numberOf(index) - 1];
      return corner ? [corner] : [];
    });
    const [a, b, c] = corners;
    return typedNameOf(segment) === "IFCARCINDEX" && a && b && c
      ? arcThrough(a, b, c, units.lengthM)
      : corners;
  });
  return joinPieces(pieces);
}

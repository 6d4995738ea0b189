import { type Mesh, MeshBuilder } from "./mesh.ts";
import {
  add,
  cross,
  dot,
  lengthOf,
  normalize,
  perpendicularTo,
  reflect,
  scale,
  subtract,
  type Vector3,
} from "./vector3.ts";

/** Eight sides read as round at any distance a pipe is looked at from; twelve cost half as much again. */
export const DEFAULT_TUBE_SIDES = 8;

/** Points nearer than this to the one before add nothing to a pipe and have no direction, metres. */
const MIN_SEGMENT_M = 1e-3;

/** Bends sharper than this are cut square and closed, as a mitre would run to a spike. */
const MAX_MITRE_BEND_RAD = (2 * Math.PI) / 3;

/** One straight piece with the ends of its skin: how far each ring is slid along the axis is decided by the joint. */
interface Segment {
  readonly start: Vector3;
  readonly end: Vector3;
  readonly direction: Vector3;
  readonly lengthM: number;
}

/**
 * Builds the skin of a pipe: one closed tube along `path`, mitred at bends.
 *
 * Every vertex of a segment lies exactly `radiusM` from that segment's axis and carries the normal of that
 * cylinder, so a bend is a clean edge and not a dent. Where a bend is sharper than 120° or longer than half of a
 * neighbour, both ends are cut square and capped instead.
 *
 * @param path Points in any metric frame.
 * @param radiusM Above 0.
 * @param sides 3 or more.
 * @returns An empty mesh when the path has no length.
 */
export function buildTube(path: readonly Vector3[], radiusM: number, sides = DEFAULT_TUBE_SIDES): Mesh {
  const builder = new MeshBuilder();
  const segments = segmentsOf(path);
  let across: Vector3 = segments[0] ? perpendicularTo(segments[0].direction) : [1, 0, 0];
  let isStartMitred = false;
  segments.forEach((segment, index) => {
    const next = segments[index + 1];
    const isEndMitred = next !== undefined && canMitre(segment, next, radiusM);
    const ring = ringOffsets(segment.direction, across, radiusM, sides);
    const startNormal = isStartMitred
      ? mitreNormal(segments[index - 1] as Segment, segment)
      : segment.direction;
    const endNormal = isEndMitred ? mitreNormal(segment, next) : segment.direction;
    addSkin(builder, segment, ring, startNormal, endNormal);
    if (!isStartMitred) addCap(builder, segment.start, ring.toReversed(), scale(segment.direction, -1));
    if (!isEndMitred) addCap(builder, segment.end, ring, segment.direction);
    if (next) across = carryAcross(across, segment, next);
    isStartMitred = isEndMitred;
  });
  return builder.build();
}

function segmentsOf(path: readonly Vector3[]): Segment[] {
  const segments: Segment[] = [];
  let start = path[0];
  for (const end of path.slice(1)) {
    if (!start) break;
    const lengthM = lengthOf(subtract(end, start));
    if (lengthM < MIN_SEGMENT_M) continue;
    segments.push({ start, end, direction: normalize(subtract(end, start)), lengthM });
    start = end;
  }
  return segments;
}

function canMitre(before: Segment, after: Segment, radiusM: number): boolean {
  const bendRad = Math.acos(Math.min(1, Math.max(-1, dot(before.direction, after.direction))));
  if (bendRad > MAX_MITRE_BEND_RAD) return false;
  return radiusM * Math.tan(bendRad / 2) <= Math.min(before.lengthM, after.lengthM) / 2;
}

const mitreNormal = (before: Segment, after: Segment): Vector3 =>
  normalize(add(before.direction, after.direction));

/** Points of the circle round `direction`, counter-clockwise seen against it. */
function ringOffsets(direction: Vector3, across: Vector3, radiusM: number, sides: number): Vector3[] {
  const up = cross(direction, across);
  return Array.from({ length: sides }, (_, k) => {
    const angleRad = (2 * Math.PI * k) / sides;
    return add(scale(across, radiusM * Math.cos(angleRad)), scale(up, radiusM * Math.sin(angleRad)));
  });
}

/** Side walls between the ring slid into the plane of `startNormal` and the one slid into that of `endNormal`. */
function addSkin(
  builder: MeshBuilder,
  segment: Segment,
  ring: readonly Vector3[],
  startNormal: Vector3,
  endNormal: Vector3,
): void {
  const first = builder.vertexCount;
  for (const offset of ring) {
    const normal = normalize(offset);
    builder.addVertex(add(segment.start, slide(offset, segment.direction, startNormal)), normal);
    builder.addVertex(add(segment.end, slide(offset, segment.direction, endNormal)), normal);
  }
  for (let k = 0; k < ring.length; k++) {
    const here = first + 2 * k;
    const beside = first + 2 * ((k + 1) % ring.length);
    builder.addTriangle(here, beside, beside + 1);
    builder.addTriangle(here, beside + 1, here + 1);
  }
}

/** Moves `offset` along `direction` into the plane through the axis point whose normal is `planeNormal`. */
function slide(offset: Vector3, direction: Vector3, planeNormal: Vector3): Vector3 {
  return add(offset, scale(direction, -dot(planeNormal, offset) / dot(planeNormal, direction)));
}

function addCap(builder: MeshBuilder, centre: Vector3, ring: readonly Vector3[], normal: Vector3): void {
  builder.addPolygon(
    ring.map((offset) => add(centre, offset)),
    normal,
  );
}

/**
 * Carries the ring's first direction round a bend: the mirror in the mitre plane takes one cylinder onto the other
 * and leaves that plane alone, so the two rings of a joint meet vertex by vertex and nothing twists.
 */
function carryAcross(across: Vector3, before: Segment, after: Segment): Vector3 {
  const sum = add(before.direction, after.direction);
  // Straight back: any direction across the one is across the other.
  if (lengthOf(sum) < 1e-6) return perpendicularTo(after.direction);
  const carried = reflect(across, normalize(sum));
  // Rounding adds up along a long polyline: put it back square to the axis.
  return normalize(subtract(carried, scale(after.direction, dot(carried, after.direction))));
}

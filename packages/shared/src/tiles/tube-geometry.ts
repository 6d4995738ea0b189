import type { MeshBuilder } from "./mesh.ts";
import {
  canMitre,
  carryAcross,
  endAlongM,
  type FlatPath,
  mitreNormal,
  type Segment,
  segmentsOf,
} from "./path-segments.ts";
import { cross, dot, perpendicularTo, type Vector3 } from "./vector3.ts";

/** Eight sides read as round at any distance a pipe is looked at from; twelve cost half as much again. */
export const DEFAULT_TUBE_SIDES = 8;

/** A ring of unit vectors round an axis, three numbers each, counter-clockwise seen against the axis. */
type Ring = Float64Array;

/**
 * Adds the skin of a pipe: one closed tube along `path`, mitred at bends.
 *
 * Every vertex of a segment lies exactly `radiusM` from that segment's axis and carries the normal of that
 * cylinder, so a bend is a clean edge and not a dent. Where a bend is sharper than 120° or longer than half of a
 * neighbour, both ends are cut square and capped instead. Nothing is added for a path without length. All of a joint
 * is as far along the path as the bend itself, so that what is drawn by length runs on round it.
 *
 * @param path Points in any metric frame.
 * @param radiusM Above 0.
 * @param sides 3 or more.
 */
export function addTube(
  builder: MeshBuilder,
  path: FlatPath,
  radiusM: number,
  sides = DEFAULT_TUBE_SIDES,
): void {
  const segments = segmentsOf(path);
  const ring: Ring = new Float64Array(3 * sides);
  let across: Vector3 = segments[0] ? perpendicularTo(segments[0].direction) : [1, 0, 0];
  let startNormal: Vector3 | undefined;
  segments.forEach((segment, index) => {
    const next = segments[index + 1];
    const endNormal = next && canMitre(segment, next, radiusM) ? mitreNormal(segment, next) : undefined;
    fillRing(ring, segment.direction, across);
    addSkin(builder, segment, { ring, radiusM, startNormal, endNormal });
    if (!startNormal) addCap(builder, segment, ring, radiusM, -1);
    if (!endNormal) addCap(builder, segment, ring, radiusM, 1);
    if (next) across = carryAcross(across, segment, next);
    startNormal = endNormal;
  });
}

function fillRing(ring: Ring, direction: Vector3, across: Vector3): void {
  const up = cross(direction, across);
  const sides = ring.length / 3;
  for (let k = 0; k < sides; k++) {
    const angleRad = (2 * Math.PI * k) / sides;
    const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
    ring[3 * k] = across[0] * cos + up[0] * sin;
    ring[3 * k + 1] = across[1] * cos + up[1] * sin;
    ring[3 * k + 2] = across[2] * cos + up[2] * sin;
  }
}

/** How a segment's ring ends: in the plane of a mitre, or square where that is undefined. */
interface Skin {
  readonly ring: Ring;
  readonly radiusM: number;
  readonly startNormal: Vector3 | undefined;
  readonly endNormal: Vector3 | undefined;
}

/** One ring after the other: vertices that follow one another lie near each other and pack better. */
function addSkin(builder: MeshBuilder, segment: Segment, skin: Skin): void {
  const { ring, radiusM, startNormal, endNormal } = skin;
  const first = builder.vertexCount;
  const sides = ring.length / 3;
  const { start, end, direction, startAlongM } = segment;
  const from = { axisPoint: start, alongM: startAlongM, planeNormal: startNormal };
  const to = { axisPoint: end, alongM: endAlongM(segment), planeNormal: endNormal };
  for (let k = 0; k < sides; k++) addRingVertex(builder, from, direction, ring, k, radiusM);
  for (let k = 0; k < sides; k++) addRingVertex(builder, to, direction, ring, k, radiusM);
  for (let k = 0; k < sides; k++) {
    const here = first + k;
    const beside = first + ((k + 1) % sides);
    builder.addTriangle(here, beside, beside + sides);
    builder.addTriangle(here, beside + sides, here + sides);
  }
}

/** One end of a segment. */
interface SkinEnd {
  readonly axisPoint: Vector3;
  /** Length of the path up to it. */
  readonly alongM: number;
  readonly planeNormal: Vector3 | undefined;
}

/** The ring's point, slid along the axis into the plane of a mitre. */
function addRingVertex(
  builder: MeshBuilder,
  { axisPoint, alongM, planeNormal }: SkinEnd,
  direction: Vector3,
  ring: Ring,
  k: number,
  radiusM: number,
): void {
  const nx = ring[3 * k] as number;
  const ny = ring[3 * k + 1] as number;
  const nz = ring[3 * k + 2] as number;
  const slideM = planeNormal
    ? (-radiusM * (planeNormal[0] * nx + planeNormal[1] * ny + planeNormal[2] * nz)) /
      dot(planeNormal, direction)
    : 0;
  builder.addVertex(
    axisPoint[0] + radiusM * nx + slideM * direction[0],
    axisPoint[1] + radiusM * ny + slideM * direction[1],
    axisPoint[2] + radiusM * nz + slideM * direction[2],
    nx,
    ny,
    nz,
    alongM,
    radiusM,
  );
}

/** A flat end: `facing` 1 looks along the axis, −1 against it. */
function addCap(builder: MeshBuilder, segment: Segment, ring: Ring, radiusM: number, facing: 1 | -1): void {
  const sides = ring.length / 3;
  const { direction } = segment;
  const centre = facing === 1 ? segment.end : segment.start;
  const alongM = facing === 1 ? endAlongM(segment) : segment.startAlongM;
  for (let k = 0; k < sides; k++) {
    const at = 3 * (facing === 1 ? k : sides - 1 - k);
    builder.addVertex(
      centre[0] + radiusM * (ring[at] as number),
      centre[1] + radiusM * (ring[at + 1] as number),
      centre[2] + radiusM * (ring[at + 2] as number),
      facing * direction[0],
      facing * direction[1],
      facing * direction[2],
      alongM,
      radiusM,
    );
  }
  builder.closePolygon(sides);
}

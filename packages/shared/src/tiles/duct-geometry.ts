import type { MeshBuilder } from "./mesh.ts";
import {
  canMitre,
  carryAcross,
  endAlongM,
  type FlatPath,
  mitreNormal,
  type Segment,
  segmentsOf,
  squareTo,
  uprightAcross,
} from "./path-segments.ts";
import { add, cross, dot, lengthOf, perpendicularTo, scale, subtract, type Vector3 } from "./vector3.ts";

/** The section turns no more than this at a mitre; where it would, both ends are cut square. */
const MIN_MITRE_ALIGNMENT = Math.cos(Math.PI / 6);

/** Corners of a section, counter-clockwise seen against the path's direction. */
type Corners = readonly [Vector3, Vector3, Vector3, Vector3];

/**
 * Adds a closed box-shaped tube along `path`: a cable duct, a culvert, a compartment of a utility tunnel. Its section
 * stands upright wherever the path is not nearly vertical; bends are mitred as {@link addTube}'s are. Nothing is added
 * for a path without length.
 *
 * @param path The middle of the section, in a metric frame whose z is up.
 */
export function addDuct(builder: MeshBuilder, path: FlatPath, widthM: number, heightM: number): void {
  const segments = segmentsOf(path);
  const reachM = Math.hypot(widthM, heightM) / 2;
  let across =
    segments[0] && (uprightAcross(segments[0].direction) ?? perpendicularTo(segments[0].direction));
  let start: Corners | undefined;
  segments.forEach((segment, index) => {
    if (!across) return;
    const next = segments[index + 1];
    const carried = next && carryAcross(across, segment, next);
    const nextAcross =
      next && carried && (uprightAcross(next.direction) ?? squareTo(carried, next.direction));
    const isMitred =
      nextAcross !== undefined &&
      dot(carried as Vector3, nextAcross) > MIN_MITRE_ALIGNMENT &&
      canMitre(segment, next as Segment, reachM);
    const offsets = cornerOffsets(segment.direction, across, widthM, heightM);
    const endNormal = isMitred ? mitreNormal(segment, next as Segment) : undefined;
    const from = start ?? cornersAt(segment.start, offsets);
    const to = cornersAt(segment.end, offsets, segment.direction, endNormal);
    const { startAlongM: fromM } = segment;
    const toM = endAlongM(segment);
    addWalls(builder, from, to, { fromM, toM, reachM });
    if (!start) addFace(builder, [from[3], from[2], from[1], from[0]], { fromM, toM: fromM, reachM });
    if (!isMitred) addFace(builder, to, { fromM: toM, toM, reachM });
    start = isMitred ? to : undefined;
    across = nextAcross;
  });
}

function cornerOffsets(direction: Vector3, across: Vector3, widthM: number, heightM: number): Corners {
  const right = scale(across, widthM / 2);
  const up = scale(cross(across, direction), heightM / 2);
  return [subtract(right, up), scale(add(right, up), -1), subtract(up, right), add(right, up)];
}

/** The section's corners round a point of the axis, slid along it into the plane of a mitre where one is given. */
function cornersAt(centre: Vector3, offsets: Corners, direction?: Vector3, planeNormal?: Vector3): Corners {
  return offsets.map((offset) => {
    const corner = add(centre, offset);
    if (!direction || !planeNormal) return corner;
    return add(corner, scale(direction, -dot(planeNormal, offset) / dot(planeNormal, direction)));
  }) as unknown as Corners;
}

/** Where a face lies along the path: its first two corners and its last two; and how far the section reaches. */
interface FaceAlong {
  readonly fromM: number;
  readonly toM: number;
  readonly reachM: number;
}

/** Every other wall begins at the far end: vertices that follow one another lie near each other and pack better. */
function addWalls(builder: MeshBuilder, from: Corners, to: Corners, along: FaceAlong): void {
  const back = { ...along, fromM: along.toM, toM: along.fromM };
  for (let k = 0; k < 4; k++) {
    const beside = (k + 1) % 4;
    const near = [from[k], from[beside]] as const;
    const far = [to[beside], to[k]] as const;
    if (k % 2 === 0) addFace(builder, [...near, ...far] as unknown as Corners, along);
    else addFace(builder, [...far, ...near] as unknown as Corners, back);
  }
}

/** A four-sided face with the normal of its diagonals: walls of a mitred joint may be twisted by a hair. */
function addFace(builder: MeshBuilder, corners: Corners, { fromM, toM, reachM }: FaceAlong): void {
  const [a, b, c, d] = corners;
  const across = cross(subtract(c, a), subtract(d, b));
  const twiceAreaM2 = lengthOf(across);
  if (twiceAreaM2 === 0) return;
  const [nx, ny, nz] = scale(across, 1 / twiceAreaM2);
  corners.forEach(([x, y, z], k) => {
    builder.addVertex(x, y, z, nx, ny, nz, k < 2 ? fromM : toM, reachM);
  });
  builder.closePolygon(4);
}

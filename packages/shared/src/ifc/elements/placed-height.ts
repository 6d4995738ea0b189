import { isA } from "../schema/index.ts";
import { argumentAt, tuplesAt } from "../step/index.ts";
import { classOf, openRecord, type Reading, type RecordReader } from "./reading.ts";

type Vector = readonly [x: number, y: number, z: number];

/** Placements of a sound file are some levels deep; more is a circle. */
const MAX_LEVELS = 64;

/**
 * How high the origin of a product stands in the file's coordinates, in the file's unit: its chain of IfcLocalPlacement
 * (IFC 4.3, 8.18.3.10) with that of building and site. Undefined where it has no placement, or one of another kind.
 */
export function placedHeight(reading: Reading, productId: number): number | undefined {
  let place = openRecord(reading, productId)?.record("ObjectPlacement");
  if (!place) return undefined;
  let point: Vector = [0, 0, 0];
  for (let level = 0; place; level++) {
    const relative = place.record("RelativePlacement");
    const isLocal = isA(classOf(reading, place.row), "IfcLocalPlacement");
    if (!isLocal || !relative || level > MAX_LEVELS) return undefined;
    point = moved(reading, relative, point);
    place = place.record("PlacementRelTo");
  }
  return Number.isFinite(point[2]) ? point[2] : undefined;
}

/** A point of an IfcAxis2Placement3D in the frame that it stands in. */
function moved(reading: Reading, placement: RecordReader, [x, y, z]: Vector): Vector {
  const at = triple(reading, placement.record("Location"), [0, 0, 0]);
  const up = unit(triple(reading, placement.record("Axis"), [0, 0, 1])) ?? [0, 0, 1];
  const ref = triple(reading, placement.record("RefDirection"), [1, 0, 0]);
  const along = ref[0] * up[0] + ref[1] * up[1] + ref[2] * up[2];
  const east = unit([ref[0] - along * up[0], ref[1] - along * up[1], ref[2] - along * up[2]]) ?? [1, 0, 0];
  const north: Vector = [
    up[1] * east[2] - up[2] * east[1],
    up[2] * east[0] - up[0] * east[2],
    up[0] * east[1] - up[1] * east[0],
  ];
  const axis = (k: 0 | 1 | 2) => at[k] + x * east[k] + y * north[k] + z * up[k];
  return [axis(0), axis(1), axis(2)];
}

/** Numbers of an IfcCartesianPoint or IfcDirection. */
function triple({ step }: Reading, record: RecordReader | undefined, otherwise: Vector): Vector {
  if (!record) return otherwise;
  const { row } = record;
  const numbers = tuplesAt(step, argumentAt(step, row, 0), step.ends[row] as number, 1);
  const [x = Number.NaN, y = Number.NaN, z = 0] = numbers ?? [];
  return [x, y, z];
}

function unit([x, y, z]: Vector): Vector | undefined {
  const length = Math.hypot(x, y, z);
  return length > 0 ? [x / length, y / length, z / length] : undefined;
}

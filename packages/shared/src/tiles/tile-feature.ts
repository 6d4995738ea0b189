import { type Mesh, MeshBuilder } from "./mesh.ts";
import { type NodeShape, unitShape } from "./node-shapes.ts";
import { buildTube } from "./tube-geometry.ts";
import { add, cross, normalize, perpendicularTo, scale, type Vector3 } from "./vector3.ts";

/** A pipe's axis in the layer's ENU frame, metres, and its outer radius. */
export interface TubePart {
  readonly pathEnuM: readonly Vector3[];
  readonly radiusM: number;
}

/** A {@link NodeShape} standing somewhere in the layer's ENU frame. */
export interface ShapePart {
  readonly shape: NodeShape;
  /** Middle of its box, metres. */
  readonly centreEnuM: Vector3;
  /** Unit vector away from the earth: on a wide layer not quite the frame's z. */
  readonly upEnu: Vector3;
  /** Where its y points, at right angles to up as far as possible; any direction when absent. */
  readonly forwardEnu?: Vector3;
  /** Width, length, height, metres. */
  readonly sizeM: Vector3;
}

/** One asset as it is drawn. */
export interface TileFeature {
  /** Index of the asset within its layer: the row of the status texture. */
  readonly featureIndex: number;
  /** Larger is drawn in coarser tiles: for pipes the diameter in mm. */
  readonly importance: number;
  readonly tubes: readonly TubePart[];
  readonly shapes: readonly ShapePart[];
}

/** Everything of a feature as meshes in the layer's ENU frame, metres. Empty ones are left out. */
export function buildFeatureMeshes(feature: TileFeature): Mesh[] {
  return [
    ...feature.tubes.map((tube) => buildTube(tube.pathEnuM, tube.radiusM)),
    ...feature.shapes.map(placeShape),
  ].filter((mesh) => mesh.indices.length > 0);
}

/** Some point inside the feature, by which the tree sorts it; `undefined` when it has no geometry. */
export function anchorOf({ tubes, shapes }: TileFeature): Vector3 | undefined {
  const path = tubes[0]?.pathEnuM;
  return shapes[0]?.centreEnuM ?? path?.[Math.floor(path.length / 2)];
}

function placeShape({ shape, centreEnuM, upEnu, forwardEnu, sizeM }: ShapePart): Mesh {
  const [right, forward, up] = axesOf(upEnu, forwardEnu);
  const turn = (v: Vector3): Vector3 => add(add(scale(right, v[0]), scale(forward, v[1])), scale(up, v[2]));
  const unit = unitShape(shape);
  const builder = new MeshBuilder();
  for (let i = 0; i < unit.positions.length; i += 3) {
    const at = (array: ArrayLike<number>, k: number) => array[i + k] as number;
    const local: Vector3 = [
      at(unit.positions, 0) * sizeM[0],
      at(unit.positions, 1) * sizeM[1],
      at(unit.positions, 2) * sizeM[2],
    ];
    // A normal scales with the inverse, or a flattened ball is lit as a round one.
    const normal = normalize([
      at(unit.normals, 0) / sizeM[0],
      at(unit.normals, 1) / sizeM[1],
      at(unit.normals, 2) / sizeM[2],
    ]);
    builder.addVertex(add(centreEnuM, turn(local)), turn(normal));
  }
  for (let i = 0; i < unit.indices.length; i += 3) {
    builder.addTriangle(
      unit.indices[i] as number,
      unit.indices[i + 1] as number,
      unit.indices[i + 2] as number,
    );
  }
  return builder.build();
}

/** Right, forward, up: right-handed and square; forward gives way where it is not square to up. */
function axesOf(upEnu: Vector3, forwardEnu: Vector3 | undefined): [Vector3, Vector3, Vector3] {
  const sideways = forwardEnu ? cross(forwardEnu, upEnu) : undefined;
  const isUsable = sideways !== undefined && Math.hypot(...sideways) > 1e-6;
  const right = isUsable ? normalize(sideways) : perpendicularTo(upEnu);
  return [right, cross(upEnu, right), upEnu];
}

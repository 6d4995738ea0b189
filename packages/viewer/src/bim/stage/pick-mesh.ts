import { Matrix4, Ray, Vector3 } from "three";
import { INTERSECTED, NOT_INTERSECTED } from "three-mesh-bvh";
import type { ClipPlane, Triple } from "./stage-contract.ts";
import type { StagedMesh } from "./staged-mesh.ts";

/** A triangle that a ray met. */
export interface MeshHit {
  readonly row: number;
  readonly distanceM: number;
  readonly pointM: Triple;
  readonly normal: Triple;
  /** First of its three indices. */
  readonly triangle: number;
}

/** What may be met. */
export interface PickRules {
  /** Whether an element may be picked: it is neither hidden nor ghosted. */
  isPickable(row: number): boolean;
  readonly planes: readonly ClipPlane[];
}

const scratchRay = new Ray();
const scratchInverse = new Matrix4();
const scratchHit = new Vector3();
const scratchNormal = new Vector3();

/**
 * The nearest triangle on a ray that may be met.
 *
 * @param ray Stage's frame. @param toStage Mesh's frame → the stage's.
 */
export function pickMesh(
  staged: StagedMesh,
  ray: Ray,
  toStage: Matrix4,
  { isPickable, planes }: PickRules,
): MeshHit | undefined {
  const { bvh, mesh } = staged;
  if (!bvh) return undefined;
  const local = scratchRay.copy(ray).applyMatrix4(scratchInverse.copy(toStage).invert());
  let nearest: MeshHit | undefined;
  bvh.shapecast({
    boundsTraverseOrder: (box) => box.distanceToPoint(local.origin),
    intersectsBounds(box, _isLeaf, nearestOfBox) {
      if (nearest && nearestOfBox !== undefined && nearestOfBox > nearest.distanceM) return NOT_INTERSECTED;
      if (box.containsPoint(local.origin)) return INTERSECTED;
      return local.intersectsBox(box) ? INTERSECTED : NOT_INTERSECTED;
    },
    intersectsTriangle(triangle, index) {
      const row = mesh.rows[mesh.indices[3 * index] as number] as number;
      if (!isPickable(row)) return false;
      if (!local.intersectTriangle(triangle.a, triangle.b, triangle.c, false, scratchHit)) return false;
      const point = scratchHit.applyMatrix4(toStage);
      const distanceM = point.distanceTo(ray.origin);
      if (nearest && distanceM >= nearest.distanceM) return false;
      if (
        planes.some(({ normal: [x, y, z], offsetM }) => x * point.x + y * point.y + z * point.z + offsetM < 0)
      )
        return false;
      triangle.getNormal(scratchNormal).transformDirection(toStage);
      if (scratchNormal.dot(ray.direction) > 0) scratchNormal.negate();
      nearest = {
        row,
        distanceM,
        pointM: point.toArray() as [number, number, number],
        normal: scratchNormal.toArray() as [number, number, number],
        triangle: 3 * index,
      };
      return false;
    },
  });
  return nearest;
}

import type { Mesh, MeshBuilder } from "./mesh.ts";
import { cross, lengthOf, normalize, perpendicularTo, type Vector3 } from "./vector3.ts";

/** Where a unit shape is put. */
export interface ShapePlace {
  readonly centre: Vector3;
  readonly up: Vector3;
  /** Any length, or zero for any direction. */
  readonly forward: Vector3;
  /** Width, length, height, metres. */
  readonly sizeM: Vector3;
}

/** Adds a unit shape, scaled, turned and moved to its place. */
export function addShape(builder: MeshBuilder, unit: Mesh, { centre, up, forward, sizeM }: ShapePlace): void {
  const [right, ahead] = axesOf(up, forward);
  const first = builder.vertexCount;
  const { positions, normals, indices } = unit;
  for (let i = 0; i < positions.length; i += 3) {
    const x = (positions[i] as number) * sizeM[0];
    const y = (positions[i + 1] as number) * sizeM[1];
    const z = (positions[i + 2] as number) * sizeM[2];
    // A normal scales with the inverse, or a flattened ball is lit as a round one.
    let nx = (normals[i] as number) / sizeM[0];
    let ny = (normals[i + 1] as number) / sizeM[1];
    let nz = (normals[i + 2] as number) / sizeM[2];
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    nx /= length;
    ny /= length;
    nz /= length;
    builder.addVertex(
      centre[0] + right[0] * x + ahead[0] * y + up[0] * z,
      centre[1] + right[1] * x + ahead[1] * y + up[1] * z,
      centre[2] + right[2] * x + ahead[2] * y + up[2] * z,
      right[0] * nx + ahead[0] * ny + up[0] * nz,
      right[1] * nx + ahead[1] * ny + up[1] * nz,
      right[2] * nx + ahead[2] * ny + up[2] * nz,
    );
  }
  for (let i = 0; i < indices.length; i += 3) {
    builder.addTriangle(
      first + (indices[i] as number),
      first + (indices[i + 1] as number),
      first + (indices[i + 2] as number),
    );
  }
}

/** Right and forward, square to up; forward gives way where it is not. */
function axesOf(up: Vector3, forward: Vector3): [Vector3, Vector3] {
  const sideways = cross(forward, up);
  const right = lengthOf(sideways) > 1e-6 ? normalize(sideways) : perpendicularTo(up);
  return [right, cross(up, right)];
}

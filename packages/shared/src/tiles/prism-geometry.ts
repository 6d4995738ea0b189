import earcut from "earcut";
import type { MeshBuilder } from "./mesh.ts";
import type { Vector3 } from "./vector3.ts";

/** A footprint carried up, in a flat array. */
export interface FlatPrism {
  readonly numbers: ArrayLike<number>;
  /** Where x, y, z of the base's corners begin: counter-clockwise from above, not closed. */
  readonly offset: number;
  readonly corners: number;
  /** Unit vector along which the walls stand. */
  readonly up: Vector3;
  readonly heightM: number;
}

/** Adds walls with flat normals, a roof and a floor: a closed block. Nothing for fewer than three corners. */
export function addPrism(builder: MeshBuilder, prism: FlatPrism): void {
  const { corners, heightM } = prism;
  if (corners < 3 || !(heightM > 0)) return;
  const at = (k: number, axis: number) => prism.numbers[prism.offset + 3 * (k % corners) + axis] as number;
  for (let k = 0; k < corners; k++) addWall(builder, prism, k);
  const [ux, uy, uz] = prism.up;
  // Triangles run counter-clockwise, whichever way the ring does.
  const triangles = earcut(Array.from({ length: 2 * corners }, (_, k) => at(k >> 1, k & 1)));
  for (const facing of [1, -1]) {
    const first = builder.vertexCount;
    const riseM = facing === 1 ? heightM : 0;
    for (let k = 0; k < corners; k++) {
      const [x, y, z] = [at(k, 0) + riseM * ux, at(k, 1) + riseM * uy, at(k, 2) + riseM * uz];
      builder.addVertex(x, y, z, facing * ux, facing * uy, facing * uz);
    }
    for (let i = 0; i < triangles.length; i += 3) {
      const [a, b, c] = [triangles[i] as number, triangles[i + 1] as number, triangles[i + 2] as number];
      if (facing === 1) builder.addTriangle(first + a, first + b, first + c);
      else builder.addTriangle(first + c, first + b, first + a);
    }
  }
}

function addWall(
  builder: MeshBuilder,
  { numbers, offset, corners, up, heightM }: FlatPrism,
  k: number,
): void {
  const a = offset + 3 * k;
  const b = offset + 3 * ((k + 1) % corners);
  const [ax, ay, az] = [numbers[a] as number, numbers[a + 1] as number, numbers[a + 2] as number];
  const [bx, by, bz] = [numbers[b] as number, numbers[b + 1] as number, numbers[b + 2] as number];
  // Along the wall × up: outward for a ring that runs counter-clockwise.
  const nx = (by - ay) * up[2] - (bz - az) * up[1];
  const ny = (bz - az) * up[0] - (bx - ax) * up[2];
  const nz = (bx - ax) * up[1] - (by - ay) * up[0];
  const length = Math.hypot(nx, ny, nz);
  if (length === 0) return;
  const add = (x: number, y: number, z: number, riseM: number) =>
    builder.addVertex(
      x + riseM * up[0],
      y + riseM * up[1],
      z + riseM * up[2],
      nx / length,
      ny / length,
      nz / length,
    );
  add(ax, ay, az, 0);
  add(bx, by, bz, 0);
  add(bx, by, bz, heightM);
  add(ax, ay, az, heightM);
  builder.closePolygon(4);
}

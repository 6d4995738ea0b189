import type { Vector3 } from "./vector3.ts";

/** Triangles with a normal at each vertex, in one frame and unit. Counter-clockwise seen from outside. */
export interface Mesh {
  /** x, y, z of each vertex. */
  readonly positions: Float64Array;
  /** Unit length, as many as positions. */
  readonly normals: Float32Array;
  readonly indices: Uint32Array;
}

/** Collects vertices and triangles; the parts of a tile are poured into one. */
export class MeshBuilder {
  readonly #positions: number[] = [];
  readonly #normals: number[] = [];
  readonly #indices: number[] = [];

  get vertexCount(): number {
    return this.#positions.length / 3;
  }

  /** Adds a vertex and answers its index. */
  addVertex(position: Vector3, normal: Vector3): number {
    this.#positions.push(position[0], position[1], position[2]);
    this.#normals.push(normal[0], normal[1], normal[2]);
    return this.vertexCount - 1;
  }

  /** Adds a triangle, counter-clockwise seen from outside. */
  addTriangle(a: number, b: number, c: number): void {
    this.#indices.push(a, b, c);
  }

  /** Adds a flat convex polygon with vertices of its own, counter-clockwise seen from outside. */
  addPolygon(corners: readonly Vector3[], normal: Vector3): void {
    const first = this.vertexCount;
    for (const corner of corners) this.addVertex(corner, normal);
    for (let k = 1; k + 1 < corners.length; k++) this.addTriangle(first, first + k, first + k + 1);
  }

  build(): Mesh {
    return {
      positions: new Float64Array(this.#positions),
      normals: new Float32Array(this.#normals),
      indices: new Uint32Array(this.#indices),
    };
  }
}

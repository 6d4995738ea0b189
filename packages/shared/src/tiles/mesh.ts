/** Triangles with a normal at each vertex, in one frame and unit. Counter-clockwise seen from outside. */
export interface Mesh {
  /** x, y, z of each vertex. */
  readonly positions: Float64Array;
  /** Unit length, as many as positions. */
  readonly normals: Float32Array;
  /**
   * Two numbers a vertex: how far along the path of its pipe it lies and how far that pipe reaches from its axis, in
   * the unit of positions. Both 0 on what follows no path.
   */
  readonly alongs: Float32Array;
  readonly indices: Uint32Array;
}

const FIRST_VERTICES = 256;

/**
 * Collects vertices and triangles in arrays that are kept from one tile to the next: a million pipes are some thirty
 * million vertices, and an object for each would be most of the work.
 */
export class MeshBuilder {
  #positions = new Float64Array(3 * FIRST_VERTICES);
  #normals = new Float32Array(3 * FIRST_VERTICES);
  #alongs = new Float32Array(2 * FIRST_VERTICES);
  #indices = new Uint32Array(6 * FIRST_VERTICES);
  #vertexCount = 0;
  #indexCount = 0;

  get vertexCount(): number {
    return this.#vertexCount;
  }

  /** What was collected, as views: the next change may overwrite them. */
  get view(): Mesh {
    return {
      positions: this.#positions.subarray(0, 3 * this.#vertexCount),
      normals: this.#normals.subarray(0, 3 * this.#vertexCount),
      alongs: this.#alongs.subarray(0, 2 * this.#vertexCount),
      indices: this.#indices.subarray(0, this.#indexCount),
    };
  }

  /** Adds a vertex with its unit normal and, on a pipe, its {@link Mesh.alongs}; answers its index. */
  addVertex(
    x: number,
    y: number,
    z: number,
    normalX: number,
    normalY: number,
    normalZ: number,
    along = 0,
    reach = 0,
  ): number {
    const at = 3 * this.#vertexCount;
    if (at === this.#positions.length) {
      this.#positions = new Float64Array(this.#positions.buffer.transfer(2 * this.#positions.byteLength));
      this.#normals = new Float32Array(this.#normals.buffer.transfer(2 * this.#normals.byteLength));
      this.#alongs = new Float32Array(this.#alongs.buffer.transfer(2 * this.#alongs.byteLength));
    }
    const [positions, normals] = [this.#positions, this.#normals];
    positions[at] = x;
    positions[at + 1] = y;
    positions[at + 2] = z;
    normals[at] = normalX;
    normals[at + 1] = normalY;
    normals[at + 2] = normalZ;
    this.#alongs[2 * this.#vertexCount] = along;
    this.#alongs[2 * this.#vertexCount + 1] = reach;
    return this.#vertexCount++;
  }

  /** Adds a triangle, counter-clockwise seen from outside. */
  addTriangle(a: number, b: number, c: number): void {
    const at = this.#indexCount;
    if (at === this.#indices.length) {
      this.#indices = new Uint32Array(this.#indices.buffer.transfer(2 * this.#indices.byteLength));
    }
    this.#indices[at] = a;
    this.#indices[at + 1] = b;
    this.#indices[at + 2] = c;
    this.#indexCount = at + 3;
  }

  /** Joins the last `corners` vertices to a flat convex polygon, counter-clockwise seen from outside. */
  closePolygon(corners: number): void {
    const first = this.#vertexCount - corners;
    for (let k = 1; k + 1 < corners; k++) this.addTriangle(first, first + k, first + k + 1);
  }

  /** Empties it and keeps its room. */
  clear(): void {
    this.#vertexCount = 0;
    this.#indexCount = 0;
  }

  /** A copy of what was collected. */
  build(): Mesh {
    const { positions, normals, alongs, indices } = this.view;
    return {
      positions: positions.slice(),
      normals: normals.slice(),
      alongs: alongs.slice(),
      indices: indices.slice(),
    };
  }
}

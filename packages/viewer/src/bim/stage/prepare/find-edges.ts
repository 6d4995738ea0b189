import type { MergedMesh } from "../../model/inspected-model.ts";

/** Faces that meet at less than this are one smooth surface: the sides of a pipe, not those of a box. */
const SMOOTH_COS = Math.cos((30 * Math.PI) / 180);

/**
 * The lines that a draughtsman would draw: where two faces of an element meet at an angle, and where a face ends. Pairs of
 * vertices of the mesh. O(triangles) time and memory; the table of edges is that of the largest element.
 */
export function findEdges({
  positions,
  indices,
  starts,
}: Pick<MergedMesh, "positions" | "indices" | "starts">): Uint32Array {
  const normals = faceNormals(positions, indices);
  let found = new Uint32Array(Math.max(1024, indices.length / 2));
  let length = 0;
  const put = (a: number, b: number): void => {
    if (length + 2 > found.length) {
      const grown = new Uint32Array(2 * found.length);
      grown.set(found);
      found = grown;
    }
    found[length++] = a;
    found[length++] = b;
  };
  const table = createEdgeTable();
  for (let row = 0; row + 1 < starts.length; row++) {
    const [from, to] = [starts[row] as number, starts[row + 1] as number];
    if (from === to) continue;
    table.clear(to - from);
    for (let at = from; at < to; at += 3) {
      for (let k = 0; k < 3; k++) {
        const [a, b] = [indices[at + k] as number, indices[at + ((k + 1) % 3)] as number];
        const other = table.pair(Math.min(a, b), Math.max(a, b), at / 3);
        if (other >= 0 && !isSmooth(normals, other, at / 3)) put(a, b);
      }
    }
    table.eachSingle(put);
  }
  return found.slice(0, length);
}

function faceNormals(positions: Float32Array, indices: Uint32Array): Float32Array {
  const normals = new Float32Array(indices.length);
  for (let at = 0; at < indices.length; at += 3) {
    const [a, b, c] = [
      3 * (indices[at] as number),
      3 * (indices[at + 1] as number),
      3 * (indices[at + 2] as number),
    ];
    const p = (corner: number, k: number) => (positions[corner + k] as number) - (positions[a + k] as number);
    const x = p(b, 1) * p(c, 2) - p(b, 2) * p(c, 1);
    const y = p(b, 2) * p(c, 0) - p(b, 0) * p(c, 2);
    const z = p(b, 0) * p(c, 1) - p(b, 1) * p(c, 0);
    const length = Math.hypot(x, y, z) || 1;
    normals[at] = x / length;
    normals[at + 1] = y / length;
    normals[at + 2] = z / length;
  }
  return normals;
}

/** Faces may be turned either way: shells are not always closed. */
function isSmooth(normals: Float32Array, a: number, b: number): boolean {
  let cos = 0;
  for (let k = 0; k < 3; k++) cos += (normals[3 * a + k] as number) * (normals[3 * b + k] as number);
  return Math.abs(cos) > SMOOTH_COS;
}

/** Edges of one element by their two vertices: open addressing, cleared for each. */
function createEdgeTable() {
  let mask = 0;
  let low = new Int32Array(0);
  let high = new Int32Array(0);
  /** Triangle that has the edge, `PAIRED` once a second came. */
  let triangle = new Int32Array(0);
  const PAIRED = -2;
  return {
    /** @param edges How many may come. */
    clear(edges: number): void {
      let size = 16;
      while (size < 2 * edges) size *= 2;
      if (size > low.length)
        [low, high, triangle] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
      mask = size - 1;
      low.fill(-1, 0, size);
    },
    /** The triangle that had this edge before and none since; else −1. */
    pair(a: number, b: number, own: number): number {
      let at = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) & mask;
      while (low[at] !== -1 && (low[at] !== a || high[at] !== b)) at = (at + 1) & mask;
      if (low[at] === -1) {
        low[at] = a;
        high[at] = b;
        triangle[at] = own;
        return -1;
      }
      const other = triangle[at] as number;
      triangle[at] = PAIRED;
      return other === PAIRED ? -1 : other;
    },
    eachSingle(tell: (a: number, b: number) => void): void {
      for (let at = 0; at <= mask; at++) {
        if (low[at] !== -1 && triangle[at] !== PAIRED) tell(low[at] as number, high[at] as number);
      }
    },
  };
}

import type { PartGeometry } from "../../tiles/index.ts";

/** Numbers a vertex in web-ifc's vertex data: position and normal. */
export const VERTEX_NUMBERS = 6;
const NEGATIVE_ZERO = 0x80000000;

/**
 * Joins corners at exactly the same place to one vertex and drops normals: web-ifc gives each face corners of its own,
 * two to four times as many as there are places. No triangle is added, dropped or turned.
 *
 * Exactly the same is enough: rounding to 1/8,192 of a unit found no more on any sample file. Open addressing over the
 * bits of the three floats; O(vertices).
 *
 * @param vertexData web-ifc's, six floats a vertex.
 */
export function weldGeometry(vertexData: Float32Array, indexData: Uint32Array): PartGeometry {
  const corners = vertexData.length / VERTEX_NUMBERS;
  const words = new Uint32Array(vertexData.buffer, vertexData.byteOffset, vertexData.length);
  const table = new Int32Array(tableSize(corners)).fill(-1);
  const vertexOf = new Uint32Array(corners);
  const found = new Uint32Array(3 * corners);
  let count = 0;
  for (let corner = 0; corner < corners; corner++) {
    const x = bitsOf(words[VERTEX_NUMBERS * corner] as number);
    const y = bitsOf(words[VERTEX_NUMBERS * corner + 1] as number);
    const z = bitsOf(words[VERTEX_NUMBERS * corner + 2] as number);
    let slot = hashOf(x, y, z) & (table.length - 1);
    for (;;) {
      const vertex = table[slot] as number;
      if (vertex < 0) {
        table[slot] = count;
        found[3 * count] = x;
        found[3 * count + 1] = y;
        found[3 * count + 2] = z;
        vertexOf[corner] = count++;
        break;
      }
      if (found[3 * vertex] === x && found[3 * vertex + 1] === y && found[3 * vertex + 2] === z) {
        vertexOf[corner] = vertex;
        break;
      }
      slot = (slot + 1) & (table.length - 1);
    }
  }
  const indices = new Uint32Array(indexData.length);
  for (let k = 0; k < indices.length; k++) indices[k] = vertexOf[indexData[k] as number] as number;
  return { positions: new Float32Array(found.buffer.transfer(12 * count)), indices };
}

/** At most half full, a power of two. */
const tableSize = (entries: number) => 2 ** Math.ceil(Math.log2(2 * entries + 1));

/** 0 and −0 are the same place. */
const bitsOf = (word: number) => (word === NEGATIVE_ZERO ? 0 : word);

function hashOf(x: number, y: number, z: number): number {
  let hash = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77) ^ Math.imul(z, 0xc2b2ae3d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

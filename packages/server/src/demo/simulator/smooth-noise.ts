/**
 * Mixes whole numbers to 32 bits that look random and are the same everywhere. Source: the finaliser of MurmurHash3
 * (Austin Appleby, public domain) over each number in turn.
 */
export function mix(a: number, b = 0, c = 0, d = 0): number {
  let h = 0x9e3779b9;
  for (const part of [a, b, c, d]) {
    h = Math.imul(h ^ (part | 0), 0x85ebca6b);
    h ^= h >>> 13;
    h = Math.imul(h, 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h >>> 0;
}

/** Uniform, 0 ≤ x < 1, of mixed numbers. */
export function uniform(a: number, b = 0, c = 0, d = 0): number {
  return mix(a, b, c, d) / 4_294_967_296;
}

/**
 * Value noise: uniform numbers on a lattice, joined smoothly. −1 to 1, mean 0, and alike for points closer than a
 * cell. Source: value noise with Perlin's quintic fade (K. Perlin, Improving Noise, 2002).
 *
 * @param x Cells along each axis; whole numbers are lattice points.
 */
export function smoothNoise(seed: number, x: number, y = 0, z = 0): number {
  const [x0, y0, z0] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  const [u, v, w] = [fade(x - x0), fade(y - y0), fade(z - z0)];
  const at = (i: number, j: number, k: number) => mix(seed, x0 + i, y0 + j, z0 + k) / 2_147_483_648 - 1;
  const alongX = (j: number, k: number) => blend(at(0, j, k), at(1, j, k), u);
  const alongXy = (k: number) => (v === 0 ? alongX(0, k) : blend(alongX(0, k), alongX(1, k), v));
  return w === 0 ? alongXy(0) : blend(alongXy(0), alongXy(1), w);
}

const fade = (t: number) => t * t * t * (t * (t * 6 - 15) + 10);

const blend = (from: number, to: number, part: number) => from + (to - from) * part;

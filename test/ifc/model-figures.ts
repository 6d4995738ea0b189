import type { ModelParts } from "@shuicheng/shared/tiles";

/** What a product looks like, told by numbers. Metres, z up. */
export interface Figure {
  readonly min: number[];
  readonly max: number[];
  triangles: number;
  areaM2: number;
}

/** Of nothing yet. */
export const emptyFigure = (): Figure => ({
  min: [Infinity, Infinity, Infinity],
  max: [-Infinity, -Infinity, -Infinity],
  triangles: 0,
  areaM2: 0,
});

/** Counts a triangle in. */
export function addTriangle(figure: Figure, corners: readonly (readonly number[])[]): void {
  for (const corner of corners) {
    corner.forEach((value, k) => {
      figure.min[k] = Math.min(figure.min[k]!, value);
      figure.max[k] = Math.max(figure.max[k]!, value);
    });
  }
  const [a, b, c] = corners as [number[], number[], number[]];
  const [u, v] = [b.map((value, k) => value - a[k]!), c.map((value, k) => value - a[k]!)];
  const across = [0, 1, 2].map((k) => u[(k + 1) % 3]! * v[(k + 2) % 3]! - u[(k + 2) % 3]! * v[(k + 1) % 3]!);
  figure.areaM2 += Math.hypot(...across) / 2;
  figure.triangles++;
}

/** Our parts, product by product. */
export function figuresOf(parts: ModelParts): Map<number, Figure> {
  const figures = new Map<number, Figure>();
  parts.partIds.forEach((id, part) => {
    const figure = figures.get(id) ?? emptyFigure();
    figures.set(id, figure);
    const { positions, indices } = parts.geometries[parts.geometryRows[part]!]!;
    const m = parts.matrices.subarray(16 * part, 16 * part + 16);
    const corner = (vertex: number) =>
      [0, 1, 2].map(
        (k) =>
          m[k]! * positions[3 * vertex]! +
          m[4 + k]! * positions[3 * vertex + 1]! +
          m[8 + k]! * positions[3 * vertex + 2]! +
          m[12 + k]! +
          parts.originM[k]!,
      );
    for (let at = 0; at < indices.length; at += 3) {
      addTriangle(figure, [corner(indices[at]!), corner(indices[at + 1]!), corner(indices[at + 2]!)]);
    }
  });
  return figures;
}

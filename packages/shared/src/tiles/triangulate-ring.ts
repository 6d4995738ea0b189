/**
 * Cuts a simple polygon into triangles by clipping ears (Meisters 1975). O(n²) and more, which a building's corners
 * bear; a ring that crosses itself still gives n − 2 triangles.
 *
 * @param xs East of each corner, counter-clockwise, not closed.
 * @param ys North of each corner.
 * @returns Corner indices, three a triangle, counter-clockwise; empty for fewer than three corners.
 */
export function triangulateRing(xs: ArrayLike<number>, ys: ArrayLike<number>): number[] {
  const left = Array.from({ length: xs.length }, (_, index) => index);
  const triangles: number[] = [];
  const turn = (a: number, b: number, c: number): number => {
    const [ax, ay] = [xs[a] as number, ys[a] as number];
    return (
      ((xs[b] as number) - ax) * ((ys[c] as number) - ay) -
      ((xs[c] as number) - ax) * ((ys[b] as number) - ay)
    );
  };
  const isEar = (before: number, corner: number, after: number): boolean => {
    if (turn(before, corner, after) <= 0) return false;
    return !left.some(
      (other) =>
        other !== before &&
        other !== corner &&
        other !== after &&
        turn(before, corner, other) >= 0 &&
        turn(corner, after, other) >= 0 &&
        turn(after, before, other) >= 0,
    );
  };
  let at = 0;
  let refused = 0;
  while (left.length > 3) {
    const count = left.length;
    const before = left[(at + count - 1) % count] as number;
    const corner = left[at % count] as number;
    const after = left[(at + 1) % count] as number;
    // A whole round without an ear: corners in line, or a ring that crosses itself. Any corner will do.
    if (refused < count && !isEar(before, corner, after)) {
      refused++;
      at = (at + 1) % count;
      continue;
    }
    triangles.push(before, corner, after);
    left.splice(at % count, 1);
    refused = 0;
    at %= left.length;
  }
  if (left.length === 3) triangles.push(...left);
  return triangles;
}

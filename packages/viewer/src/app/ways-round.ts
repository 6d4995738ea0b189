import type { Covered } from "../bim/stage/stage-contract.ts";

/** Something over the picture: its sides from the picture's left and top, as shares of its width and height. */
export type Area = Covered;

/** Less of the picture's width or height is not worth leaving free. */
const LEAST_FREE = 0.25;
/** More areas than this are not gone round: the ways are four to the power of their number. */
const MOST_AREAS = 4;

/** Ways to leave areas over a picture free: each is gone round on one of its sides. None where too little would be free. */
export function waysRound(areas: readonly Area[]): readonly Covered[] {
  let ways: readonly Covered[] = [{ left: 0, right: 0, top: 0, bottom: 0 }];
  for (const { left, right, top, bottom } of areas.filter(isOver).slice(0, MOST_AREAS)) {
    ways = ways.flatMap((way) => [
      { ...way, left: Math.max(way.left, right) },
      { ...way, right: Math.max(way.right, 1 - left) },
      { ...way, top: Math.max(way.top, bottom) },
      { ...way, bottom: Math.max(way.bottom, 1 - top) },
    ]);
  }
  return ways.filter(
    ({ left, right, top, bottom }) => 1 - left - right >= LEAST_FREE && 1 - top - bottom >= LEAST_FREE,
  );
}

/** What is not laid out has no size, and what lies beside the picture covers nothing of it. */
const isOver = ({ left, right, top, bottom }: Area): boolean =>
  right > left && bottom > top && right > 0 && left < 1 && bottom > 0 && top < 1;

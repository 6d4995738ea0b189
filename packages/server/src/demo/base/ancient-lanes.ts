import { createRandom, type PlanePoint, type Road } from "../model/index.ts";
import { courseOf, type RoadLine } from "./road-line.ts";

/** The lane round the tower's square and the one along the walls, metres from the tower. */
const SQUARE_M = 76;
const WALL_M = 442;
/** Lanes between them, metres from the tower: each half of the town has one of these sets on each side. */
const BETWEEN_M = [[199, 322], [260], [199, 322], [138, 322]] as const;
/** A lane may end this much past the one it meets, so that the crossing is found. */
const PAST_CROSSING_M = 8;

/**
 * Lanes of the ancient town: courts round the tower's square, closed by a lane along the walls. The four ancient
 * streets halve the town both ways, and the lanes of two halves need not meet: it grew for six hundred years.
 */
export function layAncientLanes(seed: number, tower: PlanePoint): RoadLine[] {
  const random = createRandom(seed, "ancient lanes");
  return (["east-west", "north-south"] as const).flatMap((family) =>
    [-1, 1].flatMap((side) => {
      const whole = [SQUARE_M, WALL_M].map((offM) => [side * offM, -WALL_M, WALL_M] as const);
      const halves = [
        ...random.pick(BETWEEN_M).map((offM) => [side * offM, -WALL_M, 0] as const),
        ...random.pick(BETWEEN_M).map((offM) => [side * offM, 0, WALL_M] as const),
      ];
      return [
        ...whole.map((lane) => ({ ...laneAt(tower, family, lane, 0), isWhole: true })),
        ...halves.map((lane) => laneAt(tower, family, lane, random.between(-9, 9))),
      ];
    }),
  );
}

function laneAt(
  tower: PlanePoint,
  family: Road["family"],
  [offsetM, fromM, toM]: readonly [number, number, number],
  shiftM: number,
): RoadLine {
  const [along, across] = family === "east-west" ? tower : [tower[1], tower[0]];
  const swingM = shiftM * 0.5;
  const course = courseOf(
    along - 700,
    along + 700,
    (alongM) => across + offsetM + shiftM + swingM * Math.sin((alongM - along) / 120 + shiftM),
  );
  return {
    family,
    roadClass: "lane",
    course,
    fromM: along + fromM - PAST_CROSSING_M,
    toM: along + toM + PAST_CROSSING_M,
    isDrawn: false,
  };
}

import type { PlanePoint } from "../model/index.ts";
import { widened } from "../model/plane-grid.ts";
import { type Bounds, boundsOf } from "../model/plane-shapes.ts";
import { alongOf, crossingOf, pointAt, type RoadLine } from "./road-line.ts";

/** A drawn road that runs out of the town keeps its end if that is at least this long, metres. */
const OPEN_END_M = 75;

/** A place where two lines cross, or where a drawn line leaves the town. */
export interface Crossing {
  readonly at: PlanePoint;
  readonly eastWest: number | null;
  readonly northSouth: number | null;
}

/** Finds every place in the town where an east-west line meets a north-south one, and where drawn lines leave it, on dry land. */
export function findCrossings(
  lines: readonly RoadLine[],
  extent: Bounds,
  mayEnd: (point: PlanePoint) => boolean,
): Crossing[] {
  const crossings: Crossing[] = [];
  const boxes = lines.map(boxOf);
  for (const [eastWest, one] of lines.entries()) {
    if (one.family !== "east-west") continue;
    for (const [northSouth, other] of lines.entries()) {
      const [a, b] = [boxes[eastWest], boxes[northSouth]];
      if (other.family !== "north-south" || !a || !b) continue;
      if (a.west > b.east || a.east < b.west || a.south > b.north || a.north < b.south) continue;
      const at = crossingOf(one.course, other.course, (b.west + b.east) / 2);
      const meets = reaches(one, at[0]) && reaches(other, at[1]) && isInside(at, extent);
      if (meets) crossings.push({ at, eastWest, northSouth });
    }
  }
  return [...crossings, ...openEnds(lines, crossings, extent).filter(({ at }) => mayEnd(at))];
}

/** Drawn roads that run out of the town end at its edge. */
function openEnds(lines: readonly RoadLine[], crossings: readonly Crossing[], extent: Bounds): Crossing[] {
  return lines.flatMap((line, index): Crossing[] => {
    if (!line.isDrawn) return [];
    const isEastWest = line.family === "east-west";
    const [low, high] = isEastWest ? [extent.west, extent.east] : [extent.south, extent.north];
    const along = crossings
      .filter((crossing) => (isEastWest ? crossing.eastWest : crossing.northSouth) === index)
      .map(({ at }) => alongOf(line.family, at));
    const leaves = [
      line.fromM < low && Math.min(...along) - low > OPEN_END_M ? [low] : [],
      line.toM > high && high - Math.max(...along) > OPEN_END_M ? [high] : [],
    ].flat();
    return leaves
      .map((alongM) => pointAt(line, alongM))
      .filter((at) => isInside(at, extent))
      .map((at) => ({ at, eastWest: isEastWest ? index : null, northSouth: isEastWest ? null : index }));
  });
}

function boxOf(line: RoadLine): Bounds {
  const points: PlanePoint[] = [];
  for (let alongM = line.fromM; alongM < line.toM + 20; alongM += 20) points.push(pointAt(line, alongM));
  return widened(boundsOf(points), 40);
}

function reaches(line: RoadLine, alongM: number): boolean {
  const graceM = line.isDrawn || !line.isFree ? 16 : 0;
  return alongM >= line.fromM - graceM && alongM <= line.toM + graceM;
}

function isInside([x, y]: PlanePoint, extent: Bounds): boolean {
  return x >= extent.west && x <= extent.east && y >= extent.south && y <= extent.north;
}

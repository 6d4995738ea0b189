import { CELL_DEG, cellIndex, type Subscription } from "@shuicheng/shared/protocol";

/** Most cells one subscription may cover; wider ones take the whole layer. */
const MAX_CELLS = 4_096;

/** Cells of the grid that a bbox touches, or undefined when it is absent or so wide that the whole layer is meant. */
export function cellsOf(bbox: Subscription["bbox"]): ReadonlySet<string> | undefined {
  if (!bbox) return undefined;
  const [west, south, east, north] = bbox;
  const columns = [cellIndex(west + 180), cellIndex(east + 180)] as const;
  const rows = [cellIndex(south + 90), cellIndex(north + 90)] as const;
  if ((columns[1] - columns[0] + 1) * (rows[1] - rows[0] + 1) > MAX_CELLS) return undefined;
  const cells = new Set<string>();
  for (let column = columns[0]; column <= columns[1]; column++) {
    for (let row = rows[0]; row <= rows[1]; row++) cells.add(`${column}_${row}`);
  }
  return cells;
}

/** Says what is wrong with a bbox, or undefined. */
export function findBboxFault(bbox: Subscription["bbox"]): string | undefined {
  if (!bbox) return undefined;
  const [west, south, east, north] = bbox;
  if (![west, south, east, north].every(Number.isFinite)) return "bbox holds a number that is not finite";
  if (west < -180 || east > 180 || south < -90 || north > 90)
    return "bbox leaves the world (degrees, west south east north)";
  if (west > east || south > north) return `bbox is west, south, east, north; cells are ${CELL_DEG}°`;
  return undefined;
}

/** Name of a topic: a layer, or one cell of it, by status alone or with levels. */
export function topicName(
  layerId: string,
  scope: { readonly cell?: string; readonly hasLevels: boolean },
): string {
  const place = scope.cell === undefined ? layerId : `${layerId}@${scope.cell}`;
  return scope.hasLevels ? `${place}+levels` : place;
}

import type { Datastream } from "@shuicheng/shared/contracts";
import type { ElementTable } from "@shuicheng/shared/ifc";

/** A number that a datastream says now. */
export interface LiveNumber {
  readonly datastream: Datastream;
  readonly row: number;
  readonly value: number;
}

/** Symbol of a datastream's unit; null for plain numbers. */
export const symbolOf = ({ unit }: Pick<Datastream, "unit">): string | null => unit?.symbol ?? null;

/** The unit that most numbers are in: others cannot be compared with them. */
export function findUsualUnit(numbers: readonly LiveNumber[]): string | null {
  const groups = [...Map.groupBy(numbers, ({ datastream }) => symbolOf(datastream))];
  return groups.sort((a, b) => b[1].length - a[1].length)[0]?.[0] ?? null;
}

/**
 * Values by row, NaN for none. An element with several datastreams has their mean.
 *
 * @param numbers All in one unit.
 * @param isOverSpaces True: each space has the mean of what it holds, itself included; other elements have none.
 */
export function spreadNumbers(
  table: Pick<ElementTable, "objects" | "classes">,
  numbers: readonly LiveNumber[],
  isOverSpaces: boolean,
): Float64Array {
  const sums = new Float64Array(table.objects.count);
  const counts = new Uint32Array(table.objects.count);
  const spaceOf = isOverSpaces ? createSpaceFinder(table) : (row: number) => row;
  for (const { row, value } of numbers) {
    const target = spaceOf(row);
    if (target < 0) continue;
    sums[target] = (sums[target] as number) + value;
    counts[target] = (counts[target] as number) + 1;
  }
  return sums.map((sum, row) => (counts[row] === 0 ? Number.NaN : sum / (counts[row] as number)));
}

/** The space that a row is or lies in; −1 for none. */
function createSpaceFinder({
  objects,
  classes,
}: Pick<ElementTable, "objects" | "classes">): (row: number) => number {
  const isSpace = classes.map(({ kind }) => kind === "space");
  return (start) => {
    for (let row = start; row >= 0; row = objects.parentRow[row] ?? -1) {
      if (isSpace[objects.classIndex[row] as number]) return row;
    }
    return -1;
  };
}

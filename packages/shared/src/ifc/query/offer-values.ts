import type { ElementTable } from "../elements/index.ts";
import type { ElementField } from "./element-field.ts";
import { cellText, type FieldColumn } from "./field-column.ts";

/** A value that occurs, and how many elements have it. */
export interface OfferedValue {
  /** As a filter's condition takes it. */
  readonly text: string;
  readonly elements: number;
}

/** What a filter can be offered of a field. */
export interface OfferedValues {
  /** Those that most elements have first, at most as many as were asked for. */
  readonly values: readonly OfferedValue[];
  /** Different values in all. */
  readonly different: number;
  /** Elements without a value. */
  readonly without: number;
  /** Least and greatest of numbers, in the column's unit; undefined for texts. */
  readonly range: readonly [least: number, greatest: number] | undefined;
}

/**
 * Counts the values of a field among some rows. The counts are what `=` would find there: a wall counts as `IfcWall` too where
 * it is an `IfcWallStandardCase`.
 *
 * @param isAsked By row: 1 for those that count. @param limit Values that are listed.
 */
export function offerValues(
  table: ElementTable,
  field: ElementField,
  column: FieldColumn,
  isAsked: Uint8Array,
  limit = 200,
): OfferedValues {
  const tally = createTally(column);
  let without = 0;
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < isAsked.length; row++) {
    if (isAsked[row] === 0) continue;
    const cell = column.cells[row] as number;
    if (Number.isNaN(cell)) {
      without++;
      continue;
    }
    const several = column.several.get(row);
    if (several) for (const each of several) tally.add(each);
    else tally.add(cell);
    if (cell < least) least = cell;
    if (cell > greatest) greatest = cell;
  }
  const counts = tally.finish();
  const isClass = "attribute" in field && field.attribute === "class";
  const offered = [...(isClass ? withSubclasses(table, counts) : counts)]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, limit);
  return {
    values: offered.map(([cell, elements]) => ({ text: cellText(column, cell), elements })),
    different: counts.size,
    without,
    range: column.kind === "number" && least <= greatest ? [least, greatest] : undefined,
  };
}

function withSubclasses({ classes }: ElementTable, counts: ReadonlyMap<number, number>): [number, number][] {
  return [...counts.keys()].map((cell) => {
    const name = classes[cell]?.name ?? "";
    let sum = 0;
    for (const [other, count] of counts) if (classes[other]?.lineage.includes(name)) sum += count;
    return [cell, sum];
  });
}

/** Numbers that are written alike, to six significant digits as on the screen, are one value: files are full of 0.9150000000000048. */
const SHOWN_DIGITS = 6;

function createTally({ kind, texts }: FieldColumn): {
  add(cell: number): void;
  finish(): Map<number, number>;
} {
  if (kind === "number") {
    const exact = new Map<number, number>();
    return {
      add: (cell) => exact.set(cell, (exact.get(cell) ?? 0) + 1),
      finish() {
        const shown = new Map<number, number>();
        for (const [cell, count] of exact) {
          const value = Number(cell.toPrecision(SHOWN_DIGITS));
          shown.set(value, (shown.get(value) ?? 0) + count);
        }
        return shown;
      },
    };
  }
  const counts = new Uint32Array(Math.max(texts.length, 3));
  return {
    add: (cell) => {
      counts[cell] = (counts[cell] as number) + 1;
    },
    finish: () => new Map([...counts.entries()].filter(([, count]) => count > 0)),
  };
}

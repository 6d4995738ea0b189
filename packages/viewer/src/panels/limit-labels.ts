/** Where the name of a limit stands: over or under its line, in which column from the left. */
export interface LabelPlace {
  readonly column: number;
  readonly isBelow: boolean;
}

/** A line of text with its air. */
const LABEL_PX = 16;
/** Columns that fit the narrowest chart. */
const COLUMNS = 4;

/**
 * Places the names of limits so that none lies on another limit's line, on another name or outside of the plot.
 * Over its own line comes first, then under it, then the next column; where nothing is free, over it in its own column.
 *
 * @param values Limits in the unit of the axis, any order.
 * @param range Lowest and highest value of the axis.
 * @param plotPx Height of the plot.
 */
export function placeLimitLabels(
  values: readonly number[],
  [low, high]: readonly [number, number],
  plotPx: number,
): LabelPlace[] {
  /** From the top. */
  const lines = values.map((value) => ((high - value) / (high - low)) * plotPx);
  const taken: { column: number; top: number }[] = [];
  return lines.map((linePx, own) => {
    const isFree = ({ column, isBelow }: LabelPlace): boolean => {
      const top = isBelow ? linePx : linePx - LABEL_PX;
      const isInPlot = top >= -LABEL_PX / 2 && top + LABEL_PX <= plotPx + LABEL_PX / 2;
      const isOffLines = lines.every((other, i) => i === own || other <= top || other >= top + LABEL_PX);
      const isOffNames = taken.every(
        (name) => name.column !== column || Math.abs(name.top - top) >= LABEL_PX,
      );
      return isInPlot && isOffLines && isOffNames;
    };
    const place = CANDIDATES.find(isFree) ?? { column: own % COLUMNS, isBelow: false };
    taken.push({ column: place.column, top: place.isBelow ? linePx : linePx - LABEL_PX });
    return place;
  });
}

const CANDIDATES: readonly LabelPlace[] = Array.from({ length: COLUMNS }, (_, column) => [
  { column, isBelow: false },
  { column, isBelow: true },
]).flat();

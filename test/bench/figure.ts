/** One measured figure as `npm run bench` prints it. `value` is the median of `n` runs. */
export interface Figure {
  readonly bench: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** What the ratio is taken against, measured in the same run. */
  readonly against?: string;
  /** Ours / theirs. */
  readonly ratio?: number;
  readonly n: number;
  readonly note?: string;
}

/** Prints a figure as one JSON line on standard output. */
export function printFigure(figure: Figure): void {
  const value = round(figure.value);
  const rounded = figure.ratio === undefined ? { value } : { value, ratio: round(figure.ratio) };
  process.stdout.write(`${JSON.stringify({ ...figure, ...rounded })}\n`);
}

/** Tells a person what is going on, beside the figures. */
export function tell(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}

/** The middle of the values, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** The value that `share` of the values do not exceed (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] as number;
}

/** Four significant digits: more would claim a precision that two shared cores don't have. */
function round(value: number): number {
  return Number(value.toPrecision(4));
}

import {
  cellText,
  convertUnit,
  type ElementField,
  type FieldColumn,
  isSameKind,
  type Unit,
} from "@shuicheng/shared/ifc";
import { rgbaOf } from "./hex-colour.ts";

/**
 * Colours of categories. None is near an alarm's red, orange, yellow or violet, the interface's blue or the selection's
 * white, so that no coloured wall reads as an alarm; neighbours differ in lightness, for eyes that do not tell hues apart.
 */
export const CATEGORY_COLOURS = [
  "#48A8B4",
  "#8A5F45",
  "#A8D89C",
  "#3C5430",
  "#B3688A",
  "#A39A3E",
  "#18789C",
  "#60D8C0",
] as const;

/** Colours of ranges, from least to greatest: one hue from dark to light, told apart by lightness alone. */
export const RANGE_COLOURS = ["#2A5E65", "#427980", "#5B9297", "#77ABAE", "#95C0C1", "#B2D2CF"] as const;

/** Of categories beyond those that have a colour of their own. */
export const OTHERS_COLOUR = "#7A848E";
/** Of what has no value. */
export const NO_VALUE_COLOUR = "#3F464D";

/** A line of the legend. */
export interface ColourEntry {
  /** What it is known by when it is switched off. */
  readonly key: string;
  /** A text, or the limits of a range (the upper one belongs to the next range, but for the last). */
  readonly label:
    | { readonly text: string }
    | { readonly from: number; readonly to: number }
    | { readonly others: number };
  readonly colour: string;
  readonly elements: number;
}

/** How elements of some models are coloured by a field. */
export interface ColourScheme {
  readonly entries: readonly ColourEntry[];
  /** Of numbers. */
  readonly unit: Unit | undefined;
  readonly kind: FieldColumn["kind"];
  /** Elements without a value. */
  readonly without: number;
  /** By model, in the order given, and row: number of the entry, −1 for no value, −2 for what is not coloured at all. */
  readonly entryOf: readonly Int16Array[];
}

/** A model's share in what is coloured. */
export interface ColouredModel {
  readonly column: FieldColumn;
  /** By row: 1 for what is coloured. */
  readonly isAsked: Uint8Array;
}

/**
 * Makes ranges of numbers and categories of texts, alike for all models. Ranges begin and end at round numbers. Categories are the
 * most frequent ones in the field's own order (storeys from low to high); the rest share one colour.
 *
 * @param field Decides on the order of categories.
 */
export function createColourScheme(field: ElementField, models: readonly ColouredModel[]): ColourScheme {
  const numbers = models.filter(({ column }) => column.kind === "number");
  const filled = models.filter(({ column }) => column.cells.some((cell) => !Number.isNaN(cell)));
  return numbers.length > 0 && filled.every(({ column }) => column.kind === "number")
    ? createRanges(models, numbers[0]?.column.unit)
    : createCategories(field, models);
}

const NOT_COLOURED = -2;
const WITHOUT = -1;

function createRanges(models: readonly ColouredModel[], unit: Unit | undefined): ColourScheme {
  const numberAt = models.map(({ column }) => convertTo(column, unit));
  const values: number[] = [];
  let without = 0;
  forEachAsked(models, (model, row) => {
    const value = (numberAt[model] as NumberAt)(row);
    if (Number.isNaN(value)) without++;
    else values.push(value);
  });
  const limits = chooseLimits(Float64Array.from(values).sort());
  const counts = new Uint32Array(Math.max(0, limits.length - 1));
  const entryOf = models.map(({ isAsked }) => new Int16Array(isAsked.length).fill(NOT_COLOURED));
  forEachAsked(models, (model, row) => {
    const value = (numberAt[model] as NumberAt)(row);
    const at = Number.isNaN(value) ? WITHOUT : rangeOf(limits, value);
    if (at >= 0) counts[at] = (counts[at] as number) + 1;
    (entryOf[model] as Int16Array)[row] = at;
  });
  const entries = [...counts].map((elements, i) => {
    const [from, to] = [limits[i] as number, limits[i + 1] as number];
    return { key: String(i), label: { from, to }, colour: rangeColour(i, counts.length), elements };
  });
  return { entries, unit, kind: "number", without, entryOf };
}

/** Even ranges that leave more than this share in one of them tell nothing apart: one hall among a hundred rooms. */
const CROWDED = 0.7;

/** Limits of even ranges; where nearly all would be in one, such that each has about as many. @param sorted Ascending. */
function chooseLimits(sorted: Float64Array): number[] {
  const [least, greatest] = [sorted[0], sorted.at(-1)];
  if (least === undefined || greatest === undefined) return [];
  const most = RANGE_COLOURS.length;
  const even = roundLimits(least, greatest, most);
  const counts = new Map<number, number>();
  for (const value of sorted) counts.set(rangeOf(even, value), (counts.get(rangeOf(even, value)) ?? 0) + 1);
  if (even.length < 3 || Math.max(...counts.values()) <= CROWDED * sorted.length) return even;
  const inner = Array.from({ length: most - 1 }, (_, i) => {
    const value = sorted[Math.floor(((i + 1) * sorted.length) / most)] as number;
    return Number(value.toPrecision(2));
  }).filter((limit) => limit > least && limit < greatest);
  return [...new Set([even[0] as number, ...inner, even.at(-1) as number])];
}

type NumberAt = (row: number) => number;

/** Numbers of a column in another unit; none where they cannot be given in it. */
function convertTo({ kind, cells, unit: own }: FieldColumn, unit: Unit | undefined): NumberAt {
  if (kind !== "number" || !isSameKind(own, unit)) return () => Number.NaN;
  if (!own || !unit || own === unit) return (row) => cells[row] as number;
  return (row) => convertUnit(cells[row] as number, own, unit);
}

/** Few ranges are spread over all the colours. */
function rangeColour(i: number, count: number): string {
  const last = RANGE_COLOURS.length - 1;
  return RANGE_COLOURS[count < 2 ? last >> 1 : Math.round((i * last) / (count - 1))] as string;
}

/** Values below are noise of whoever wrote the file, not something to make ranges of. */
const SMALLEST = 1e-100;

/**
 * Limits of ranges: multiples of 1, 2, 2.5 or 5 times a power of ten that hold both ends, with at most `most` ranges between
 * them. One value alone is one range.
 */
export function roundLimits(least: number, greatest: number, most: number): number[] {
  const size = Math.max(Math.abs(least), Math.abs(greatest), SMALLEST);
  if (greatest - least <= 1e-9 * size) return [least, greatest];
  for (let power = Math.floor(Math.log10((greatest - least) / most)); ; power++) {
    for (const factor of [1, 2, 2.5, 5]) {
      const step = factor * 10 ** power;
      const [first, last] = [Math.floor(least / step + 1e-9), Math.ceil(greatest / step - 1e-9)];
      if (last - first > most) continue;
      // Sums of steps drift (0.1 + 0.2); what is printed is read back.
      return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
    }
  }
}

function rangeOf(limits: readonly number[], value: number): number {
  let at = 0;
  while (at < limits.length - 2 && value >= (limits[at + 1] as number)) at++;
  return at;
}

function createCategories(field: ElementField, models: readonly ColouredModel[]): ColourScheme {
  const numbers = new Map<string, number>();
  const labels: string[] = [];
  /** Of each model by cell the number of its label. */
  const labelOf = models.map(({ column }) => {
    const known = new Map<number, number>();
    return (cell: number): number => {
      const before = known.get(cell);
      if (before !== undefined) return before;
      const text = [cellText(column, cell), column.kind === "number" ? column.unit?.symbol : ""]
        .filter(Boolean)
        .join(" ");
      const number = numbers.get(text) ?? labels.push(text) - 1;
      numbers.set(text, number);
      known.set(cell, number);
      return number;
    };
  });
  const counts: number[] = [];
  const entryOf = models.map(({ isAsked }) => new Int16Array(isAsked.length).fill(NOT_COLOURED));
  const numberOf = models.map(({ isAsked }) => new Int32Array(isAsked.length).fill(WITHOUT));
  let without = 0;
  forEachAsked(models, (model, row) => {
    const cell = models[model]?.column.cells[row] as number;
    if (Number.isNaN(cell)) {
      without++;
      return;
    }
    const number = (labelOf[model] as (cell: number) => number)(cell);
    (numberOf[model] as Int32Array)[row] = number;
    counts[number] = (counts[number] ?? 0) + 1;
  });
  const { entries, entryOfLabel } = chooseCategories(field, models, labels, counts);
  forEachAsked(models, (model, row) => {
    const number = numberOf[model]?.[row] as number;
    (entryOf[model] as Int16Array)[row] = number < 0 ? WITHOUT : (entryOfLabel[number] as number);
  });
  const kind = models.some(({ column }) => column.kind === "logical") ? "logical" : "text";
  return { entries, unit: undefined, kind, without, entryOf };
}

function chooseCategories(
  field: ElementField,
  models: readonly ColouredModel[],
  labels: readonly string[],
  counts: readonly number[],
): { entries: ColourEntry[]; entryOfLabel: Int16Array } {
  const byCount = labels.map((_, number) => number).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
  const most = CATEGORY_COLOURS.length;
  const chosen = byCount.slice(0, most);
  const rest = byCount.slice(most);
  // Storeys are read from low to high; all else from many to few.
  if ("attribute" in field && field.attribute === "storey") {
    const order = models.flatMap(({ column }) => [...column.texts]);
    chosen.sort((a, b) => order.indexOf(labels[a] as string) - order.indexOf(labels[b] as string));
  }
  const entries: ColourEntry[] = chosen.map((number, i) => ({
    key: `=${labels[number]}`,
    label: { text: labels[number] as string },
    colour: CATEGORY_COLOURS[i] as string,
    elements: counts[number] ?? 0,
  }));
  const entryOfLabel = new Int16Array(labels.length).fill(entries.length);
  chosen.forEach((number, i) => {
    entryOfLabel[number] = i;
  });
  if (rest.length > 0) {
    const elements = rest.reduce((sum, number) => sum + (counts[number] ?? 0), 0);
    entries.push({ key: "others", label: { others: rest.length }, colour: OTHERS_COLOUR, elements });
  }
  return { entries, entryOfLabel };
}

function forEachAsked(models: readonly ColouredModel[], visit: (model: number, row: number) => void): void {
  models.forEach(({ isAsked }, model) => {
    for (let row = 0; row < isAsked.length; row++) if (isAsked[row] === 1) visit(model, row);
  });
}

/**
 * The colours of a model for the picture: red, green, blue, opacity of each row, 0 to 255. What is not coloured or switched off has
 * opacity 0, its own colour.
 *
 * @param off Keys of entries that are switched off; `none` is what has no value.
 */
export function paintScheme(scheme: ColourScheme, model: number, off: ReadonlySet<string>): Uint8Array {
  const entryOf = scheme.entryOf[model] ?? new Int16Array();
  const colours = scheme.entries.map(({ key, colour }) => (off.has(key) ? undefined : rgbaOf(colour)));
  const none = off.has(NO_VALUE_KEY) ? undefined : rgbaOf(NO_VALUE_COLOUR);
  const paint = new Uint8Array(4 * entryOf.length);
  for (let row = 0; row < entryOf.length; row++) {
    const entry = entryOf[row] as number;
    const colour = entry === NOT_COLOURED ? undefined : entry === WITHOUT ? none : colours[entry];
    if (colour) paint.set(colour, 4 * row);
  }
  return paint;
}

/** Key of what has no value. */
export const NO_VALUE_KEY = "none";

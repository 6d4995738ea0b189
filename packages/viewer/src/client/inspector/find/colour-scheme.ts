import {
  cellText,
  convertUnit,
  type ElementField,
  type FieldColumn,
  isSameKind,
  type Unit,
} from "@shuicheng/shared/ifc";
import { PAINT_MARKS } from "../paint-marks.ts";
import { mixHex, rgbaOf } from "./hex-colour.ts";
import { chooseLimits, openLimits, rangeOf } from "./range-limits.ts";

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

/**
 * Colours of ranges, from least to greatest: from dark petrol to light green in steps of 13 of CIE L*, so that neighbours are told
 * apart by lightness alone, also on faces in the shade.
 */
export const RANGE_COLOURS = ["#003C4B", "#005F6B", "#008382", "#38A795", "#81C9AB", "#C1E9CA"] as const;

/** Of categories beyond those that have a colour of their own. */
export const OTHERS_COLOUR = "#7A848E";
/** Of what has no value. */
export const NO_VALUE_COLOUR = "#3F464D";
/** Of rooms that have no value, hatched: on a plan they lie beside the darkest range. */
export const NO_VALUE_ROOM_COLOUR = "#98A1A9";

/** A line of the legend. */
export interface ColourEntry {
  /** What it is known by when it is switched off. */
  readonly key: string;
  /** A text, or the limits of a range (the upper one belongs to the next range, but for the last), infinite where it is open. */
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
  /** By row: 1 for what a filter has found; undefined without one. Ranges span these alone, categories all. */
  readonly isFound?: Uint8Array | undefined;
}

/**
 * Makes ranges of numbers and categories of texts, alike for all models. Ranges begin and end at round numbers. Categories are the
 * most frequent ones in the field's own order (storeys from low to high); the rest share one colour.
 *
 * @param field Decides on the order of categories.
 * @param ownLimits Of ranges, in the unit of the first model that has numbers; null: as {@link chooseLimits} has them.
 */
export function createColourScheme(
  field: ElementField,
  models: readonly ColouredModel[],
  ownLimits: readonly number[] | null = null,
): ColourScheme {
  const numbers = models.filter(({ column }) => column.kind === "number");
  const filled = models.filter(({ column }) => column.cells.some((cell) => !Number.isNaN(cell)));
  return numbers.length > 0 && filled.every(({ column }) => column.kind === "number")
    ? createRanges(
        models.map(({ column, isAsked, isFound }) => ({ column, isAsked: isFound ?? isAsked })),
        numbers[0]?.column.unit,
        ownLimits,
      )
    : createCategories(field, models);
}

const NOT_COLOURED = -2;
const WITHOUT = -1;

function createRanges(
  models: readonly ColouredModel[],
  unit: Unit | undefined,
  ownLimits: readonly number[] | null,
): ColourScheme {
  const numberAt = models.map(({ column }) => convertTo(column, unit));
  const values: number[] = [];
  let without = 0;
  forEachAsked(models, (model, row) => {
    const value = (numberAt[model] as NumberAt)(row);
    if (Number.isNaN(value)) without++;
    else values.push(value);
  });
  const sorted = Float64Array.from(values).sort();
  const limits = ownLimits ? openLimits(ownLimits, sorted) : chooseLimits(sorted, RANGE_COLOURS.length);
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

type NumberAt = (row: number) => number;

/** Numbers of a column in another unit; none where they cannot be given in it. */
function convertTo({ kind, cells, unit: own }: FieldColumn, unit: Unit | undefined): NumberAt {
  if (kind !== "number" || !isSameKind(own, unit)) return () => Number.NaN;
  if (!own || !unit || own === unit) return (row) => cells[row] as number;
  return (row) => convertUnit(cells[row] as number, own, unit);
}

/** Few ranges are spread over all the colours; where there are more ranges than colours they lie between two. */
function rangeColour(i: number, count: number): string {
  const last = RANGE_COLOURS.length - 1;
  const at = count < 2 ? last >> 1 : (i * last) / (count - 1);
  if (count <= RANGE_COLOURS.length) return RANGE_COLOURS[Math.round(at)] as string;
  const low = Math.min(last - 1, Math.floor(at));
  return mixHex(RANGE_COLOURS[low] as string, RANGE_COLOURS[low + 1] as string, at - low);
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
 * @param off Keys of entries that are switched off; `none` is what has no value. @param isRoom Of a row.
 */
export function paintScheme(
  scheme: ColourScheme,
  model: number,
  off: ReadonlySet<string>,
  isRoom: (row: number) => boolean,
): Uint8Array {
  const entryOf = scheme.entryOf[model] ?? new Int16Array();
  const colours = scheme.entries.map(({ key, colour }) => (off.has(key) ? undefined : rgbaOf(colour)));
  const none = off.has(NO_VALUE_KEY) ? undefined : rgbaOf(NO_VALUE_COLOUR);
  const noneOfRoom = none && [...rgbaOf(NO_VALUE_ROOM_COLOUR).slice(0, 3), PAINT_MARKS.old];
  const paint = new Uint8Array(4 * entryOf.length);
  for (let row = 0; row < entryOf.length; row++) {
    const entry = entryOf[row] as number;
    if (entry === NOT_COLOURED) continue;
    const colour = entry !== WITHOUT ? colours[entry] : isRoom(row) ? noneOfRoom : none;
    if (colour) paint.set(colour, 4 * row);
  }
  return paint;
}

/** Whether a model's row has no value. @param model Its place in the scheme. */
export const isWithout = ({ entryOf }: ColourScheme, model: number, row: number): boolean =>
  entryOf[model]?.[row] === WITHOUT;

/** Key of what has no value. */
export const NO_VALUE_KEY = "none";

/** Whether a model's row belongs to an entry that is switched off. @param model Its place in the scheme. */
export function readOff(
  scheme: ColourScheme,
  model: number,
  off: ReadonlySet<string>,
): (row: number) => boolean {
  const entryOf = scheme.entryOf[model] ?? new Int16Array();
  const isOff = scheme.entries.map(({ key }) => off.has(key));
  const isNoneOff = off.has(NO_VALUE_KEY);
  return (row) => {
    const entry = entryOf[row] as number;
    return entry === WITHOUT ? isNoneOff : (isOff[entry] ?? false);
  };
}

/**
 * How many elements of each entry are among those found; behind the entries those without a value.
 *
 * @param isFound By model in the scheme's order, and row.
 */
export function countFound(
  { entries, entryOf }: ColourScheme,
  isFound: readonly (Uint8Array | undefined)[],
): readonly number[] {
  const counts = new Array<number>(entries.length + 1).fill(0);
  entryOf.forEach((own, model) => {
    own.forEach((entry, row) => {
      if (entry === NOT_COLOURED || isFound[model]?.[row] !== 1) return;
      const at = entry === WITHOUT ? entries.length : entry;
      counts[at] = (counts[at] as number) + 1;
    });
  });
  return counts;
}

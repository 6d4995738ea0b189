import type { ElementField } from "@shuicheng/shared/ifc";
import { fieldFromJson, fieldToJson } from "./filter-format.ts";
import { MAX_OWN_LIMITS } from "./range-limits.ts";

/** What elements are coloured by, which limits somebody chose, and what of the legend is switched off. */
interface Colouring {
  readonly colourBy: ElementField | null;
  readonly ownLimits: readonly number[] | null;
  readonly off: ReadonlySet<string>;
}

const MAX_OFF = 50;
const MAX_KEY = 500;

/** Writes colours for a link: the field (`["storey"]`), or with more to say `[["storey"],[limits],["keys that are off"]]`. */
export function writeColouring({ colourBy, ownLimits, off }: Colouring): string | undefined {
  if (!colourBy) return undefined;
  const field = fieldToJson(colourBy);
  return JSON.stringify(ownLimits || off.size > 0 ? [field, ownLimits ?? [], [...off]] : field);
}

/** Reads what {@link writeColouring} wrote; undefined for anything else. */
export function readColouring(text: string): Colouring | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parsed)) return undefined;
  const [first, limits, off] = Array.isArray(parsed[0]) ? (parsed as unknown[]) : [parsed, [], []];
  const colourBy = fieldFromJson(first);
  if (!colourBy || !isLimits(limits) || !isKeys(off)) return undefined;
  return { colourBy, ownLimits: limits.length > 0 ? limits : null, off: new Set(off) };
}

const isLimits = (value: unknown): value is number[] =>
  Array.isArray(value) &&
  value.length <= MAX_OWN_LIMITS &&
  value.every((each, i) => Number.isFinite(each) && (i === 0 || each > value[i - 1]));

const isKeys = (value: unknown): value is string[] =>
  Array.isArray(value) &&
  value.length <= MAX_OFF &&
  value.every((each) => typeof each === "string" && each.length <= MAX_KEY);

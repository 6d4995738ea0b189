import { decodeFilter, encodeFilter, type KeptFilter } from "./filter-format.ts";

/** A filter that somebody gave a name, in this browser. */
export interface SavedFilter extends KeptFilter {
  readonly name: string;
}

/** What a file of filters held. */
export interface ReadFilters {
  readonly filters: readonly SavedFilter[];
  /** Entries that could not be read. */
  readonly unreadable: number;
}

const KEY = "shuicheng.inspector-filters";
const MAX_SAVED = 100;
/** Says in a file that it is one of ours; the number changes where the format does. */
const FORMAT = "shuicheng-inspector-filters/1";

/** The saved filters by name, those of before that can still be read. */
export function readSavedFilters(): readonly SavedFilter[] {
  try {
    return parseSavedFilters(localStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

/** Reads a list as {@link writeSavedFilters} wrote it. */
export function parseSavedFilters(json: string): readonly SavedFilter[] {
  return readEntries(JSON.parse(json)).filters;
}

function readEntries(kept: unknown): ReadFilters {
  if (!Array.isArray(kept)) return { filters: [], unreadable: 0 };
  const filters = kept.slice(0, MAX_SAVED).flatMap((entry: unknown) => {
    if (!Array.isArray(entry) || typeof entry[0] !== "string" || typeof entry[1] !== "string") return [];
    const filter = decodeFilter(entry[1]);
    return filter && entry[0].trim() !== "" ? [{ name: entry[0], ...filter }] : [];
  });
  return { filters, unreadable: kept.length - filters.length };
}

/** Writes a list of filters. */
export function writeSavedFilters(filters: readonly SavedFilter[]): string {
  return JSON.stringify(filters.map((each) => [each.name, encodeFilter(each)]));
}

/** A list as a file, to be taken to another browser. */
export function writeFilterFile(filters: readonly SavedFilter[]): string {
  return JSON.stringify({ format: FORMAT, filters: JSON.parse(writeSavedFilters(filters)) }, null, 2);
}

/** Reads what {@link writeFilterFile} wrote; undefined where a file is none of these. */
export function readFilterFile(text: string): ReadFilters | undefined {
  try {
    const { format, filters } = JSON.parse(text) as { format?: unknown; filters?: unknown };
    return format === FORMAT ? readEntries(filters) : undefined;
  } catch {
    return undefined;
  }
}

/** A list with one more; one of the same name is replaced. */
export function withSavedFilter(filters: readonly SavedFilter[], added: SavedFilter): readonly SavedFilter[] {
  return [...filters.filter(({ name }) => name !== added.name), added].slice(-MAX_SAVED);
}

/** A list with those of a file: alike ones once, another one of a name that is taken as `name (2)`. */
export function withImported(
  filters: readonly SavedFilter[],
  imported: readonly SavedFilter[],
): readonly SavedFilter[] {
  return imported.reduce<readonly SavedFilter[]>((list, added) => {
    const isSame = (one: SavedFilter) => one.name === added.name && encodeFilter(one) === encodeFilter(added);
    return list.some(isSame) ? list : withSavedFilter(list, { ...added, name: freeName(list, added.name) });
  }, filters);
}

/** A list in which one that was deleted is again, behind the one that it stood behind. A newer one of its name stays. */
export function withRestored(
  filters: readonly SavedFilter[],
  name: string,
  before: readonly SavedFilter[],
): readonly SavedFilter[] {
  const old = before.find((each) => each.name === name);
  if (!old || filters.some((each) => each.name === name)) return filters;
  const ahead = new Set(before.slice(0, before.indexOf(old)).map((each) => each.name));
  const at = filters.findLastIndex((each) => ahead.has(each.name)) + 1;
  return filters.toSpliced(at, 0, old);
}

function freeName(filters: readonly SavedFilter[], wanted: string): string {
  const taken = new Set(filters.map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted} (${number})`;
    if (!taken.has(name)) return name;
  }
}

/** Keeps a list for the next visit. False where the browser keeps nothing: then it lasts as long as the page. */
export function keepSavedFilters(filters: readonly SavedFilter[]): boolean {
  try {
    localStorage.setItem(KEY, writeSavedFilters(filters));
    return true;
  } catch {
    return false;
  }
}

/** Tells when another page of this browser has saved filters. Answers what ends it. */
export function watchSavedFilters(onChange: (filters: readonly SavedFilter[]) => void): () => void {
  const hear = ({ key }: StorageEvent): void => {
    if (key === KEY) onChange(readSavedFilters());
  };
  window.addEventListener("storage", hear);
  return () => window.removeEventListener("storage", hear);
}

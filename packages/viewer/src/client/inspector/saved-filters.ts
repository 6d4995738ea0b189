import { decodeFilter, encodeFilter, type KeptFilter } from "./filter-format.ts";

/** A filter that somebody gave a name, in this browser. */
export interface SavedFilter extends KeptFilter {
  readonly name: string;
}

const KEY = "shuicheng.inspector-filters";
const MAX_SAVED = 100;

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
  const kept: unknown = JSON.parse(json);
  if (!Array.isArray(kept)) return [];
  return kept.slice(0, MAX_SAVED).flatMap((entry: unknown) => {
    if (!Array.isArray(entry) || typeof entry[0] !== "string" || typeof entry[1] !== "string") return [];
    const filter = decodeFilter(entry[1]);
    return filter ? [{ name: entry[0], ...filter }] : [];
  });
}

/** Writes a list of filters. */
export function writeSavedFilters(filters: readonly SavedFilter[]): string {
  return JSON.stringify(filters.map((each) => [each.name, encodeFilter(each)]));
}

/** A list with one more; one of the same name is replaced. */
export function withSavedFilter(filters: readonly SavedFilter[], added: SavedFilter): readonly SavedFilter[] {
  return [...filters.filter(({ name }) => name !== added.name), added].slice(-MAX_SAVED);
}

/** Keeps a list for the next visit, where the browser keeps anything. */
export function keepSavedFilters(filters: readonly SavedFilter[]): void {
  try {
    localStorage.setItem(KEY, writeSavedFilters(filters));
  } catch {
    // Without storage they last as long as the page.
  }
}

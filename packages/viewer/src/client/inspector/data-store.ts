import { type ElementField, type ElementFilter, type FilterCondition, fieldKey } from "@shuicheng/shared/ifc";
import { create } from "zustand";
import type { ColourScheme } from "./colour-scheme.ts";
import type { KeptFilter } from "./filter-format.ts";
import { keepSavedFilters, readSavedFilters, type SavedFilter, withSavedFilter } from "./saved-filters.ts";

/** Which elements the table lists. */
export type TableScope = "found" | "selected";

/** How the table is ordered. */
export interface TableSort {
  /** Key of the column's field, see `fieldKey`. */
  readonly key: string;
  readonly direction: "up" | "down";
}

interface DataState {
  /** What is sought in everything. */
  readonly text: string;
  readonly filter: ElementFilter;
  /** What the filter found; null while there is none. */
  readonly found: { readonly count: number; readonly of: number } | null;
  /** By model and row: 1 for what was found, or for all elements and rooms while there is no filter. */
  readonly isFound: ReadonlyMap<string, Uint8Array>;
  /** The index that finds texts is being built. */
  readonly isIndexing: boolean;
  /** What elements are coloured by. */
  readonly colourBy: ElementField | null;
  readonly scheme: ColourScheme | null;
  /** Keys of the legend's entries that are switched off. */
  readonly off: ReadonlySet<string>;
  readonly isTableOpen: boolean;
  /** Null: those that the page proposes. */
  readonly columns: readonly ElementField[] | null;
  readonly sort: TableSort | null;
  readonly scope: TableScope;
  readonly saved: readonly SavedFilter[];
}

interface DataActions {
  seek(text: string): void;
  /** Puts a condition into a group, at the end where `at` is none of it; a group that is not there yet is added. */
  setCondition(group: number, at: number, condition: FilterCondition): void;
  removeCondition(group: number, at: number): void;
  /** Text and conditions together, as saved ones and links have them. */
  takeFilter(kept: KeptFilter): void;
  clearFilter(): void;
  saveFilter(name: string): void;
  forgetFilter(name: string): void;
  colour(field: ElementField | null): void;
  toggleEntry(key: string): void;
  /** Switches all other entries off, or where that is so all on again. */
  soloEntry(key: string, all: readonly string[]): void;
  openTable(isOpen: boolean): void;
  setColumns(columns: readonly ElementField[]): void;
  /** Up, then down, then as in the file. */
  sortBy(field: ElementField): void;
  setScope(scope: TableScope): void;
}

const NO_FILTER: ElementFilter = { groups: [] };

const NOTHING: Omit<DataState, "saved"> = {
  text: "",
  filter: NO_FILTER,
  found: null,
  isFound: new Map(),
  isIndexing: false,
  colourBy: null,
  scheme: null,
  off: new Set(),
  isTableOpen: false,
  columns: null,
  sort: null,
  scope: "found",
};

/** What is sought, filtered, coloured and listed of the inspector's models. Panels write it; `bind-element-data.ts` works it out. */
export const useDataStore = create<DataState & DataActions & { reset(): void }>()((set, get) => ({
  ...NOTHING,
  saved: readSavedFilters(),
  reset: () => set(NOTHING),
  seek: (text) => set({ text }),
  setCondition(group, at, condition) {
    const groups = get().filter.groups.map((each) => [...each]);
    const own = groups[group] ?? [];
    if (!groups[group]) groups.push(own);
    own[Math.min(at, own.length)] = condition;
    set({ filter: { groups } });
  },
  removeCondition(group, at) {
    const groups = get()
      .filter.groups.map((each, i) => (i === group ? each.toSpliced(at, 1) : each))
      .filter((each) => each.length > 0);
    set({ filter: { groups } });
  },
  takeFilter: ({ text, filter }) => set({ text, filter }),
  clearFilter: () => set({ text: "", filter: NO_FILTER }),
  saveFilter(name) {
    const { text, filter, saved } = get();
    set({ saved: keep(withSavedFilter(saved, { name: name.trim(), text, filter })) });
  },
  forgetFilter: (name) => set({ saved: keep(get().saved.filter((each) => each.name !== name)) }),
  colour: (colourBy) => set({ colourBy, off: new Set() }),
  toggleEntry(key) {
    const off = new Set(get().off);
    if (!off.delete(key)) off.add(key);
    set({ off });
  },
  soloEntry(key, all) {
    const others = all.filter((each) => each !== key);
    const { off } = get();
    const isAlone = !off.has(key) && others.every((each) => off.has(each));
    set({ off: new Set(isAlone ? [] : others) });
  },
  openTable: (isTableOpen) => set({ isTableOpen }),
  setColumns: (columns) => set({ columns }),
  sortBy(field) {
    const key = fieldKey(field);
    const { sort } = get();
    const next = sort?.key !== key ? "up" : sort.direction === "up" ? "down" : undefined;
    set({ sort: next ? { key, direction: next } : null });
  },
  setScope: (scope) => set({ scope }),
}));

function keep(filters: readonly SavedFilter[]): readonly SavedFilter[] {
  keepSavedFilters(filters);
  return filters;
}

/** Whether anything is sought or filtered. */
export function isFiltering({ text, filter }: KeptFilter): boolean {
  return text.trim() !== "" || filter.groups.some((group) => group.length > 0);
}

/** Whether two fields are the same. */
export const isSameField = (a: ElementField, b: ElementField): boolean => fieldKey(a) === fieldKey(b);

import { type ElementField, type ElementFilter, type FilterCondition, fieldKey } from "@shuicheng/shared/ifc";
import { create } from "zustand";
import { recordStep } from "../tool-history.ts";
import type { ColourScheme } from "./colour-scheme.ts";
import type { KeptFilter } from "./filter-format.ts";
import {
  keepSavedFilters,
  readSavedFilters,
  type SavedFilter,
  withImported,
  withRestored,
  withSavedFilter,
} from "./saved-filters.ts";

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
  /** Limits of ranges that somebody chose, ascending, in the scheme's unit; null: those that the values suggest. */
  readonly ownLimits: readonly number[] | null;
  /** Keys of the legend's entries that are switched off: their elements are left out as by a filter. */
  readonly off: ReadonlySet<string>;
  readonly isTableOpen: boolean;
  /** Null: those that the page proposes. */
  readonly columns: readonly ElementField[] | null;
  readonly sort: TableSort | null;
  /** The table lists sums of all that have the same of this; null: element by element. */
  readonly groupBy: ElementField | null;
  readonly scope: TableScope;
  readonly saved: readonly SavedFilter[];
  /** False once the browser has refused to keep them. */
  readonly isSavedKept: boolean;
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
  /** Brings one back that was deleted, to its place in the list of before. */
  restoreFilter(name: string, before: readonly SavedFilter[]): void;
  /** False where another one has the name. */
  renameFilter(name: string, next: string): boolean;
  /** Those of a file, besides those that are there. */
  importFilters(imported: readonly SavedFilter[]): void;
  colour(field: ElementField | null): void;
  setOwnLimits(limits: readonly number[] | null): void;
  toggleEntry(key: string): void;
  /** Switches all other entries off, or where that is so all on again. */
  soloEntry(key: string, all: readonly string[]): void;
  openTable(isOpen: boolean): void;
  setColumns(columns: readonly ElementField[]): void;
  /** Up, then down, then as in the file. */
  sortBy(field: ElementField): void;
  setScope(scope: TableScope): void;
  setGroupBy(field: ElementField | null): void;
}

/** What the legend shows. */
type Colouring = Pick<DataState, "colourBy" | "off" | "ownLimits">;

const NO_FILTER: ElementFilter = { groups: [] };

const NOTHING: Omit<DataState, "saved" | "isSavedKept"> = {
  text: "",
  filter: NO_FILTER,
  found: null,
  isFound: new Map(),
  isIndexing: false,
  colourBy: null,
  scheme: null,
  ownLimits: null,
  off: new Set(),
  isTableOpen: false,
  columns: null,
  sort: null,
  groupBy: null,
  scope: "found",
};

/** What is sought, filtered, coloured and listed of the inspector's models. Panels write it; `bind-element-data.ts` works it out. */
export const useDataStore = create<DataState & DataActions & { reset(): void }>()((set, get) => {
  let searches = 0;
  /** Another filter, as a step that can be undone. */
  const sift = (after: KeptFilter, run?: string): void => {
    const { text, filter } = get();
    if (text === after.text && filter === after.filter) return;
    recordStep({ undo: () => set({ text, filter }), redo: () => set(after) }, run);
    set(after);
  };
  /** Another look of the legend, as a step that can be undone. */
  const dye = ({ colourBy: by, off: without, ownLimits: limits }: Colouring): void => {
    const after: Colouring = { colourBy: by, off: without, ownLimits: limits };
    const { colourBy, off, ownLimits } = get();
    recordStep({ undo: () => set({ colourBy, off, ownLimits }), redo: () => set(after) });
    set(after);
  };
  /** Another list of saved filters, as a step that can be undone. */
  const keep = (saved: readonly SavedFilter[]): void => {
    const before = get().saved;
    const put = (list: readonly SavedFilter[]): void =>
      set({ saved: list, isSavedKept: keepSavedFilters(list) });
    recordStep({ undo: () => put(before), redo: () => put(saved) });
    put(saved);
  };
  return {
    ...NOTHING,
    saved: readSavedFilters(),
    isSavedKept: true,
    reset: () => set(NOTHING),
    seek(text) {
      // What is typed letter by letter is one step, until the box was empty.
      if (get().text === "") searches++;
      sift({ text, filter: get().filter }, `seek ${searches}`);
    },
    setCondition(group, at, condition) {
      const groups = get().filter.groups.map((each) => [...each]);
      const own = groups[group] ?? [];
      if (!groups[group]) groups.push(own);
      own[Math.min(at, own.length)] = condition;
      sift({ text: get().text, filter: { groups } });
    },
    removeCondition(group, at) {
      const groups = get()
        .filter.groups.map((each, i) => (i === group ? each.toSpliced(at, 1) : each))
        .filter((each) => each.length > 0);
      sift({ text: get().text, filter: { groups } });
    },
    takeFilter: ({ text, filter }) => sift({ text, filter }),
    clearFilter: () => sift({ text: "", filter: NO_FILTER }),
    saveFilter(name) {
      const { text, filter, saved } = get();
      keep(withSavedFilter(saved, { name: name.trim(), text, filter }));
    },
    forgetFilter: (name) => keep(get().saved.filter((each) => each.name !== name)),
    restoreFilter: (name, before) => keep(withRestored(get().saved, name, before)),
    renameFilter(name, next) {
      const { saved } = get();
      if (saved.some((each) => each.name === next && each.name !== name)) return false;
      if (next !== name) keep(saved.map((each) => (each.name === name ? { ...each, name: next } : each)));
      return true;
    },
    importFilters: (imported) => keep(withImported(get().saved, imported)),
    colour: (colourBy) => dye({ colourBy, off: new Set(), ownLimits: null }),
    setOwnLimits: (ownLimits) => dye({ colourBy: get().colourBy, off: new Set(), ownLimits }),
    toggleEntry(key) {
      const off = new Set(get().off);
      if (!off.delete(key)) off.add(key);
      dye({ ...get(), off });
    },
    soloEntry(key, all) {
      const others = all.filter((each) => each !== key);
      const { off } = get();
      const isAlone = !off.has(key) && others.every((each) => off.has(each));
      dye({ ...get(), off: new Set(isAlone ? [] : others) });
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
    setGroupBy: (groupBy) => set({ groupBy, sort: null }),
  };
});

/** Whether anything is sought or filtered. */
export function isFiltering({ text, filter }: KeptFilter): boolean {
  return text.trim() !== "" || filter.groups.some((group) => group.length > 0);
}

/** Whether two fields are the same. */
export const isSameField = (a: ElementField, b: ElementField): boolean => fieldKey(a) === fieldKey(b);

import {
  type ElementFilter,
  type ElementTable,
  type FilterResult,
  filterElements,
} from "@shuicheng/shared/ifc";
import { type OpenModel, useInspectorStore } from "../../inspector-store.ts";
import { addLinkPart } from "../link/link-store.ts";
import { rowsIn } from "../tree/tree-model.ts";
import { withParts } from "../with-parts.ts";
import { createColourScheme, paintScheme, readOff } from "./colour-scheme.ts";
import { readColouring, writeColouring } from "./colouring-format.ts";
import { isFiltering, useDataStore } from "./data-store.ts";
import { buildIndex, dataOf } from "./element-data.ts";
import { decodeFilter, encodeFilter } from "./filter-format.ts";
import { describeRows } from "./row-texts.ts";
import { watchSavedFilters } from "./saved-filters.ts";

/**
 * Has the inspector's picture follow what is sought, filtered and coloured, and gives both to links. What was asked for in
 * one turn is worked out together in the next, and indexes for texts are built as soon as something is sought.
 *
 * @returns What ends it, and takes filter and colours away.
 */
export function bindElementData(): () => void {
  const ending = new AbortController();
  let isFilterDue = false;
  let isColourDue = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const work = (): void => {
    timer = undefined;
    // Ranges of colours span what is found, and what the legend has switched off is left out as by a filter.
    if (isFilterDue) findElements(ending.signal, later);
    if (isColourDue || (isFilterDue && useDataStore.getState().scheme?.kind === "number")) applyColours();
    if (isFilterDue) showFound();
    isFilterDue = false;
    isColourDue = false;
  };
  const later = (): void => {
    isFilterDue = true;
    schedule();
  };
  const schedule = (): void => {
    if (!ending.signal.aborted) timer ??= setTimeout(work, 0);
  };
  const endings = [
    useDataStore.subscribe((now, before) => {
      const isSifted = now.text !== before.text || now.filter !== before.filter || now.off !== before.off;
      const isDyed = COLOURING.some((key) => now[key] !== before[key]);
      if (!isSifted && !isDyed) return;
      isFilterDue ||= isSifted;
      isColourDue ||= isDyed;
      schedule();
    }),
    useInspectorStore.subscribe((now, before) => {
      if (now.models === before.models) return;
      isFilterDue = true;
      isColourDue = true;
      schedule();
    }),
    addLinkPart(FILTER_PART),
    addLinkPart(COLOUR_PART),
    watchSavedFilters((saved) => useDataStore.setState({ saved })),
  ];
  isFilterDue = true;
  isColourDue = true;
  schedule();
  return () => {
    ending.abort();
    clearTimeout(timer);
    for (const end of endings) end();
    useDataStore.getState().reset();
    const { filter, paint } = useInspectorStore.getState();
    filter(undefined);
    paint("property", undefined);
  };
}

const FILTER_PART = {
  name: "filter",
  write: () => (isFiltering(useDataStore.getState()) ? encodeFilter(useDataStore.getState()) : undefined),
  read(text: string) {
    const kept = decodeFilter(text);
    if (kept) useDataStore.setState(kept);
    return kept !== undefined;
  },
  clear: () => useDataStore.setState({ text: "", filter: { groups: [] } }),
};

const COLOURING = ["colourBy", "off", "ownLimits"] as const;

const COLOUR_PART = {
  name: "colour",
  write: () => writeColouring(useDataStore.getState()),
  read(text: string) {
    const colouring = readColouring(text);
    if (colouring) useDataStore.setState(colouring);
    return colouring !== undefined;
  },
  clear: () => useDataStore.setState({ colourBy: null, ownLimits: null, off: new Set() }),
};

/** Finds what is sought and filtered. @param again Called when an index is there that was missing. */
function findElements(signal: AbortSignal, again: () => void): void {
  const { models } = useInspectorStore.getState();
  const { text, filter } = useDataStore.getState();
  const sought = text.trim();
  const missing = [...models.values()].filter(({ table }) => sought !== "" && !dataOf(table).index);
  if (missing.length > 0) void buildMissing(missing, signal, again);
  const isFound = new Map<string, Uint8Array>();
  let [count, all] = [0, 0];
  for (const [id, { table }] of models) {
    const found = findIn(table, sought, filter);
    isFound.set(id, found.isFound);
    count += found.count;
    all += found.of;
  }
  const isIndexing = missing.length > 0;
  // While an index is being built nothing is said to be found or not.
  const isKnown = isFiltering({ text, filter }) && !isIndexing;
  useDataStore.setState({ isFound, found: isKnown ? { count, of: all } : null, isIndexing });
}

function findIn(table: ElementTable, words: string, filter: ElementFilter): FilterResult {
  const { columnOf, index } = dataOf(table);
  const result = filterElements(table, columnOf, filter);
  if (words === "" || !index) return result;
  const { rank } = index.search(words);
  let count = 0;
  for (let row = 0; row < rank.length; row++) {
    if (rank[row] === 0) result.isFound[row] = 0;
    count += result.isFound[row] as number;
  }
  return { ...result, count };
}

/** Has the picture leave out what was not found and what the legend has switched off. */
function showFound(): void {
  const { models, filter } = useInspectorStore.getState();
  const { found, isFound, isIndexing, off, scheme } = useDataStore.getState();
  // While an index is being built the picture stays as it is.
  if (isIndexing) return;
  const hasOff = scheme !== null && off.size > 0;
  if (!found && !hasOff) {
    filter(undefined);
    return;
  }
  const isAlone = scheme !== null && scheme.entries.length + (scheme.without > 0 ? 1 : 0) - off.size === 1;
  const shown = new Map<string, Uint32Array>();
  [...models].forEach(([id, { table }], at) => {
    const own = isFound.get(id);
    if (!own) return;
    const isOffAt = hasOff ? readOff(scheme, at, off) : undefined;
    const without = (marks: Uint8Array): Uint8Array =>
      isOffAt ? marks.map((mark, row) => (isOffAt(row) ? 0 : mark)) : marks;
    // A stair shown alone is seen by its flights; with flights left out they are not brought back by their stair.
    const isShown = isAlone ? withParts(table, without(own)) : without(withParts(table, own));
    shown.set(id, rowsIn(isShown));
  });
  filter(shown);
}

async function buildMissing(
  models: readonly OpenModel[],
  signal: AbortSignal,
  again: () => void,
): Promise<void> {
  for (const { table } of models) await buildIndex(table);
  if (!signal.aborted) again();
}

function applyColours(): void {
  const { models, paint } = useInspectorStore.getState();
  const { colourBy, off, ownLimits, found, isFound, scheme: before } = useDataStore.getState();
  if (!colourBy || models.size === 0) {
    paint("property", undefined);
    if (before) useDataStore.setState({ scheme: null });
    return;
  }
  const scheme = createColourScheme(
    colourBy,
    [...models].map(([id, { table }]) => {
      const { columnOf, isListed } = dataOf(table);
      return { column: columnOf(colourBy), isAsked: isListed, isFound: found ? isFound.get(id) : undefined };
    }),
    ownLimits,
  );
  const paintOf = (table: ElementTable, at: number) => {
    const { kind } = describeRows(table);
    return paintScheme(scheme, at, off, (row) => kind(row) === "space");
  };
  paint("property", new Map([...models].map(([id, { table }], at) => [id, paintOf(table, at)])));
  useDataStore.setState({ scheme });
}

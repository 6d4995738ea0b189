import { type ElementTable, filterElements } from "@shuicheng/shared/ifc";
import { type OpenModel, useInspectorStore } from "../inspector-store.ts";
import { createColourScheme, paintScheme } from "./colour-scheme.ts";
import { isFiltering, useDataStore } from "./data-store.ts";
import { buildIndex, dataOf } from "./element-data.ts";
import { decodeFilter, encodeFilter, fieldFromJson, fieldToJson } from "./filter-format.ts";
import { addLinkPart } from "./link-store.ts";
import { rowsIn } from "./tree-model.ts";
import { withParts } from "./with-parts.ts";

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
    if (isFilterDue) applyFilter(later);
    if (isColourDue) applyColours();
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
  const applyFilter = (again: () => void): void => filterModels(ending.signal, again);
  const endings = [
    useDataStore.subscribe((now, before) => {
      if (now.text !== before.text || now.filter !== before.filter) isFilterDue = true;
      else if (now.colourBy !== before.colourBy || now.off !== before.off) isColourDue = true;
      else return;
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
    if (kept) useDataStore.getState().takeFilter(kept);
    return kept !== undefined;
  },
};

const COLOUR_PART = {
  name: "colour",
  write() {
    const { colourBy } = useDataStore.getState();
    return colourBy ? JSON.stringify(fieldToJson(colourBy)) : undefined;
  },
  read(text: string) {
    try {
      const field = fieldFromJson(JSON.parse(text));
      if (field) useDataStore.getState().colour(field);
      return field !== undefined;
    } catch {
      return false;
    }
  },
};

/** @param again Called when an index is there that was missing. */
function filterModels(signal: AbortSignal, again: () => void): void {
  const { models, filter } = useInspectorStore.getState();
  const { text, filter: conditions } = useDataStore.getState();
  const sought = text.trim();
  const isOn = isFiltering({ text, filter: conditions });
  const missing = [...models.values()].filter(({ table }) => sought !== "" && !dataOf(table).index);
  if (missing.length > 0) void buildMissing(missing, signal, again);
  const isFound = new Map<string, Uint8Array>();
  const shown = new Map<string, Uint32Array>();
  let [count, all] = [0, 0];
  for (const [id, { table }] of models) {
    const found = findIn(table, sought);
    isFound.set(id, found.isFound);
    count += found.count;
    all += found.of;
    if (isOn) shown.set(id, rowsIn(withParts(table, found.isFound)));
  }
  // While an index is being built the picture stays as it is; nothing is said to be found or not.
  if (missing.length === 0) filter(isOn ? shown : undefined);
  useDataStore.setState({
    isFound,
    found: isOn && missing.length === 0 ? { count, of: all } : null,
    isIndexing: missing.length > 0,
  });

  function findIn(table: ElementTable, words: string) {
    const { columnOf, index } = dataOf(table);
    const result = filterElements(table, columnOf, conditions);
    if (words === "" || !index) return result;
    const { rank } = index.search(words);
    let found = 0;
    for (let row = 0; row < rank.length; row++) {
      if (rank[row] === 0) result.isFound[row] = 0;
      found += result.isFound[row] as number;
    }
    return { ...result, count: found };
  }
}

async function buildMissing(
  models: readonly OpenModel[],
  signal: AbortSignal,
  again: () => void,
): Promise<void> {
  for (const { table } of models) await buildIndex(table, signal);
  if (!signal.aborted) again();
}

function applyColours(): void {
  const { models, paint } = useInspectorStore.getState();
  const { colourBy, off, scheme: before } = useDataStore.getState();
  if (!colourBy || models.size === 0) {
    paint("property", undefined);
    if (before) useDataStore.setState({ scheme: null });
    return;
  }
  const data = [...models.values()].map(({ table }) => dataOf(table));
  const scheme = createColourScheme(
    colourBy,
    data.map(({ columnOf, isListed }) => ({ column: columnOf(colourBy), isAsked: isListed })),
  );
  paint("property", new Map([...models.keys()].map((id, i) => [id, paintScheme(scheme, i, off)])));
  useDataStore.setState({ scheme });
}

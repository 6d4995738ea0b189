import { type ElementField, fieldKey } from "@shuicheng/shared/ifc";
import { type ShownKind, useInspectorStore } from "../../inspector-store.ts";
import { type TableScope, useDataStore } from "../find/data-store.ts";
import { fieldFromJson, fieldToJson } from "../find/filter-format.ts";
import type { LinkPart } from "./link-store.ts";

const KINDS: readonly ShownKind[] = ["spaces", "openings"];
const SCOPES: readonly TableScope[] = ["found", "selected"];
/** Columns and entries of a legend at most: nobody's hand makes more. */
const MAX_LISTED = 200;

/** What is drawn besides elements: rooms, openings; `noedges` where edges are not; `hide` where a filter hides what it leaves out. */
export const drawnLinkPart: LinkPart = {
  name: "drawn",
  write() {
    const { shownKinds, hasEdges, filteredOutAre } = useInspectorStore.getState();
    const words = [
      ...KINDS.filter((kind) => shownKinds.has(kind)),
      ...(hasEdges ? [] : ["noedges"]),
      ...(filteredOutAre === "hidden" ? ["hide"] : []),
    ];
    return words.length > 0 ? words.join(",") : undefined;
  },
  read(text) {
    const words = new Set(text.split(","));
    setDrawn(words);
    return [...words].every((word) => [...KINDS, "noedges", "hide"].some((known) => known === word));
  },
  clear: () => setDrawn(new Set()),
};

function setDrawn(words: ReadonlySet<string>): void {
  useInspectorStore.setState({
    shownKinds: new Set(KINDS.filter((kind) => words.has(kind))),
    hasEdges: !words.has("noedges"),
    filteredOutAre: words.has("hide") ? "hidden" : "ghosted",
  });
}

/** Entries of the legend that are switched off. After the colours: those begin with all on. */
export const legendLinkPart: LinkPart = {
  name: "legend",
  write() {
    const { off, colourBy } = useDataStore.getState();
    return colourBy && off.size > 0 ? JSON.stringify([...off]) : undefined;
  },
  read(text) {
    const keys = readList(text);
    if (!keys?.every((key) => typeof key === "string")) return false;
    useDataStore.setState({ off: new Set(keys) });
    return true;
  },
  clear: () => useDataStore.setState({ off: new Set() }),
};

/** The list of elements, where it is open: columns, order, and whether it lists what is found or selected. */
export const tableLinkPart: LinkPart = {
  name: "table",
  write() {
    const { isTableOpen, columns, sort, scope } = useDataStore.getState();
    if (!isTableOpen) return undefined;
    return JSON.stringify([
      scope,
      columns?.map(fieldToJson) ?? null,
      sort ? [sort.key, sort.direction] : null,
    ]);
  },
  read(text) {
    const [scope, columns, sort] = readList(text) ?? [];
    const known = SCOPES.find((each) => each === scope);
    const fields = columns === null ? null : readFields(columns);
    const order = sort === null ? null : readSort(sort);
    if (!known || fields === undefined || order === undefined) return false;
    useDataStore.setState({ isTableOpen: true, scope: known, columns: fields, sort: order });
    return true;
  },
  clear: () => useDataStore.setState({ isTableOpen: false }),
};

function readFields(value: unknown): readonly ElementField[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const fields = value.map(fieldFromJson);
  const known = fields.filter((field) => field !== undefined);
  const isEachOnce = new Set(known.map(fieldKey)).size === known.length;
  return known.length === fields.length && isEachOnce ? known : undefined;
}

function readSort(value: unknown): { key: string; direction: "up" | "down" } | undefined {
  if (!Array.isArray(value)) return undefined;
  const [key, direction] = value as unknown[];
  if (typeof key !== "string" || (direction !== "up" && direction !== "down")) return undefined;
  return { key, direction };
}

function readList(text: string): readonly unknown[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.length <= MAX_LISTED ? list : undefined;
  } catch {
    return undefined;
  }
}

import {
  buildSearchIndex,
  createColumnCache,
  type ElementField,
  type ElementTable,
  type FieldColumn,
  type FieldSummary,
  listPropertyFields,
  markListed,
  type SearchIndex,
} from "@shuicheng/shared/ifc";
import { runInSlices } from "../run-in-slices.ts";

/** What filters, colours and lists ask of a model's table. Made when it is asked for first, kept as long as the table. */
export interface ElementData {
  readonly columnOf: (field: ElementField) => FieldColumn;
  /** By row: 1 for elements and rooms. */
  readonly isListed: Uint8Array;
  /** Properties that its elements have. */
  readonly fields: () => readonly FieldSummary[];
  /** Undefined until it is built: see {@link buildIndex}. */
  index: SearchIndex | undefined;
}

const known = new WeakMap<ElementTable, ElementData>();

/** The data of a table. */
export function dataOf(table: ElementTable): ElementData {
  const own = known.get(table);
  if (own) return own;
  let fields: readonly FieldSummary[] | undefined;
  const made: ElementData = {
    columnOf: createColumnCache(table),
    isListed: markListed(table),
    fields: () => {
      fields ??= listPropertyFields(table);
      return fields;
    },
    index: undefined,
  };
  known.set(table, made);
  return made;
}

const building = new WeakMap<ElementTable, Promise<SearchIndex>>();

/**
 * Builds a table's search index in slices, so that the picture moves on meanwhile. Whoever asks while it is being built waits
 * for the same one.
 */
export async function buildIndex(table: ElementTable): Promise<void> {
  const data = dataOf(table);
  if (data.index) return;
  const own = building.get(table) ?? runInSlices(buildSearchIndex(table));
  building.set(table, own);
  data.index = await own;
}

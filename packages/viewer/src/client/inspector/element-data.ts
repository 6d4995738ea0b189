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

/** Time that a slice may take from a frame, milliseconds. */
const SLICE_MS = 6;

/** Builds a table's search index in slices, so that the picture moves on meanwhile. Ends early when the signal says so. */
export async function buildIndex(table: ElementTable, signal: AbortSignal): Promise<void> {
  const data = dataOf(table);
  if (data.index) return;
  const building = buildSearchIndex(table);
  let began = performance.now();
  for (let step = building.next(); ; step = building.next()) {
    if (step.done) {
      data.index = step.value;
      return;
    }
    if (performance.now() - began < SLICE_MS) continue;
    await new Promise((resume) => setTimeout(resume, 0));
    if (signal.aborted || data.index) return;
    began = performance.now();
  }
}

import { ELEMENT_STATE, type ElementStates } from "../../../client/inspector/element-states.ts";
import type { ResultRows } from "../../../client/inspector/find/result-table.ts";
import type { OpenModel } from "../../../client/inspector-store.ts";

/** Listed rows by model, from one place of the list to another, both included. */
export function rowsByModel(
  models: readonly OpenModel[],
  { models: of, rows }: ResultRows,
  from = 0,
  to = rows.length - 1,
): Map<string, number[]> {
  const own = new Map<string, number[]>();
  for (let at = Math.min(from, to); at <= Math.max(from, to); at++) {
    const id = models[of[at] as number]?.id;
    if (id === undefined) continue;
    const list = own.get(id);
    if (list) list.push(rows[at] as number);
    else own.set(id, [rows[at] as number]);
  }
  return own;
}

/** Those of the listed rows that are selected, in the list's order. */
export function selectedOf(
  models: readonly OpenModel[],
  { models: of, rows }: ResultRows,
  states: ReadonlyMap<string, ElementStates>,
): ResultRows {
  const owns = models.map(({ id }) => states.get(id));
  const places = [...rows.keys()].filter(
    (at) => ((owns[of[at] as number]?.[rows[at] as number] ?? 0) & ELEMENT_STATE.selected) !== 0,
  );
  return {
    models: Uint16Array.from(places, (at) => of[at] as number),
    rows: Uint32Array.from(places, (at) => rows[at] as number),
  };
}

import type { ElementTable } from "@shuicheng/shared/ifc";
import type { ElementRef } from "../../inspector-store.ts";
import { ELEMENT_STATE, type ElementStates, withAllBut, withOnly, withState } from "../element-states.ts";
import type { GlobalIdsByModel, InspectorView } from "./link-format.ts";

/** What a view makes of one model's elements. */
export interface ShownElements {
  readonly states: ElementStates;
  /** Of those selected the last; null where none is. */
  readonly primary: ElementRef | null;
  /** GlobalIds that the model has no more, each once. */
  readonly lost: readonly string[];
}

const { hidden, selected, ghosted } = ELEMENT_STATE;
const NONE: readonly number[] = [];

/** Selects, hides and ghosts as a view says, from scratch; what a filter leaves out stays so. */
export function showLinkElements(
  view: InspectorView,
  id: string,
  { objects }: ElementTable,
  before: ElementStates | undefined,
): ShownElements {
  const lost = new Set<string>();
  let rows: Map<string, number[]> | undefined;
  const rowsOf = (ids: GlobalIdsByModel | undefined): number[] | undefined =>
    ids?.get(id)?.flatMap((globalId) => {
      rows ??= rowsByGlobalId(objects.globalId);
      const own = rows.get(globalId);
      if (!own) lost.add(globalId);
      return own ?? [];
    });
  const [chosen, isolated, solid] = [rowsOf(view.selection), rowsOf(view.isolated), rowsOf(view.solid)];
  let states = before ?? new Uint8Array(objects.count);
  states = isolated ? withAllBut(states, isolated, hidden) : withOnly(states, NONE, hidden);
  states = solid ? withAllBut(states, solid, ghosted) : withOnly(states, NONE, ghosted);
  states = withState(states, rowsOf(view.hidden) ?? NONE, hidden, true);
  states = withState(states, rowsOf(view.ghosted) ?? NONE, ghosted, true);
  states = withOnly(states, chosen ?? NONE, selected);
  const last = chosen?.at(-1);
  return { states, primary: last === undefined ? null : { model: id, row: last }, lost: [...lost] };
}

/** A file may name several elements alike: all of them are meant. */
function rowsByGlobalId(globalIds: readonly string[]): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  globalIds.forEach((globalId, row) => {
    const own = rows.get(globalId);
    if (own) own.push(row);
    else rows.set(globalId, [row]);
  });
  return rows;
}

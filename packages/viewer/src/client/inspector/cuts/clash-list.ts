import { NO_STOREY } from "@shuicheng/shared/ifc";
import { type ElementRef, type OpenModel, useInspectorStore } from "../../inspector-store.ts";
import { describeRows } from "../find/row-texts.ts";
import { compareNatural } from "../tree/natural-order.ts";
import { type ClashSort, type FoundClash, useClashStore } from "./clash-store.ts";
import { type ClashVerdict, pairKey } from "./clash-verdicts.ts";

/** What people know an element by. */
export interface ClashElementWords {
  readonly name: string;
  readonly className: string;
  readonly globalId: string;
  /** Empty where it is on none. */
  readonly storey: string;
  readonly model: string;
}

/** A line of the list. */
export interface ListedClash {
  readonly clash: FoundClash;
  readonly a: ClashElementWords;
  readonly b: ClashElementWords;
  /** See `pairKey`. */
  readonly pair: string;
  /** Both classes in alphabetical order. */
  readonly classes: string;
  readonly verdict: ClashVerdict | undefined;
}

/** Clashes between elements of the same two classes, or all of them under no name. */
export interface ClashGroup {
  readonly classes: string;
  readonly clashes: readonly ListedClash[];
}

interface ListChoice {
  readonly sort: ClashSort;
  readonly isGrouped: boolean;
  readonly isOpenOnly: boolean;
  readonly verdicts: ReadonlyMap<string, ClashVerdict>;
}

const NO_WORDS: ClashElementWords = { name: "", className: "", globalId: "", storey: "", model: "" };

/** Words of an element; empty ones where its model is closed. */
function clashWords(models: ReadonlyMap<string, OpenModel>, ref: ElementRef): ClashElementWords {
  const open = models.get(ref.model);
  if (!open) return NO_WORDS;
  const { table, name: model } = open;
  const texts = describeRows(table);
  const storey = table.objects.storey[ref.row];
  return {
    name: texts.name(ref.row),
    className: texts.className(ref.row),
    globalId: table.objects.globalId[ref.row] ?? "",
    storey: storey === undefined || storey === NO_STOREY ? "" : (table.storeys[storey]?.name ?? ""),
    model,
  };
}

/** Puts clashes in order, in groups where that is asked for: the group with the most first. */
export function listClashes(
  clashes: readonly FoundClash[],
  models: ReadonlyMap<string, OpenModel>,
  { sort, isGrouped, isOpenOnly, verdicts }: ListChoice,
): readonly ClashGroup[] {
  const lines = clashes
    .map((clash): ListedClash => {
      const [a, b] = [clashWords(models, clash.a), clashWords(models, clash.b)];
      const pair = pairKey(a.globalId, b.globalId);
      const classes = [a.className, b.className].sort().join(" × ");
      return { clash, a, b, pair, classes, verdict: verdicts.get(pair) };
    })
    .filter(({ verdict }) => !isOpenOnly || verdict === undefined)
    .sort((one, other) => ORDERS[sort](one, other) || byDepth(one, other));
  if (!isGrouped) return [{ classes: "", clashes: lines }];
  return [...Map.groupBy(lines, ({ classes }) => classes)]
    .map(([classes, own]) => ({ classes, clashes: own }))
    .sort((one, other) => other.clashes.length - one.clashes.length);
}

type Compare = (one: ListedClash, other: ListedClash) => number;

/** Deepest first, then nearest. */
const byDepth: Compare = ({ clash: one }, { clash: other }) =>
  other.depthM - one.depthM || one.distanceM - other.distanceM;

const ORDERS: Readonly<Record<ClashSort, Compare>> = {
  depth: byDepth,
  volume: ({ clash: one }, { clash: other }) => (other.volumeM3 ?? -1) - (one.volumeM3 ?? -1),
  class: (one, other) => compareNatural(one.classes, other.classes),
  storey: (one, other) => compareNatural(one.a.storey, other.a.storey),
};

/** The list as it is shown now. */
export function listedNow(): readonly ClashGroup[] {
  const state = useClashStore.getState();
  return listClashes(state.clashes, useInspectorStore.getState().models, state);
}

/** Shows the next clash of the list, or the one before; from the end the first again. */
export function stepClash(by: 1 | -1): void {
  const { shown, show } = useClashStore.getState();
  const all = listedNow().flatMap(({ clashes }) => clashes.map(({ clash }) => clash));
  const at = shown ? all.indexOf(shown) : -1;
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length;
  show(all[next] ?? null);
}

import type { FoundClash } from "../../client/inspector/cuts/clash-store.ts";
import { ELEMENT_STATE, type ElementStates } from "../../client/inspector/element-states.ts";
import { type ElementRef, useInspectorStore } from "../../client/inspector-store.ts";
import type { InspectorStage, StageView, Triple } from "../stage/stage-contract.ts";

/** Colours of both elements: neither is an alarm's, nor the interface's. Red, green, blue, 0 to 255. */
const SIDE_COLOURS = { a: [111, 196, 214], b: [222, 168, 96] } as const;
const { hidden, ghosted, selected, filteredOut } = ELEMENT_STATE;
/** Height of what is seen round a clash, metres: the smaller element, within these bounds. */
const SEEN_M = { least: 1.5, most: 15 } as const;
/** Height that is seen at a distance of 1 m: the camera's angle is 45°. */
const HEIGHT_PER_M = 2 * Math.tan(Math.PI / 8);

/** Shows clashes one after the other, and in the end again what was seen before the first. */
export interface ClashShow {
  show(clash: FoundClash | null): void;
}

/** What is seen of a clash is no step that undo takes back: leaving it does. */
export function createClashShow(stage: InspectorStage): ClashShow {
  let before: { readonly states: ReadonlyMap<string, ElementStates>; readonly view: StageView } | undefined;
  return {
    show(clash) {
      const { states, paint } = useInspectorStore.getState();
      if (!clash) {
        paint("clash", undefined);
        if (!before) return;
        useInspectorStore.setState({ states: statesAfter(states, before.states) });
        stage.setView(before.view);
        before = undefined;
        return;
      }
      before ??= { states, view: stage.view };
      useInspectorStore.setState({ states: statesOf(clash, before.states) });
      paint("clash", coloursOf(clash));
      stage.setView(viewOf(stage, clash));
    },
  };
}

/** All are ghosts but the two, which are seen whatever hid them. */
function statesOf(
  { a, b }: FoundClash,
  before: ReadonlyMap<string, ElementStates>,
): ReadonlyMap<string, ElementStates> {
  return new Map(
    [...before].map(([model, own]) => {
      const next = own.map((state) => (state & ~selected) | ghosted);
      for (const ref of [a, b]) {
        if (ref.model === model)
          next[ref.row] = (next[ref.row] as number) & ~(hidden | ghosted | filteredOut);
      }
      return [model, next];
    }),
  );
}

/** What was seen before, with what a filter leaves out as it is now; models that were opened since stay as they are. */
function statesAfter(
  now: ReadonlyMap<string, ElementStates>,
  before: ReadonlyMap<string, ElementStates>,
): ReadonlyMap<string, ElementStates> {
  return new Map(
    [...now].map(([model, own]) => {
      const old = before.get(model);
      return [model, old?.length === own.length ? old : own];
    }),
  );
}

function coloursOf(clash: FoundClash): ReadonlyMap<string, Uint8Array> {
  const { models } = useInspectorStore.getState();
  const colours = new Map<string, Uint8Array>();
  for (const side of ["a", "b"] as const) {
    const { model, row } = clash[side];
    const own = colours.get(model) ?? new Uint8Array(4 * (models.get(model)?.table.objects.count ?? 0));
    own.set([...SIDE_COLOURS[side], 255], 4 * row);
    colours.set(model, own);
  }
  return colours;
}

/** From where one looks now, near enough to see the place and what of the smaller element is round it. */
function viewOf({ view, models }: InspectorStage, { a, b, pointM }: FoundClash): StageView {
  const sizeOf = ({ model, row }: ElementRef): number => {
    const box = models.get(model)?.boundsM.subarray(6 * row, 6 * row + 6) ?? [];
    const side = (axis: number) => (box[axis + 3] as number) - (box[axis] as number);
    return Math.hypot(side(0), side(1), side(2)) || SEEN_M.most;
  };
  const heightM = Math.min(SEEN_M.most, Math.max(SEEN_M.least, 1.2 * Math.min(sizeOf(a), sizeOf(b))));
  const away = view.eyeM.map((value, k) => value - (view.targetM[k] as number));
  const length = Math.hypot(...away) || 1;
  const eyeM = pointM.map(
    (value, k) => value + ((away[k] as number) / length) * (heightM / HEIGHT_PER_M),
  ) as unknown as Triple;
  return { eyeM, targetM: pointM, projection: view.projection, heightM };
}

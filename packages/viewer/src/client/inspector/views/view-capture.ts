import type { MarkupShape, ViewContent, ViewElements, ViewModel } from "@shuicheng/shared/contracts";
import { type ElementRef, type OpenModel, useInspectorStore } from "../../inspector-store.ts";
import { isLocalId } from "../../local-model-store.ts";
import { ELEMENT_STATE, type ElementStates, rowsWith } from "../element-states.ts";
import { writeAllParts } from "../link/link-store.ts";
import type { StageEye } from "../stage-store.ts";
import { keyOfModel } from "./view-models.ts";

/** What a view is made of besides what the page's stores say. */
export interface ViewNeeds {
  readonly name: string;
  /** Ids of the models on the page, the view's own first. */
  readonly models: readonly string[];
  /** Of each model by id. */
  readonly revisions: ReadonlyMap<string, number>;
  readonly camera: StageEye;
  readonly markup: readonly MarkupShape[];
  readonly thumbnail: string | null;
}

/** What is seen now, whole. Models that are not read yet, or could not be, are named without elements. */
export function captureView(needs: ViewNeeds): ViewContent {
  const { models, states, primary } = useInspectorStore.getState();
  return {
    name: needs.name,
    camera: { ...needs.camera, eyeM: [...needs.camera.eyeM], targetM: [...needs.camera.targetM] },
    models: needs.models.map((id, at): ViewModel => {
      const open = models.get(id);
      const own = states.get(id);
      return {
        model: at === 0 ? null : keyOfModel(id),
        name: open?.name ?? id,
        revision: isLocalId(id) ? null : (needs.revisions.get(id) ?? null),
        ...(open && own ? elementsOf(open, own, primary) : NO_ELEMENTS),
      };
    }),
    parts: Object.fromEntries(writeAllParts()),
    markup: [...needs.markup],
    thumbnail: needs.thumbnail,
  };
}

const NO_ELEMENTS = {
  selected: [],
  hidden: { allBut: false, ids: [] },
  ghosted: { allBut: false, ids: [] },
} satisfies Partial<ViewModel>;

function elementsOf({ id, table }: OpenModel, states: ElementStates, primary: ElementRef | null) {
  const { globalId } = table.objects;
  const idsOf = (rows: Iterable<number>) =>
    Array.from(rows, (row) => globalId[row] as string).filter(Boolean);
  const chosen = [...rowsWith(states, ELEMENT_STATE.selected)];
  // The one whose properties are shown comes last, as it does when it is selected.
  if (primary?.model === id) chosen.sort((a, b) => Number(a === primary.row) - Number(b === primary.row));
  const shorter = (bit: number): ViewElements => {
    const on = rowsWith(states, bit);
    if (on.length <= states.length / 2) return { allBut: false, ids: idsOf(on) };
    const off = [...states.keys()].filter((row) => ((states[row] as number) & bit) === 0);
    return { allBut: true, ids: idsOf(off) };
  };
  return {
    selected: idsOf(chosen),
    hidden: shorter(ELEMENT_STATE.hidden),
    ghosted: shorter(ELEMENT_STATE.ghosted),
  };
}

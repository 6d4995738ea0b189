import type { ElementTable } from "@shuicheng/shared/ifc";
import { createPictureFirst } from "./inspector/create-picture-first.ts";
import {
  ELEMENT_STATE,
  type ElementStates,
  rowsWith,
  withAllBut,
  withOnly,
  withState,
} from "./inspector/element-states.ts";
import type { StageEye } from "./inspector/stage-store.ts";
import { clearToolHistory, recordStep } from "./inspector/tool-history.ts";

/** An element of an open model. */
export interface ElementRef {
  readonly model: string;
  /** Of the model's element table; type objects and groups have rows too, and nothing to draw. */
  readonly row: number;
}

/** A model that is open in the inspector. */
export interface OpenModel {
  readonly id: string;
  readonly name: string;
  readonly table: ElementTable;
}

/** Rows of models, by model. */
export type RowsByModel = ReadonlyMap<string, Iterable<number>>;

/** What is drawn besides elements. */
export type ShownKind = "spaces" | "openings";

/**
 * Who may colour elements. Where several colour the same element, the last of these is seen; how elements stand is not while a
 * property or a heat map colours them: their legends have none of those colours.
 */
const PAINTERS = ["property", "heat", "live", "clash"] as const;
/** Who may colour elements. */
export type Painter = (typeof PAINTERS)[number];

/** Colours by model: red, green, blue, opacity of each row, sRGB 0 to 255; opacity 0 is the element's own colour. */
export type Paint = ReadonlyMap<string, Uint8Array>;

/** What undo brings back: how elements are shown, and which are selected. */
interface Moment {
  readonly states: ReadonlyMap<string, ElementStates>;
  readonly primary: ElementRef | null;
}

/** What the camera is asked to do; the stage's binding does it. */
export type CameraRequest =
  | { readonly to: "fit"; readonly rows?: ReadonlyMap<string, ArrayLike<number>> }
  | { readonly to: "home" }
  | { readonly to: "eye"; readonly eye: StageEye }
  | { readonly to: "side"; readonly side: "top" | "bottom" | "front" | "back" | "left" | "right" };

interface InspectorState extends Moment {
  readonly models: ReadonlyMap<string, OpenModel>;
  readonly shownKinds: ReadonlySet<ShownKind>;
  readonly paints: ReadonlyMap<Painter, Paint>;
  /** What becomes of elements that a filter has not found. */
  readonly filteredOutAre: "ghosted" | "hidden";
  readonly hasEdges: boolean;
  readonly projection: "perspective" | "orthographic";
  readonly isWalking: boolean;
  readonly cameraRequest: CameraRequest | null;
  readonly isShowingKeys: boolean;
  /** How many elements were to be isolated that have no shape, when this was asked for last; null once it was said. */
  readonly isolationRefused: { readonly rows: number } | null;
}

interface InspectorActions {
  open(model: OpenModel): void;
  close(id: string): void;
  /** Forgets all models, states and the history. */
  reset(): void;
  /** @param primary The one whose properties are shown; the last row where not given. */
  select(rows: RowsByModel, how?: "replace" | "add" | "toggle", primary?: ElementRef): void;
  clearSelection(): void;
  setHidden(rows: RowsByModel, isHidden: boolean): void;
  hideSelected(): void;
  /** Hides all but these, or all but the selection. Where nothing of it has a shape, `isolationRefused` says so instead. */
  isolate(rows?: RowsByModel): void;
  /** Ghosts all but the selection, or where something is ghosted shows it again. */
  toggleGhosts(): void;
  /** Ghosts all but these. */
  ghostAllBut(rows: RowsByModel): void;
  /** Nothing is ghosted any more. What is hidden stays so. */
  endGhosts(): void;
  /** Nothing is hidden or ghosted any more. What a filter leaves out stays so. */
  showAll(): void;
  /** What a filter found; undefined takes the filter away. No step of its own: what is sought is one. */
  filter(found: RowsByModel | undefined, filteredOutAre?: "ghosted" | "hidden"): void;
  setKindShown(kind: ShownKind, isShown: boolean): void;
  paint(painter: Painter, paint: Paint | undefined): void;
  setEdges(hasEdges: boolean): void;
  setProjection(projection: "perspective" | "orthographic"): void;
  setWalking(isWalking: boolean): void;
  look(request: CameraRequest): void;
}

const NONE: readonly number[] = [];
const { hidden, selected, ghosted, filteredOut } = ELEMENT_STATE;

const NOTHING: InspectorState = {
  models: new Map(),
  states: new Map(),
  primary: null,
  shownKinds: new Set(),
  paints: new Map(),
  filteredOutAre: "ghosted",
  hasEdges: true,
  projection: "perspective",
  isWalking: false,
  cameraRequest: null,
  isShowingKeys: false,
  isolationRefused: null,
};

/** The open models of the inspector and how they are shown. The stage follows it at once, trees and panels after the next frame. */
export const useInspectorStore = createPictureFirst<InspectorState & InspectorActions>((set, get) => {
  /** One step that can be undone, unless it changes nothing. */
  const step = (
    change: (states: ElementStates, model: string) => ElementStates,
    primary?: ElementRef | null,
  ) => {
    const before = get();
    let isChanged = false;
    const states = new Map(
      [...before.states].map(([model, own]) => {
        const next = change(own, model);
        isChanged ||= next !== own;
        return [model, next];
      }),
    );
    const isOther = primary !== undefined && !isSame(primary, before.primary);
    if (!isChanged && !isOther) return;
    const after: Moment = {
      states: isChanged ? states : before.states,
      primary: primary === undefined ? before.primary : primary,
    };
    const goTo = (moment: Moment) => () => set(restore(get(), moment));
    set(after);
    recordStep({ undo: goTo(momentOf(before)), redo: goTo(after) });
  };
  const selection = (): RowsByModel =>
    new Map([...get().states].map(([model, states]) => [model, rowsWith(states, selected)]));
  const isAny = (bits: number) =>
    [...get().states.values()].some((own) => own.some((each) => (each & bits) !== 0));

  return {
    ...NOTHING,
    open(model) {
      const { models, states } = get();
      const own = states.get(model.id) ?? new Uint8Array(model.table.objects.count);
      set({ models: new Map(models).set(model.id, model), states: new Map(states).set(model.id, own) });
    },
    close(id) {
      const without = <T>(map: ReadonlyMap<string, T>) => new Map([...map].filter(([key]) => key !== id));
      const { models, states, primary } = get();
      set({
        models: without(models),
        states: without(states),
        primary: primary?.model === id ? null : primary,
      });
    },
    reset() {
      clearToolHistory();
      set(NOTHING);
    },
    select(rows, how = "replace", primary) {
      const shown = primary ?? lastOf(rows);
      step((states, model) => {
        const own = rows.get(model) ?? NONE;
        if (how === "replace") return withOnly(states, own, selected);
        if (how === "add") return withState(states, own, selected, true);
        const list = [...own];
        return withState(
          states,
          list,
          selected,
          !list.every((row) => ((states[row] as number) & selected) !== 0),
        );
      }, shown);
    },
    clearSelection: () => step((states) => withOnly(states, NONE, selected), null),
    setHidden: (rows, isHidden) =>
      step((states, model) => withState(states, rows.get(model) ?? NONE, hidden, isHidden)),
    hideSelected: () =>
      step((states) => {
        const rows = rowsWith(states, selected);
        return withState(withState(states, rows, hidden, true), rows, selected, false);
      }, null),
    isolate(rows = selection()) {
      if (!isAnyDrawn(rows, get().models)) {
        const count = [...rows.values()].reduce((sum, own) => sum + [...own].length, 0);
        if (count > 0) set({ isolationRefused: { rows: count } });
        return;
      }
      step((states, model) => withAllBut(states, rows.get(model) ?? NONE, hidden));
    },
    toggleGhosts() {
      const isOn = isAny(ghosted);
      step((states) =>
        isOn ? withOnly(states, NONE, ghosted) : withAllBut(states, rowsWith(states, selected), ghosted),
      );
    },
    ghostAllBut: (rows) => step((states, model) => withAllBut(states, rows.get(model) ?? NONE, ghosted)),
    endGhosts: () => step((states) => withOnly(states, NONE, ghosted)),
    showAll: () => step((states) => withOnly(states, NONE, hidden | ghosted)),
    filter(found, filteredOutAre = get().filteredOutAre) {
      const change = (own: ElementStates, model: string) =>
        found ? withAllBut(own, found.get(model) ?? NONE, filteredOut) : withOnly(own, NONE, filteredOut);
      set({
        states: new Map([...get().states].map(([model, own]) => [model, change(own, model)])),
        filteredOutAre,
      });
    },
    setKindShown(kind, isShown) {
      const shownKinds = new Set(get().shownKinds);
      if (isShown) shownKinds.add(kind);
      else shownKinds.delete(kind);
      set({ shownKinds });
    },
    paint(painter, paint) {
      const paints = new Map(get().paints);
      if (paint) paints.set(painter, paint);
      else paints.delete(painter);
      set({ paints });
    },
    setEdges: (hasEdges) => set({ hasEdges }),
    setProjection: (projection) => set({ projection }),
    setWalking: (isWalking) => set({ isWalking, ...(isWalking ? { projection: "perspective" } : {}) }),
    look: (cameraRequest) => set({ cameraRequest }),
  };
});

/** Frames what is selected, or all that is shown where nothing is. */
export function fitSelection(): void {
  const { states, look } = useInspectorStore.getState();
  const rows = new Map([...states].map(([model, own]) => [model, rowsWith(own, selected)] as const));
  const isAny = [...rows.values()].some((own) => own.length > 0);
  look(isAny ? { to: "fit", rows } : { to: "fit" });
}

const momentOf = ({ states, primary }: Moment): Moment => ({ states, primary });
const isSame = (a: ElementRef | null, b: ElementRef | null) => a?.model === b?.model && a?.row === b?.row;

/** An earlier moment, with what the filter leaves out as it is now; models that were opened since stay as they are. */
function restore(now: Moment, moment: Moment): Moment {
  const states = new Map(
    [...now.states].map(([model, own]) => {
      const old = moment.states.get(model);
      if (!old || old === own || old.length !== own.length) return [model, own];
      return [model, old.map((state, row) => (state & ~filteredOut) | ((own[row] as number) & filteredOut))];
    }),
  );
  const { primary } = moment;
  return { states, primary: primary && states.has(primary.model) ? primary : null };
}

/** Whether one of them has a shape: a picture of those that have none would be empty. */
const isAnyDrawn = (rows: RowsByModel, models: ReadonlyMap<string, OpenModel>): boolean =>
  [...rows].some(([model, own]) => {
    const shapes = models.get(model)?.table.objects.hasRepresentation;
    return [...own].some((row) => shapes?.[row] !== 0);
  });

function lastOf(rows: RowsByModel): ElementRef | null {
  let last: ElementRef | null = null;
  for (const [model, own] of rows) for (const row of own) last = { model, row };
  return last;
}

/** Whether colours are on whose legend would not say what states' colours mean. */
const hasLegend = (paints: ReadonlyMap<Painter, Paint>): boolean =>
  paints.has("heat") || paints.has("property");

/** Colours of a model as they are seen: each painter over the ones before it. Undefined where nobody paints it. */
export function mixPaints(paints: ReadonlyMap<Painter, Paint>, model: string): Uint8Array | undefined {
  const seen = PAINTERS.filter((painter) => painter !== "live" || !hasLegend(paints));
  const own = seen.flatMap((painter) => paints.get(painter)?.get(model) ?? []);
  const [first, ...others] = own;
  if (!first || others.length === 0) return first;
  const mixed = first.slice();
  for (const paint of others) {
    for (let at = 0; at + 3 < Math.min(paint.length, mixed.length); at += 4) {
      if (paint[at + 3] !== 0) mixed.set(paint.subarray(at, at + 4), at);
    }
  }
  return mixed;
}

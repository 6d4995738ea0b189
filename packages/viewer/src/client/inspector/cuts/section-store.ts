import { create } from "zustand";
import { recordStep } from "../tool-history.ts";
import type { CapPattern } from "./cap-pattern.ts";

/** A point or direction: x, y, z in the stage's frame, metres. */
export type Point = readonly [x: number, y: number, z: number];

/** A plane that cuts the model. */
export interface SectionPlane {
  readonly id: number;
  /** What it stands across; `face`: like a face that was picked; `points`: through three points. */
  readonly across: "x" | "y" | "z" | "face" | "points";
  /** Unit length. What lies further along it than {@link atM} is cut away, or where {@link isFlipped} what lies less far. */
  readonly axis: Point;
  /** Where it stands along its axis, metres, stage's frame. */
  readonly atM: number;
  readonly isFlipped: boolean;
  readonly isOn: boolean;
}

/** A box outside of which all is cut away, stage's frame, metres. */
export interface SectionBox {
  readonly lowM: Point;
  readonly highM: Point;
}

/** A storey seen from above. */
export interface StoreyPlan {
  readonly model: string;
  /** GlobalId of the storey. */
  readonly storey: string;
  /** Of its floor in the stage's frame, metres. */
  readonly floorM: number;
  /** Above the floor, metres. */
  readonly cutHeightM: number;
}

/** What is cut: what undo brings back. */
export interface Cuts {
  readonly planes: readonly SectionPlane[];
  readonly box: SectionBox | null;
  readonly plan: StoreyPlan | null;
}

/** Cuts through an element that could not be filled. */
export interface OpenCuts {
  readonly model: string;
  readonly row: number;
}

/** How heights of a model's file stand on the stage: at `zeroM + scale × height`, metres. */
export interface StageHeights {
  readonly zeroM: number;
  readonly scale: number;
}

/** What the next clicks on the picture are for: a plane along a face, or through three points. */
export type PlanePicking = "none" | "face" | "points";

interface SectionState extends Cuts {
  /** The plane whose handle is shown largest; null: none. */
  readonly active: number | null;
  readonly picking: PlanePicking;
  /** Points of three that were taken. */
  readonly taken: number;
  /** Counted up to ask for a box round what is selected; only the stage knows where that is. */
  readonly boxAsked: number;
  /** The cuts came with a link or a view, which says itself where to look from. */
  readonly keepsView: boolean;
  /** Round all that is on the stage; null while nothing is. */
  readonly extent: SectionBox | null;
  /** Origin of the stage's frame in the coordinates of the first model's file, metres. */
  readonly originM: Point;
  readonly heights: ReadonlyMap<string, StageHeights>;
  /** Elements whose shell is open where it is cut: nothing is filled there. */
  readonly open: readonly OpenCuts[];
  /** Hatches of what is cut, for the legend. */
  readonly patterns: readonly CapPattern[];
  /** Changes what is cut, as one step that can be undone. */
  cut(next: Partial<Cuts>, active?: number | null): void;
  /** While something is dragged: no step yet. */
  drag(next: Partial<Cuts & Pick<SectionState, "active">>): void;
  /** Ends dragging: one step from `before` to what is now. */
  endDrag(before: Cuts): void;
  /** Takes cuts as a link or a view has them: no step, and the camera stays. */
  take(cuts: Cuts): void;
  pick(picking: PlanePicking): void;
  askBox(): void;
  reset(): void;
}

/** Planes that may cut at once, those of shaders: one's own, the box's six sides and a storey plan's. */
export const MAX_CLIP_PLANES = 13;
/** Planes of one's own at most. */
export const MAX_SECTION_PLANES = 6;
/** Where plans are cut above the floor, metres: through windows and doors, as drawings have it. */
export const PLAN_CUT_HEIGHT_M = 1.2;

const NOTHING = {
  planes: [],
  box: null,
  plan: null,
  active: null,
  picking: "none",
  taken: 0,
  boxAsked: 0,
  keepsView: false,
  extent: null,
  originM: [0, 0, 0],
  heights: new Map(),
  open: [],
  patterns: [],
} as const satisfies Partial<SectionState>;

/** What cuts the model. The panel changes it, the stage's tool follows. */
export const useSectionStore = create<SectionState>()((set, get) => {
  const step = (before: Cuts): void => {
    const after = cutsOf(get());
    const goTo = (cuts: Cuts) => () => set({ ...cuts, keepsView: false });
    recordStep({ undo: goTo(before), redo: goTo(after) });
  };
  return {
    ...NOTHING,
    cut(next, active) {
      const before = cutsOf(get());
      set({ ...next, keepsView: false, ...(active === undefined ? {} : { active }) });
      step(before);
    },
    drag: (next) => set(next),
    endDrag(before) {
      const now = get();
      if (before.planes !== now.planes || before.box !== now.box) step(before);
    },
    take: (cuts) => set({ ...cuts, active: null, keepsView: true }),
    pick: (picking) => set({ picking, taken: 0 }),
    askBox: () => set({ boxAsked: get().boxAsked + 1 }),
    reset: () => set(NOTHING),
  };
});

/** What of a state undo brings back. */
export const cutsOf = ({ planes, box, plan }: Cuts): Cuts => ({ planes, box, plan });

/** Whether a plane stands across −x, −y or −z: it is named by its place on x, y or z. */
export const isBackward = ({ across, axis }: Pick<SectionPlane, "across" | "axis">): boolean =>
  across !== "face" && across !== "points" && axis[0] + axis[1] + axis[2] < 0;

/** Adds a plane where there is room. */
export function addPlane(plane: Pick<SectionPlane, "across" | "axis" | "atM">): void {
  const { planes, cut } = useSectionStore.getState();
  if (planes.length >= MAX_SECTION_PLANES) return;
  const id = Math.max(0, ...planes.map((each) => each.id)) + 1;
  cut({ planes: [...planes, { ...plane, id, isFlipped: false, isOn: true }] }, id);
}

/** Adds a plane across x, y or z through the middle of the model; what is cut away lies towards the eye. */
export function addPlaneAcross(across: "x" | "y" | "z", eyeM: Point | undefined): void {
  const { extent } = useSectionStore.getState();
  if (!extent) return;
  const k = { x: 0, y: 1, z: 2 }[across] as 0 | 1 | 2;
  const middleM = (extent.lowM[k] + extent.highM[k]) / 2;
  const sign = across !== "z" && eyeM && eyeM[k] < middleM ? -1 : 1;
  addPlane({
    across,
    axis: axisPoint(k, sign),
    atM: sign * middleM,
  });
}

/** Changes a plane as one step. */
export function changePlane(id: number, change: Partial<SectionPlane>): void {
  const { planes, cut } = useSectionStore.getState();
  cut({ planes: planes.map((plane) => (plane.id === id ? { ...plane, ...change } : plane)) }, id);
}

/** Moves a plane without a step: see `endDrag`. */
export function dragPlane(id: number, atM: number): void {
  const { planes, drag } = useSectionStore.getState();
  drag({ planes: planes.map((plane) => (plane.id === id ? { ...plane, atM } : plane)) });
}

/** Moves the plane in hand by so many metres: what the keys do. Steps on one another are undone together. */
export function nudgeActivePlane(byM: number): void {
  const { planes, active, drag } = useSectionStore.getState();
  const plane = planes.find((each) => each.id === active) ?? planes.at(-1);
  if (!plane) return;
  const before = cutsOf(useSectionStore.getState());
  dragPlane(plane.id, Number((plane.atM + byM).toFixed(4)));
  drag({ active: plane.id });
  const after = cutsOf(useSectionStore.getState());
  const goTo = (cuts: Cuts) => () => useSectionStore.setState(cuts);
  recordStep({ undo: goTo(before), redo: goTo(after) }, `nudge ${plane.id}`);
}

/** Keeps the other side of the plane in hand. */
export function flipActivePlane(): void {
  const { planes, active } = useSectionStore.getState();
  const plane = planes.find((each) => each.id === active) ?? planes.at(-1);
  if (plane) changePlane(plane.id, { isFlipped: !plane.isFlipped });
}

/** Takes a plane away as one step. */
export function removePlane(id: number): void {
  const { planes, cut } = useSectionStore.getState();
  cut({ planes: planes.filter((plane) => plane.id !== id) }, null);
}

/** Keeps points with `normal · point + offsetM ≥ 0`. */
export interface HalfSpace {
  readonly normal: Point;
  readonly offsetM: number;
}

/** Everything that cuts, as half-spaces that stay: planes, then the box's sides, then the plan's. */
export function halfSpacesOf({ planes, box, plan }: Cuts): readonly HalfSpace[] {
  const own = planes
    .filter(({ isOn }) => isOn)
    .map(({ axis, atM, isFlipped }): HalfSpace => {
      const sign = isFlipped ? 1 : -1;
      return { normal: [sign * axis[0], sign * axis[1], sign * axis[2]], offsetM: -sign * atM };
    });
  const sides = box
    ? ([0, 1, 2] as const).flatMap((k): HalfSpace[] => [
        { normal: axisPoint(k, 1), offsetM: -box.lowM[k] },
        { normal: axisPoint(k, -1), offsetM: box.highM[k] },
      ])
    : [];
  const storey: HalfSpace[] = plan ? [{ normal: [0, 0, -1], offsetM: plan.floorM + plan.cutHeightM }] : [];
  return [...own, ...sides, ...storey];
}

/** The direction of axis `k`, or against it. @param sign 1 or −1. */
export const axisPoint = (k: 0 | 1 | 2, sign: 1 | -1): Point => [
  k === 0 ? sign : 0,
  k === 1 ? sign : 0,
  k === 2 ? sign : 0,
];

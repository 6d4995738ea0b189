import { create } from "zustand";
import type { Point } from "./section-store.ts";
import { recordStep } from "./tool-history.ts";

/** What can be measured. */
export const MEASURE_MODES = [
  "distance",
  "perpendicular",
  "edge",
  "angle",
  "area",
  "height",
  "volume",
] as const;
/** One of {@link MEASURE_MODES}. */
export type MeasureMode = (typeof MEASURE_MODES)[number];

/** What was found. */
export type MeasuredValue =
  | {
      readonly mode: "distance" | "perpendicular" | "edge";
      readonly lengthM: number;
      readonly levelM: number;
      readonly riseM: number;
    }
  | { readonly mode: "height"; readonly riseM: number }
  | { readonly mode: "angle"; readonly angleDeg: number }
  | { readonly mode: "area"; readonly areaM2: number }
  | {
      readonly mode: "volume";
      /** Undefined of an open shell, whose rim is {@link openM} long. */
      readonly volumeM3: number | undefined;
      readonly surfaceM2: number;
      readonly openM: number;
    };

/** A measurement on the picture. */
export interface Measurement {
  readonly id: number;
  readonly name: string;
  readonly isHidden: boolean;
  readonly value: MeasuredValue;
  /** Lines to draw, both ends each, stage's frame, metres. */
  readonly lines: readonly (readonly [Point, Point])[];
  /** Where its label stands. */
  readonly labelM: Point;
}

interface MeasureState {
  readonly mode: MeasureMode;
  readonly list: readonly Measurement[];
  /** Points taken for the next one. */
  readonly taken: number;
  /** The element pointed at has too many triangles. */
  readonly isTooLarge: boolean;
  setMode(mode: MeasureMode): void;
  add(found: Pick<Measurement, "value" | "lines" | "labelM">): void;
  change(id: number, change: Partial<Pick<Measurement, "name" | "isHidden">>): void;
  remove(id: number): void;
  clear(): void;
  reset(): void;
}

const NOTHING = { mode: "distance" as MeasureMode, list: [], taken: 0, isTooLarge: false };

/** Measurements of this visit. The tool adds them, the panel lists them. */
export const useMeasureStore = create<MeasureState>()((set, get) => {
  const step = (list: readonly Measurement[]): void => {
    const before = get().list;
    set({ list });
    recordStep({ undo: () => set({ list: before }), redo: () => set({ list }) });
  };
  return {
    ...NOTHING,
    setMode: (mode) => set({ mode, taken: 0 }),
    add(found) {
      const { list } = get();
      const id = Math.max(0, ...list.map((each) => each.id)) + 1;
      step([...list, { id, name: "", isHidden: false, ...found }]);
    },
    change: (id, change) => step(get().list.map((each) => (each.id === id ? { ...each, ...change } : each))),
    remove: (id) => step(get().list.filter((each) => each.id !== id)),
    clear: () => step([]),
    reset: () => set(NOTHING),
  };
});

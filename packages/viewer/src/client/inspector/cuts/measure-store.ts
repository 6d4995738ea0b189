import { create } from "zustand";
import { recordStep } from "../tool-history.ts";
import type { Point } from "./section-store.ts";
import type { StatedVolume } from "./stated-volumes.ts";

/** What can be measured. */
export const MEASURE_MODES = [
  "distance",
  "chain",
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
      /** From the first point to the second along x, y, z. */
      readonly deltaM: Point;
    }
  | {
      readonly mode: "chain";
      readonly lengthM: number;
      /** Of a chain that was closed: of its projection on the plane that it lies in as well as it can. */
      readonly areaM2: number | undefined;
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
      /** What the file says of it. */
      readonly stated: readonly StatedVolume[];
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
  /** In what lengths are shown. */
  readonly unit: LengthUnit;
  /** Counted up to ask the tool to forget the last point, or to end a chain; only the stage has the points. */
  readonly asked: { readonly back: number; readonly end: number; readonly close: number };
  /** The element pointed at has too many triangles. */
  readonly isTooLarge: boolean;
  setMode(mode: MeasureMode): void;
  setUnit(unit: LengthUnit): void;
  stepBack(): void;
  /** Ends a chain where it is, or closed to its first point. */
  endChain(isClosed: boolean): void;
  add(found: Pick<Measurement, "value" | "lines" | "labelM">): void;
  change(id: number, change: Partial<Pick<Measurement, "name" | "isHidden">>): void;
  remove(id: number): void;
  clear(): void;
  reset(): void;
}

const NOTHING = {
  mode: "distance" as MeasureMode,
  list: [],
  taken: 0,
  isTooLarge: false,
  asked: { back: 0, end: 0, close: 0 },
};

/** Units that lengths can be shown in. */
export const LENGTH_UNITS = ["m", "mm"] as const;
/** One of {@link LENGTH_UNITS}. */
export type LengthUnit = (typeof LENGTH_UNITS)[number];

const UNIT_KEY = "shuicheng.measure-unit";

function readUnit(): LengthUnit {
  try {
    return localStorage.getItem(UNIT_KEY) === "mm" ? "mm" : "m";
  } catch {
    return "m";
  }
}

/** Measurements of this visit. The tool adds them, the panel lists them. */
export const useMeasureStore = create<MeasureState>()((set, get) => {
  const step = (list: readonly Measurement[]): void => {
    const before = get().list;
    set({ list });
    recordStep({ undo: () => set({ list: before }), redo: () => set({ list }) });
  };
  return {
    ...NOTHING,
    unit: readUnit(),
    setUnit(unit) {
      try {
        localStorage.setItem(UNIT_KEY, unit);
      } catch {
        // Without storage it lasts as long as the page.
      }
      set({ unit });
    },
    stepBack: () => set({ asked: { ...get().asked, back: get().asked.back + 1 } }),
    endChain(isClosed) {
      const { asked } = get();
      set({ asked: isClosed ? { ...asked, close: asked.close + 1 } : { ...asked, end: asked.end + 1 } });
    },
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

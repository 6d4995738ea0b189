import { create } from "zustand";
import type { ElementRef, RowsByModel } from "../inspector-store.ts";
import type { Point } from "./section-store.ts";

/** Elements of one side. */
export type ClashSide = ReadonlyMap<string, readonly number[]>;

/** Two elements that are where they should not be. */
export interface FoundClash {
  readonly a: ElementRef;
  readonly b: ElementRef;
  /** Stage's frame, metres. */
  readonly pointM: Point;
  /** How deep both are in one another, metres; 0 where they are not. */
  readonly depthM: number;
  /** How far apart their surfaces are, metres; 0 where they overlap or touch. */
  readonly distanceM: number;
  /** A shell is open, so that only faces going through each other could be found. */
  readonly isOpen: boolean;
}

/** How the search stands. */
export type ClashSearch =
  | { readonly phase: "idle" }
  | {
      readonly phase: "running";
      readonly donePairs: number;
      readonly totalPairs: number;
      readonly found: number;
    }
  | { readonly phase: "done"; readonly isCancelled: boolean }
  | { readonly phase: "failed"; readonly message: string };

interface ClashState {
  readonly a: ClashSide;
  readonly b: ClashSide;
  readonly kind: "hard" | "clearance";
  /** Overlap that is still touching, metres. */
  readonly toleranceM: number;
  readonly clearanceM: number;
  readonly search: ClashSearch;
  readonly clashes: readonly FoundClash[];
  /** The clash that is looked at. */
  readonly shown: FoundClash | null;
  /** Counted up to ask the tool to begin, or to stop. */
  readonly asked: { readonly run: number; readonly cancel: number };
  setSide(side: "a" | "b", rows: RowsByModel): void;
  setRule(rule: Partial<Pick<ClashState, "kind" | "toleranceM" | "clearanceM">>): void;
  run(): void;
  cancel(): void;
  show(clash: FoundClash | null): void;
  reset(): void;
}

const NOTHING = {
  a: new Map(),
  b: new Map(),
  kind: "hard" as const,
  toleranceM: 0.002,
  clearanceM: 0.05,
  search: { phase: "idle" } as ClashSearch,
  clashes: [],
  shown: null,
  asked: { run: 0, cancel: 0 },
};

/** Clash detection between two selections. The panel asks, the stage's tool searches. */
export const useClashStore = create<ClashState>()((set, get) => ({
  ...NOTHING,
  setSide: (side, rows) => set({ [side]: new Map([...rows].map(([model, own]) => [model, [...own]])) }),
  setRule: (rule) => set(rule),
  run: () => set({ asked: { ...get().asked, run: get().asked.run + 1 } }),
  cancel: () => set({ asked: { ...get().asked, cancel: get().asked.cancel + 1 } }),
  show: (shown) => set({ shown }),
  reset: () => set(NOTHING),
}));

/** Elements of a side, all models together. */
export const countSide = (side: ClashSide): number =>
  [...side.values()].reduce((sum, rows) => sum + rows.length, 0);

import { create } from "zustand";
import type { ElementRef, RowsByModel } from "../../inspector-store.ts";
import { type ClashVerdict, keepVerdicts, readVerdicts } from "./clash-verdicts.ts";
import type { Point } from "./section-store.ts";

/** Elements of one side. */
export type ClashSide = ReadonlyMap<string, readonly number[]>;

/** Two elements that are where they should not be. */
export interface FoundClash {
  readonly a: ElementRef;
  readonly b: ElementRef;
  /** Stage's frame, metres. */
  readonly pointM: Point;
  /** How thick what both share is at its thinnest, metres; 0 where they do not overlap. */
  readonly depthM: number;
  /** Room that both take, m³; undefined where they do not overlap, or a shell is open. */
  readonly volumeM3: number | undefined;
  /** How far apart their surfaces are, metres; 0 where they overlap or touch. */
  readonly distanceM: number;
  /** A shell is open, so that only faces going through each other could be found. */
  readonly isOpen: boolean;
}

/** How the search stands. */
export type ClashSearch =
  | { readonly phase: "idle" }
  | { readonly phase: "running"; readonly donePairs: number; readonly totalPairs: number }
  | { readonly phase: "done"; readonly isCancelled: boolean }
  /** Nothing is heard of it any more: its thread may have been ended for want of memory. */
  | { readonly phase: "lost" }
  | { readonly phase: "failed"; readonly message: string };

/** By what the list is ordered. */
export const CLASH_SORTS = ["depth", "volume", "class", "storey"] as const;
/** One of {@link CLASH_SORTS}. */
export type ClashSort = (typeof CLASH_SORTS)[number];

interface ClashState {
  readonly a: ClashSide;
  readonly b: ClashSide;
  /** What each side was taken from, see `clash-sides.ts`. */
  readonly from: Readonly<Record<"a" | "b", string | null>>;
  readonly kind: "hard" | "clearance";
  /** Overlap that is still touching, metres. */
  readonly toleranceM: number;
  readonly clearanceM: number;
  readonly search: ClashSearch;
  /** In the order in which they were found. */
  readonly clashes: readonly FoundClash[];
  /** The clash that is looked at. */
  readonly shown: FoundClash | null;
  readonly sort: ClashSort;
  readonly isGrouped: boolean;
  /** Those that somebody has judged are left out of the list. */
  readonly isOpenOnly: boolean;
  /** By pair of GlobalIds, see `pairOf`; kept in this browser. */
  readonly verdicts: ReadonlyMap<string, ClashVerdict>;
  /** Counted up to ask the tool to begin, or to stop. */
  readonly asked: { readonly run: number; readonly cancel: number };
  setSide(side: "a" | "b", from: string, rows: RowsByModel): void;
  setRule(rule: Partial<Pick<ClashState, "kind" | "toleranceM" | "clearanceM">>): void;
  setList(list: Partial<Pick<ClashState, "sort" | "isGrouped" | "isOpenOnly">>): void;
  run(): void;
  cancel(): void;
  show(clash: FoundClash | null): void;
  /** Undefined takes the verdict away. */
  judge(pair: string, verdict: ClashVerdict | undefined): void;
  reset(): void;
}

const NOTHING = {
  a: new Map(),
  b: new Map(),
  from: { a: null, b: null },
  kind: "hard" as const,
  toleranceM: 0.002,
  clearanceM: 0.05,
  search: { phase: "idle" } as ClashSearch,
  clashes: [],
  shown: null,
  sort: "depth" as const,
  isGrouped: false,
  isOpenOnly: false,
  asked: { run: 0, cancel: 0 },
};

/** Clash detection between two sets of elements. The panel asks, the stage's tool searches. */
export const useClashStore = create<ClashState>()((set, get) => ({
  ...NOTHING,
  verdicts: readVerdicts(),
  setSide: (side, from, rows) =>
    set({
      [side]: new Map([...rows].map(([model, own]) => [model, [...own]])),
      from: { ...get().from, [side]: from },
    }),
  setRule: (rule) => set(rule),
  setList: (list) => set(list),
  run: () => set({ asked: { ...get().asked, run: get().asked.run + 1 } }),
  cancel: () => set({ asked: { ...get().asked, cancel: get().asked.cancel + 1 } }),
  show: (shown) => set({ shown }),
  judge(pair, verdict) {
    const verdicts = new Map(get().verdicts);
    verdicts.delete(pair);
    if (verdict) verdicts.set(pair, verdict);
    keepVerdicts(verdicts);
    set({ verdicts });
  },
  reset: () => set(NOTHING),
}));

/** Elements of a side, all models together. */
export const countSide = (side: ClashSide): number =>
  [...side.values()].reduce((sum, rows) => sum + rows.length, 0);

import type { Binding } from "@shuicheng/shared/contracts";
import { create } from "zustand";
import type { ColourScheme } from "../inspector/find/colour-scheme.ts";

/** What live values are painted. */
export interface HeatChoice {
  /** An observed property, e.g. `temperature`. */
  readonly property: string;
  /** True: spaces have the mean of what they hold. */
  readonly isOverSpaces: boolean;
}

/** A painted heat map, for its legend. */
export interface ShownHeat {
  readonly scheme: ColourScheme;
  /** Symbol; null for plain numbers. */
  readonly unit: string | null;
  /** Datastreams of another unit, which are left out. */
  readonly otherUnits: readonly string[];
  /** By model and row: 1 for what is coloured. */
  readonly marks: ReadonlyMap<string, Uint8Array>;
}

interface LiveStore {
  readonly choice: HeatChoice | null;
  /** Null while nothing is painted: no choice, or no value yet. */
  readonly shown: ShownHeat | null;
  /** What was dragged onto an element and is to be bound to it; the panel does it. */
  readonly dropped: Binding | null;
  choose(choice: HeatChoice | null): void;
  drop(binding: Binding | null): void;
}

/** Type of what is dragged: the id of a datastream. */
export const DATASTREAM_DRAG = "application/x-shuicheng-datastream";

/** The inspector's live panel: bindings and the heat map of live values. */
export const useLiveStore = create<LiveStore>()((set) => ({
  choice: null,
  shown: null,
  dropped: null,
  choose: (choice) => set({ choice }),
  drop: (dropped) => set({ dropped }),
}));

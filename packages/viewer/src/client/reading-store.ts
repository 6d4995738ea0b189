import { create } from "zustand";

/** Something the scene is drawn from that could not be read. */
export interface ReadFailure {
  readonly what: "basemap" | "positions" | "classes" | "storeys";
  /** Whose positions, classes or storeys; null for what belongs to the whole city. */
  readonly layer: string | null;
  /** A fault code, for words. */
  readonly code: string;
}

interface ReadingStore {
  /** What failed and was not read since, oldest first, each once. */
  readonly failures: readonly ReadFailure[];
  /** How often a person asked to read again what failed. */
  readonly retries: number;
  fail(failure: ReadFailure): void;
  heal(what: ReadFailure["what"], layer: string | null): void;
  retry(): void;
}

/** What the scene lacks because the server did not give it; panels name it, and a retry goes back the same way. */
export const useReadingStore = create<ReadingStore>()((set) => ({
  failures: [],
  retries: 0,
  fail: (failure) =>
    set(({ failures }) => ({ failures: [...without(failures, failure.what, failure.layer), failure] })),
  heal: (what, layer) =>
    set((state) => {
      const failures = without(state.failures, what, layer);
      return failures.length === state.failures.length ? state : { failures };
    }),
  retry: () => set(({ retries }) => ({ retries: retries + 1 })),
}));

function without(
  failures: readonly ReadFailure[],
  what: ReadFailure["what"],
  layer: string | null,
): readonly ReadFailure[] {
  return failures.filter((each) => each.what !== what || each.layer !== layer);
}

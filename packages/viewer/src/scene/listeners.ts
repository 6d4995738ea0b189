/** Those who are told of something. */
export interface Listeners<Told> {
  /** @returns Ends the listening. */
  add(listener: (told: Told) => void): () => void;
  tell(told: Told): void;
  clear(): void;
}

/** Makes an empty list of listeners. */
export function createListeners<Told>(): Listeners<Told> {
  const listeners = new Set<(told: Told) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(told) {
      for (const listener of listeners) listener(told);
    },
    clear: () => listeners.clear(),
  };
}

/** View and state are told at most this often. */
const TELL_EVERY_MS = 100;

/** Calls `tell` outside of drawing, at most every {@link TELL_EVERY_MS}, and once more after the last request. */
export function createTeller(tell: () => void): { soon(): void; stop(): void } {
  let timer: number | undefined;
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    soon() {
      if (timer !== undefined) return;
      const waitMs = Math.max(0, lastMs + TELL_EVERY_MS - performance.now());
      timer = window.setTimeout(() => {
        timer = undefined;
        lastMs = performance.now();
        tell();
      }, waitMs);
    },
    stop: () => window.clearTimeout(timer),
  };
}

import type { TwinMirror } from "./twin-mirror.ts";

/** Panels follow status at most this often: nobody reads numbers faster, and each rendering costs milliseconds. */
const BEAT_MS = 1_000;
/** A message of the server is told layer by layer; those of one message are taken together. */
const GATHER_MS = 30;

/** Tells of status changes in beats: the first soon, the next ones together. */
export interface StatusBeat {
  /**
   * @param layer Whose changes to tell; any layer's where absent.
   * @returns Ends the listening.
   */
  listen(listener: () => void, layer?: string): () => void;
}

/** Makes the beat of a mirror. The mirror itself is always up to date; only the telling waits, a second at most. */
export function createStatusBeat(mirror: Pick<TwinMirror, "onStatus">): StatusBeat {
  const listeners = new Map<() => void, string | undefined>();
  const changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let leave: (() => void) | undefined;

  const tell = () => {
    timer = undefined;
    toldAtMs = performance.now();
    const layers = new Set(changed);
    changed.clear();
    for (const [listener, layer] of [...listeners]) {
      if (layer === undefined || layers.has(layer)) listener();
    }
  };
  const hear = (layer: string) => {
    changed.add(layer);
    timer ??= setTimeout(tell, Math.max(GATHER_MS, toldAtMs + BEAT_MS - performance.now()));
  };

  return {
    listen(tellThis, layer) {
      // A function of its own: the same one may listen twice.
      const listener = () => tellThis();
      listeners.set(listener, layer);
      leave ??= mirror.onStatus(hear);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        leave?.();
        leave = undefined;
        clearTimeout(timer);
        timer = undefined;
        changed.clear();
      };
    },
  };
}

import { useSyncExternalStore } from "react";

/** Server time minus this machine's, milliseconds; 0 until the server has spoken. */
let offsetMs = 0;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** The server's time now, epoch ms: this machine's clock plus what the two differ. Ages are measured by it. */
export function serverNowMs(): number {
  return Date.now() + offsetMs;
}

/** Learns how far the server's clock is ahead of ours, milliseconds. */
export function setServerOffsetMs(nextMs: number): void {
  if (!Number.isFinite(nextMs) || nextMs === offsetMs) return;
  offsetMs = nextMs;
}

/** Server time as a whole second, epoch ms, renewed each second as it turns: every age on the page ticks together. */
export function useServerSecondMs(): number {
  return useSyncExternalStore(subscribe, currentSecondMs);
}

function currentSecondMs(): number {
  return Math.floor(serverNowMs() / 1000) * 1000;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) schedule();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearTimeout(timer);
  };
}

function schedule(): void {
  timer = setTimeout(
    () => {
      for (const listener of listeners) listener();
      schedule();
    },
    1000 - (serverNowMs() % 1000) + 5,
  );
}

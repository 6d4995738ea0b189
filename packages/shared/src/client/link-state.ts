import { LINK_LOST_AFTER_MS, type Tick } from "../protocol/index.ts";
import type { ConnectionError } from "./connection.ts";

/**
 * How the link to the server is. `live`: ticks arrive. `lost`: none for three seconds, or the socket closed;
 * what is shown is old. `refused`: the server does not let us in, and a person must act.
 */
export type LinkPhase = "connecting" | "live" | "lost" | "refused";

/** Everything a screen says about its link. Times are epoch ms of this machine unless they say otherwise. */
export interface LinkState {
  readonly phase: LinkPhase;
  /** When this phase began. */
  readonly since: number;
  /** `serverTime` by the server's clock. */
  readonly lastTick: {
    readonly seq: number;
    readonly serverTime: number;
    /** Phenomenon time of the newest observation of the city; null while there is none. */
    readonly newestTime: number | null;
    readonly receivedAt: number;
  } | null;
  /** Add to this machine's clock to get the server's, milliseconds. */
  readonly serverClockOffsetMs: number;
  /** Attempts to connect that failed in a row. */
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  readonly error: ConnectionError | null;
}

/** More than a tick is ever late on a link that is called live. */
const CLOCK_STEP_MS = 30_000;

/** What happens to a link. `settled`: the subscription has had its outcome, so a tick means that all is shown. */
export type LinkEvent =
  | { readonly kind: "tick"; readonly tick: Tick; readonly settled: boolean }
  | { readonly kind: "opened" }
  | { readonly kind: "watch" }
  | {
      readonly kind: "closed" | "failed" | "refused";
      readonly attempts: number;
      readonly nextAttemptAt: number | null;
      readonly error: ConnectionError;
    }
  | { readonly kind: "problem"; readonly error: ConnectionError | null };

/** The state before anything was tried. */
export function buildLinkState(nowMs: number): LinkState {
  return {
    phase: "connecting",
    since: nowMs,
    lastTick: null,
    serverClockOffsetMs: 0,
    attempts: 0,
    nextAttemptAt: null,
    error: null,
  };
}

/** The state after `event` at `nowMs` (epoch ms of this machine); the same object when nothing changed. */
export function applyLinkEvent(state: LinkState, event: LinkEvent, nowMs: number): LinkState {
  switch (event.kind) {
    case "tick":
      return applyTick(state, event.tick, event.settled, nowMs);
    case "opened":
      // Not `live` yet: that takes a tick. A screen that showed something stays `lost` until it has caught up.
      return state.phase === "refused"
        ? { ...state, phase: phaseWithoutTick(state), since: nowMs, attempts: 0, nextAttemptAt: null }
        : { ...state, attempts: 0, nextAttemptAt: null };
    case "watch":
      return state.phase === "live" && isLost(state, nowMs)
        ? { ...state, phase: "lost", since: nowMs }
        : state;
    case "problem":
      return { ...state, error: event.error };
    case "closed":
    case "failed":
    case "refused": {
      const { attempts, nextAttemptAt, error } = event;
      const phase = event.kind === "refused" ? "refused" : phaseWithoutTick(state);
      const since = phase === state.phase ? state.since : nowMs;
      return { ...state, phase, since, attempts, nextAttemptAt, error };
    }
  }
}

/** Answers whether the last tick is too long ago for the screen to be called live. */
export function isLost(state: LinkState, nowMs: number): boolean {
  return state.lastTick !== null && nowMs - state.lastTick.receivedAt >= LINK_LOST_AFTER_MS;
}

function applyTick(state: LinkState, tick: Tick, settled: boolean, nowMs: number): LinkState {
  const lastTick = {
    seq: tick.seq,
    serverTime: tick.serverTime,
    newestTime: tick.newestTime ?? null,
    receivedAt: nowMs,
  };
  const serverClockOffsetMs = followOffset(state, tick.serverTime - nowMs);
  if (!settled) return { ...state, lastTick, serverClockOffsetMs };
  const kept =
    state.phase === "live" ? { since: state.since, error: state.error } : { since: nowMs, error: null };
  return {
    ...state,
    ...kept,
    phase: "live",
    lastTick,
    serverClockOffsetMs,
    attempts: 0,
    nextAttemptAt: null,
  };
}

/** A first connection that never came up is still `connecting`; one that was there is `lost`. */
function phaseWithoutTick(state: LinkState): LinkPhase {
  return state.lastTick === null ? "connecting" : "lost";
}

/**
 * A tick is late by its way here, never early: the greatest offset seen is the best. It sinks by 1 % of the
 * difference each tick, which follows drift; a greater step is a clock that somebody set.
 */
function followOffset(state: LinkState, offsetMs: number): number {
  if (state.lastTick === null || offsetMs >= state.serverClockOffsetMs) return offsetMs;
  if (state.serverClockOffsetMs - offsetMs > CLOCK_STEP_MS) return offsetMs;
  return state.serverClockOffsetMs + (offsetMs - state.serverClockOffsetMs) / 100;
}

import { setTimeout as pause } from "node:timers/promises";
import type { Acknowledgement, SourceState } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { shapeResult } from "./shape-result.ts";
import type { SourceDuty, SourceItem } from "./source.ts";

/** What a duty needs of the server. */
export interface DutyNeeds {
  /** @throws {Fault} `ingest/*` */
  admit(token: number, payload: unknown): Promise<Acknowledgement>;
  isTokenInUse(token: number): boolean;
  findDatastream(id: string): Parameters<typeof shapeResult>[1] | undefined;
  offsetMs(atMs: number): number;
  onUnexpected(error: unknown): void;
  now(): number;
}

/** A source's state while it is kept up to date. */
export type LiveState = { -readonly [K in keyof SourceState]: SourceState[K] };

/** Tries again this late where a refusal does not say when, and at the latest. */
const [RETRY_MS, MAX_RETRY_MS] = [1_000, 30_000];

/** A state at its beginning. */
export function buildState(state: SourceState["state"], nowMs: number): LiveState {
  return {
    ...{ state, since: nowMs, accepted: 0, duplicates: 0, rejected: 0 },
    ...{ lastTaken: null, lastError: null, figures: {} },
  };
}

/** Creates the duty of one source, which writes down in `state` how it goes. */
export function createDuty(
  needs: DutyNeeds,
  token: number,
  state: LiveState,
  closing: AbortSignal,
): SourceDuty {
  function note(error: unknown): void {
    const { code, message } =
      error instanceof Fault
        ? error
        : { code: "connector/failed", message: error instanceof Error ? error.message : String(error) };
    state.lastError = { at: needs.now(), code, message };
  }

  async function admitOnce(items: readonly object[]): Promise<Acknowledgement> {
    if (!needs.isTokenInUse(token)) throw new Fault("request/invalid", `there is no token ${token} in use`);
    return needs.admit(token, { items });
  }

  async function admitPatiently(items: readonly object[]): Promise<Acknowledgement> {
    for (;;) {
      try {
        return await admitOnce(items);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        note(error);
        const retryAfterMs = Number(error.details.retryAfterMs ?? RETRY_MS);
        await pause(Math.min(retryAfterMs, MAX_RETRY_MS), undefined, { signal: closing });
      }
    }
  }

  function shape(item: SourceItem): SourceItem {
    const datastream = needs.findDatastream(item.datastream);
    return datastream ? { ...item, result: shapeResult(item.result, datastream) } : item;
  }

  return {
    async admit(items) {
      const answer = await admitPatiently(items.map(shape));
      state.accepted += answer.accepted;
      state.duplicates += answer.duplicates;
      state.rejected += answer.rejected.length;
      if (answer.accepted > 0) state.lastTaken = needs.now();
      const [first] = answer.rejected;
      if (first) state.lastError = { at: needs.now(), code: first.code, message: first.message };
      return answer;
    },
    report(next, error) {
      if (error !== undefined) note(error);
      if (next === undefined || next === state.state) return;
      state.state = next;
      state.since = needs.now();
    },
    count: (figure, by = 1) => {
      state.figures[figure] = (state.figures[figure] ?? 0) + by;
    },
    gauge: (figure, reading) => {
      state.figures[figure] = reading;
    },
    ...{ offsetMs: needs.offsetMs, now: needs.now, onUnexpected: needs.onUnexpected, closing },
  };
}

import { setTimeout as pause } from "node:timers/promises";
import type { ObservationInput } from "@shuicheng/shared/contracts";
import { buildObservation } from "./build-observation.ts";
import type { CityModel } from "./city-model.ts";

/** How far back, how dense, how fast: a day of 6,000 datastreams takes about half a minute beside the live values. */
const SPAN_MS = 24 * 3_600_000;
const STEP_MS = 15 * 60_000;
const RATE_PER_S = 20_000;

/** Past values to be made. */
export interface BackfillOrder {
  readonly model: CityModel;
  /** Datastreams that have no history yet. */
  readonly indices: readonly number[];
  /** Now, epoch ms: nothing is made after it. */
  readonly untilMs: number;
  /** Observations of one batch. */
  readonly batchItems: number;
  deliver(items: readonly ObservationInput[]): Promise<void>;
  readonly signal: AbortSignal;
}

/** Gives datastreams without a past their last 24 hours, oldest first, no faster than a page can bear. */
export async function backfill(order: BackfillOrder): Promise<void> {
  const { deliver, signal, batchItems } = order;
  const beganAtMs = Date.now();
  let sent = 0;
  for (const items of inBatches(pastObservations(order), batchItems)) {
    if (signal.aborted) return;
    await deliver(items);
    sent += items.length;
    const earlyMs = beganAtMs + (sent * 1_000) / RATE_PER_S - Date.now();
    if (earlyMs > 0) await pause(earlyMs, undefined, { signal }).catch(() => undefined);
  }
}

/** All past observations, oldest first; those that report rarely have them rarely. */
function* pastObservations({
  model,
  indices,
  untilMs,
}: Pick<BackfillOrder, "model" | "indices" | "untilMs">): Generator<ObservationInput, void, undefined> {
  const lastStep = Math.ceil(untilMs / STEP_MS) - 1;
  for (let step = lastStep - SPAN_MS / STEP_MS + 1; step <= lastStep; step++) {
    const timeMs = step * STEP_MS;
    for (const index of indices) {
      const subject = model.subjects[index];
      const every = Math.max(1, Math.round((subject?.expectedIntervalMs ?? STEP_MS) / STEP_MS));
      const isSilent = model.oddities.get(index)?.kind === "silent";
      if (step % every === 0 && !isSilent) yield buildObservation(model, index, timeMs);
    }
  }
}

function* inBatches<T>(items: Iterable<T>, size: number): Generator<T[], void, undefined> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

import { setTimeout as pause } from "node:timers/promises";
import type { IngestClient } from "@shuicheng/shared/client";
import { MAX_BATCH_ITEMS, type ObservationInput } from "@shuicheng/shared/contracts";
import type { RecordingRow, RecordingSurvey } from "./replay-recording.ts";
import type { Tally } from "./simulate-tally.ts";

/** What a replay is made of. */
export interface ReplayOptions {
  readonly client: IngestClient;
  readonly tally: Tally;
  readonly survey: RecordingSurvey;
  /** Opens the recording from its first row; called again for each repeat. */
  readonly readRows: () => AsyncIterable<RecordingRow>;
  /** Datastream of each column; columns without one are left out. */
  readonly datastreams: readonly (string | undefined)[];
  /** The moment of the first row, epoch ms. */
  readonly startMs: number;
  /** Recorded seconds per second; absent: as fast as the server acknowledges. */
  readonly speed?: number | undefined;
  /** Begins again at the end, later by the recording's length. Only with `speed`. */
  readonly isLooping: boolean;
  readonly signal: AbortSignal;
}

/**
 * Pushes a recording as any integrator would. Rows keep their order and their distances; only their zero moves
 * to `startMs`. Returns when all of it is acknowledged, or drained after `signal`.
 */
export async function replay(options: ReplayOptions): Promise<void> {
  const { survey, signal } = options;
  const beganAtMs = Date.now();
  const loopMs = (survey.lastS - survey.firstS + survey.lastStepS) * 1_000;
  for (let round = 0; !signal.aborted && (round === 0 || options.isLooping); round++) {
    const outbox = new Outbox(options);
    for await (const row of options.readRows()) {
      const sinceStartMs = round * loopMs + (row.timeS - survey.firstS) * 1_000;
      if (options.speed !== undefined) {
        await outbox.waitUntil(beganAtMs + sinceStartMs / options.speed, signal);
      }
      if (signal.aborted) break;
      await outbox.add(options.startMs + sinceStartMs, row.values);
    }
    await outbox.flush();
  }
  await options.tally.settle();
}

/** Gathers rows into batches as large as they may be while nothing has to wait. */
class Outbox {
  readonly #options: ReplayOptions;
  #items: ObservationInput[] = [];

  constructor(options: ReplayOptions) {
    this.#options = options;
  }

  async add(timeMs: number, values: Float64Array): Promise<void> {
    const { datastreams } = this.#options;
    for (const [column, datastream] of datastreams.entries()) {
      const result = values[column] as number;
      if (datastream === undefined || Number.isNaN(result)) continue;
      this.#items.push({ datastream, time: timeMs, result });
      if (this.#items.length === MAX_BATCH_ITEMS) await this.flush();
    }
  }

  /** Sends what is due before it sleeps. */
  async waitUntil(dueAtMs: number, signal: AbortSignal): Promise<void> {
    if (dueAtMs <= Date.now()) return;
    await this.flush();
    await pause(dueAtMs - Date.now(), undefined, { signal }).catch(() => undefined);
  }

  async flush(): Promise<void> {
    const items = this.#items;
    if (items.length === 0) return;
    this.#items = [];
    await this.#options.tally.push(this.#options.client, items);
  }
}

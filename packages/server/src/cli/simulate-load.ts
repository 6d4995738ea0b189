import { setTimeout as pause } from "node:timers/promises";
import type { IngestClient } from "@shuicheng/shared/client";
import { type Datastream, MAX_BATCH_ITEMS, type ObservationInput } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { Tally } from "./simulate-tally.ts";

/** Observations leave ten times a second. */
const BEAT_MS = 100;
/** A value keeps this part of its distance from the middle at each step and takes the rest at random. */
const INERTIA = 0.9;

/** What a synthetic load is made of. */
export interface LoadOptions {
  readonly client: IngestClient;
  readonly tally: Tally;
  /** Those of `resultType` number; each gets its turn. */
  readonly datastreams: readonly Datastream[];
  /** Observations a second over all of them together. */
  readonly ratePerS: number;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/**
 * Pushes a steady load of plausible values until `signal`: each datastream wanders about the middle of its
 * normal band, inside limits and range.
 *
 * @throws {Fault} `request/invalid` when there is no datastream, or more than one observation a millisecond
 * would fall on each (an identity is datastream and time).
 */
export async function pushLoad(options: LoadOptions): Promise<void> {
  const { datastreams, ratePerS, signal, tally } = options;
  if (datastreams.length === 0) throw new Fault("request/invalid", "the server has no numeric datastream");
  if (ratePerS > datastreams.length * 1_000) {
    const most = datastreams.length * 1_000;
    throw new Fault(
      "request/invalid",
      `--rate ${ratePerS} is too fast for ${datastreams.length} datastreams; at most ${most}`,
    );
  }
  const random = createRandom(options.seed);
  const walks = datastreams.map((datastream) => createWalk(datastream, random));
  const beganAtMs = Date.now();
  for (let sent = 0; !signal.aborted; ) {
    const due = Math.floor(((Date.now() - beganAtMs) * ratePerS) / 1_000);
    while (sent < due && !signal.aborted) {
      const items: ObservationInput[] = [];
      for (; sent < due && items.length < MAX_BATCH_ITEMS; sent++) {
        const turn = sent % datastreams.length;
        const datastream = (datastreams[turn] as Datastream).id;
        const time = beganAtMs + Math.floor((sent * 1_000) / ratePerS);
        items.push({ datastream, time, result: (walks[turn] as () => number)() });
      }
      await tally.push(options.client, items);
    }
    await pause(BEAT_MS, undefined, { signal }).catch(() => undefined);
  }
  await tally.settle();
}

/** Band in which a datastream is normal: its limits where it has them, else its range, else 0 to 100. */
function normalBand(datastream: Datastream): { low: number; high: number } {
  const { limits, range } = datastream;
  const low = limits.L ?? limits.LL ?? range.min;
  const high = limits.H ?? limits.HH ?? range.max;
  if (low !== null && high !== null) return { low, high };
  if (low !== null) return { low, high: low + 100 };
  return high !== null ? { low: high - 100, high } : { low: 0, high: 100 };
}

function createWalk(datastream: Datastream, random: () => number): () => number {
  const { low, high } = normalBand(datastream);
  const middle = (low + high) / 2;
  const factor = 10 ** datastream.decimals;
  let offset = 0;
  return () => {
    offset = INERTIA * offset + (1 - INERTIA) * (random() - 0.5) * (high - low);
    return Math.min(high, Math.max(low, Math.round((middle + offset) * factor) / factor));
  };
}

/** Uniform numbers in [0, 1) that a seed repeats. Source: mulberry32, Tommy Ettinger 2017, public domain. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

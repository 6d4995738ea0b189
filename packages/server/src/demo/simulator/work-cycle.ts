import { uniform } from "./smooth-noise.ts";
import type { Subject } from "./subject.ts";

const MINUTE_MS = 60_000;

/** A machine that fills and empties, or runs and rests, over and over. */
export interface WorkCycle {
  readonly periodMs: number;
  /** Part of the period in which the machine runs; it runs at the end of the period. */
  readonly duty: number;
  /** Moment of the cycle at time 0, 0 ≤ phase < 1. */
  readonly phase: number;
}

/** Wet wells and sumps: what collects there is pumped away in turns. */
const PUMPED_CLASSES = new Set(["pump-station", "sump", "underpass"]);

/**
 * The cycle of an asset's machine, or `undefined` where nothing goes in turns. All datastreams of one asset share it:
 * the level falls while the pump runs.
 *
 * @param assetHash Hash of the asset's id.
 */
export function findWorkCycle(
  subject: Pick<Subject, "observedProperty" | "assetClass">,
  assetHash: number,
): WorkCycle | undefined {
  const { observedProperty, assetClass } = subject;
  const phase = uniform(assetHash, 1);
  if (observedProperty === "fanRunning")
    return { periodMs: (200 + 80 * uniform(assetHash, 2)) * MINUTE_MS, duty: 0.12, phase };
  const isPumped = PUMPED_CLASSES.has(assetClass);
  if (!isPumped || (observedProperty !== "pumpRunning" && observedProperty !== "level")) return undefined;
  const minutes = assetClass === "sump" ? 240 : 30;
  return { periodMs: minutes * (0.8 + 0.4 * uniform(assetHash, 3)) * MINUTE_MS, duty: 0.3, phase };
}

/** Answers whether the machine runs. */
export function isRunning(cycle: WorkCycle, timeMs: number): boolean {
  return momentOf(cycle, timeMs) > 1 - cycle.duty;
}

/** What has collected, 0 (just emptied) to 1 (the pump starts): slowly up, quickly down. */
export function filledPart(cycle: WorkCycle, timeMs: number): number {
  const moment = momentOf(cycle, timeMs);
  const filling = 1 - cycle.duty;
  return moment <= filling ? moment / filling : (1 - moment) / cycle.duty;
}

function momentOf({ periodMs, phase }: WorkCycle, timeMs: number): number {
  const turns = timeMs / periodMs + phase;
  return turns - Math.floor(turns);
}

import { closeSync, openSync } from "node:fs";
import type { IngestClient } from "@shuicheng/shared/client";
import { Fault } from "@shuicheng/shared/faults";
import { runSimulation } from "../demo/simulator/run-simulation.ts";
import type { Scenario, ScenarioKind } from "../demo/simulator/scenarios/index.ts";
import { degreesOf } from "../demo/simulator/truth.ts";
import type { Tally } from "./simulate-tally.ts";

/** What a scenario run needs. */
export interface ScenarioOptions {
  readonly url: string;
  readonly token: string;
  readonly layer: string | undefined;
  readonly scenario: ScenarioKind;
  readonly seed: number;
  readonly speed: number;
  readonly truthFile: string | undefined;
  readonly client: IngestClient;
  readonly tally: Tally;
  say(line: string): void;
  readonly signal: AbortSignal;
}

/**
 * Lets a scenario happen on a running server until it is over or `signal`; then says that all is normal again.
 *
 * @throws {Fault} as `runSimulation`; `config/invalid-value` when the truth cannot be written.
 */
export async function pushScenario(options: ScenarioOptions): Promise<void> {
  const { url, token, layer, scenario, seed, speed, truthFile, client, tally, say, signal } = options;
  if (truthFile !== undefined) requireWritable(truthFile);
  await runSimulation({
    ...{ server: { url, token }, scenario, seed, speed, truthFile, drives: "what is missing", signal },
    ...(layer === undefined ? {} : { layers: [layer] }),
    async deliver(items) {
      await tally.push(client, items);
      await tally.settle();
    },
    onPlanned: (plan) => say(`simulate: ${lineOf(plan.scenario, speed)}; ${plan.driven} datastreams`),
  });
}

function lineOf({ kind, seed, place, durationMs, affected }: Scenario, speed: number): string {
  const minutes = durationMs / 60_000 / speed;
  const length = Number.isFinite(minutes) ? `${Number(minutes.toFixed(1))} min` : "until Ctrl-C";
  return `${kind} (seed ${seed}) ${placeOf(place)}${length}, ${affected.length} affected`;
}

function placeOf(place: Scenario["place"]): string {
  if (place === null) return "";
  const { lon, lat } = degreesOf(place.at);
  return `near ${place.asset} (${lon.toFixed(5)}, ${lat.toFixed(5)}), `;
}

function requireWritable(file: string): void {
  try {
    closeSync(openSync(file, "a"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const details = { setting: "truth" };
    throw new Fault("config/invalid-value", `--truth ${file} cannot be written: ${reason}`, details, {
      cause,
    });
  }
}

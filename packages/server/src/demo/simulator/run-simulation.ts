import { setTimeout as pause } from "node:timers/promises";
import type { LatestValue } from "@shuicheng/shared/client";
import type { ObservationInput } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { backfill } from "./backfill.ts";
import { buildObservation } from "./build-observation.ts";
import { buildCityModel, type CityModel, type Reading } from "./city-model.ts";
import { followReporters } from "./other-reporters.ts";
import type { ServerAccess } from "./read-city.ts";
import { readSubjects } from "./read-subjects.ts";
import { planScenario, type Scenario, type ScenarioKind } from "./scenarios/index.ts";
import { createTimetable } from "./timetable.ts";
import { buildTruth, writeTruth } from "./truth.ts";

/** Clients that share this agree on what is normal, so that a scenario begins and ends without a step. */
const MODEL_SEED = 1;
/** Most observations of one batch: small enough that nobody waits long behind one. */
const BATCH_ITEMS = 500;
const BEAT_MS = 250;
/** What is disturbed reports at least this often (scenario time), as probes in alarm do. */
const EVENT_INTERVAL_MS = 20_000;
/**
 * Somebody else reports a datastream: we say nothing of it for this long. Short after a value that we would have sent
 * as well (a scenario beside us that is over), long after another one (an instrument, or a scenario on its way).
 */
const REST_AFTER_NORMAL_MS = 2 * 60_000;
const REST_AFTER_OTHER_MS = 60 * 60_000;
/** Age of the last value of a sensor that fell silent before we came. */
const SILENT_FOR_MS = 5 * 3_600_000;

/** What to simulate, and where. */
export interface SimulationOptions {
  readonly server: ServerAccess;
  readonly scenario: ScenarioKind;
  readonly seed: number;
  /** Scenario minutes a minute; days keep their own pace. */
  readonly speed: number;
  /** Layers whose datastreams are simulated; absent: all. */
  readonly layers?: readonly string[] | undefined;
  /**
   * `everything`: all datastreams until somebody else reports them. `what is missing`: what the scenario touches, and
   * of the rest what nobody reports when it starts.
   */
  readonly drives: "everything" | "what is missing";
  readonly truthFile?: string | undefined;
  /** Sends one batch and comes back when it is acknowledged. */
  deliver(items: readonly ObservationInput[]): Promise<void>;
  /** Told once it is known what is going to happen. */
  onPlanned?(plan: { scenario: Scenario; model: CityModel; driven: number }): void;
  readonly signal: AbortSignal;
}

/**
 * Reports a city's datastreams as its instruments would, until the scenario is over or `signal`. Published layers are
 * read again on a quiet day.
 *
 * @throws {Fault} where the server cannot be read or refuses us, or `request/invalid` where there is nothing to simulate.
 */
export async function runSimulation(options: SimulationOptions): Promise<void> {
  let ending: Ending = "changed";
  while (ending === "changed" && !options.signal.aborted) ending = await runOnce(options);
}

type Ending = "over" | "changed";

async function runOnce(options: SimulationOptions): Promise<Ending> {
  const { server, signal } = options;
  const model = buildCityModel(await readSubjects(server, options), MODEL_SEED);
  if (model.subjects.length === 0)
    throw new Fault("request/invalid", "the server has no datastream to simulate");
  const scenario = planScenario(options.scenario, model, options.seed);
  const run = createRun(model, scenario, options);
  options.onPlanned?.({ scenario, model, driven: run.driven.length });
  const changed = new AbortController();
  const others = followReporters(
    server,
    run.driven.map((index) => model.subjects[index]?.id ?? ""),
    {
      onValue: (value) => run.heard(value),
      // A scenario is not begun again in the middle, nor is the past left half told.
      onLayers: () => {
        if (options.scenario === "quiet-day") void run.pastTold.then(() => changed.abort());
      },
    },
  );
  const until = AbortSignal.any([signal, changed.signal]);
  try {
    await run.goOn(until);
  } finally {
    others.close();
  }
  return changed.signal.aborted && !signal.aborted ? "changed" : "over";
}

/** One scenario on one city, on its way. */
interface Run {
  /** Indices of the datastreams we report. */
  readonly driven: readonly number[];
  /** A latest value was seen at the server. */
  heard(value: LatestValue): void;
  /** Resolves when datastreams without a past have one. */
  readonly pastTold: Promise<void>;
  goOn(signal: AbortSignal): Promise<void>;
}

function createRun(model: CityModel, scenario: Scenario, options: SimulationOptions): Run {
  const { speed, truthFile } = options;
  const { subjects } = model;
  const affected = new Set(scenario.affected);
  const driven = subjects.flatMap((subject, index) =>
    options.drives === "everything" || affected.has(index) || !subject.isReported ? [index] : [],
  );
  const indexOf = new Map(driven.map((index) => [subjects[index]?.id ?? "", index]));
  const timetable = createTimetable(subjects);
  const wasDisturbed = new Uint8Array(subjects.length);
  const startedAtMs = Date.now();

  const readingNow = (
    index: number,
    nowMs: number,
  ): { reading: Reading | undefined; isDisturbed: boolean } => {
    const normal = model.readingAt(index, nowMs);
    if (!affected.has(index)) return { reading: normal, isDisturbed: false };
    const reading = scenario.disturb(index, normal, { sinceMs: (nowMs - startedAtMs) * speed, startedAtMs });
    return { reading, isDisturbed: reading !== normal };
  };

  const isDueByEvent = (index: number, isDisturbed: boolean, nowMs: number) =>
    isDisturbed !== (wasDisturbed[index] === 1) ||
    (isDisturbed && nowMs - timetable.lastMs(index) >= EVENT_INTERVAL_MS / speed);

  /** Everything whose turn it is, oldest datastreams first. */
  const collect = (nowMs: number): ObservationInput[] => {
    const items: ObservationInput[] = [];
    for (const index of driven) {
      if (model.oddities.get(index)?.kind === "silent") continue;
      const isAffected = affected.has(index);
      const isDue = timetable.isDue(index, nowMs);
      if (!isDue && !isAffected) continue;
      const { reading, isDisturbed } = readingNow(index, nowMs);
      if (!isDue && !isDueByEvent(index, isDisturbed, nowMs)) continue;
      wasDisturbed[index] = isDisturbed ? 1 : 0;
      // A silent instrument has its turn too; it only says nothing.
      timetable.reported(index, nowMs);
      if (reading) items.push(buildObservation(model, index, nowMs, reading));
    }
    return items;
  };

  const deliver = async (items: readonly ObservationInput[]) => {
    const batches = [];
    for (let from = 0; from < items.length; from += BATCH_ITEMS)
      batches.push(items.slice(from, from + BATCH_ITEMS));
    await Promise.all(batches.map((batch) => options.deliver(batch)));
  };

  const record = (event: "started" | "ended", atMs: number) => {
    if (truthFile === undefined) return;
    writeTruth(truthFile, buildTruth(event, { model, scenario, startedAtMs, atMs, speed }));
  };

  /** Sensors that fell silent long ago still have what they said last. */
  const silentOnes = () =>
    driven
      .filter(
        (index) => model.oddities.get(index)?.kind === "silent" && subjects[index]?.hasHistory === false,
      )
      .map((index) => buildObservation(model, index, startedAtMs - SILENT_FOR_MS));

  /** The last word is that all is normal again, also when we are stopped in the middle. */
  const sayNormal = () => {
    const nowMs = Date.now();
    const disturbed = scenario.affected.filter((index) => wasDisturbed[index] === 1);
    return deliver(disturbed.map((index) => buildObservation(model, index, nowMs)));
  };
  const past = Promise.withResolvers<void>();

  return {
    driven,
    pastTold: past.promise,
    heard({ datastream, time, result, quality }) {
      const index = indexOf.get(datastream);
      // What a scenario touches is its own to report.
      if (index === undefined || affected.has(index) || time <= timetable.lastMs(index)) return;
      const ours = buildObservation(model, index, time);
      const isNormal = ours.result === result && (ours.quality ?? "good") === quality;
      timetable.rest(index, Date.now() + (isNormal ? REST_AFTER_NORMAL_MS : REST_AFTER_OTHER_MS));
    },
    async goOn(signal) {
      record("started", startedAtMs);
      await deliver([...collect(startedAtMs), ...silentOnes()]);
      const indices = driven.filter((index) => subjects[index]?.hasHistory === false);
      const order = { model, indices, untilMs: startedAtMs, batchItems: BATCH_ITEMS, deliver, signal };
      const told = backfill(order).finally(past.resolve);
      const lived = (async () => {
        while (!signal.aborted && (Date.now() - startedAtMs) * speed < scenario.durationMs) {
          await pause(BEAT_MS, undefined, { signal }).catch(() => undefined);
          if (!signal.aborted) await deliver(collect(Date.now()));
        }
      })();
      await Promise.all([told, lived]);
      record("ended", Date.now());
      await sayNormal();
    },
  };
}

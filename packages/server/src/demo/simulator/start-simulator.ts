import { Worker } from "node:worker_threads";
import type { ServerAccess } from "./read-city.ts";
import type { ScenarioKind } from "./scenarios/index.ts";

/** What the worker is given. */
export interface SimulatorWork extends ServerAccess {
  readonly seed: number;
  readonly scenario: ScenarioKind;
  readonly truthFile: string;
  readonly layers: readonly string[] | undefined;
}

/** How to run the simulator beside a server. */
export interface SimulatorOptions extends ServerAccess {
  /** Of the scenario's place and course. */
  readonly seed: number;
  /** JSON lines of what really happened are added to this file. */
  readonly truthFile: string;
  /** A quiet day unless given. */
  readonly scenario?: ScenarioKind;
  /** Ids of the layers whose datastreams are simulated; absent: all. */
  readonly layers?: readonly string[];
  /** Told why the simulator stopped when nobody asked it to; it starts again by itself. */
  onUnexpected(error: unknown): void;
}

/** A running simulator. */
export interface Simulator {
  /** Ends it; resolves when its thread is gone. */
  stop(): Promise<void>;
}

/** A city of scale 4 with its history under way fits well; what needs more has gone wrong. */
const MAX_HEAP_MB = 96;
/** Short-lived objects are collected early: 52 MB resident with 6,000 datastreams, against 104 MB without this. */
const YOUNG_HEAP_MB = 6;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** Once it ran this long, the next failure is a new one. */
const STEADY_MS = 5 * 60_000;
/** It has this long to say goodbye. */
const STOP_TIMEOUT_MS = 3_000;

/**
 * Starts the simulator in a thread of its own: an ordinary client of the server's sockets, which may crash without
 * harm. It is started again after a pause that doubles up to a minute.
 */
export function startSimulator(options: SimulatorOptions): Simulator {
  const { url, token, seed, truthFile, scenario = "quiet-day", layers, onUnexpected } = options;
  const workerData: SimulatorWork = { url, token, seed, truthFile, scenario, layers };
  let worker: Worker | undefined;
  let gone: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let failures = 0;

  const run = () => {
    const beganAtMs = Date.now();
    const current = new Worker(new URL("./simulator.worker.ts", import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
    });
    worker = current;
    let isFailed = false;
    const fail = (error: unknown) => {
      isFailed = true;
      if (!isStopped) onUnexpected(error);
    };
    current.on("message", fail);
    current.on("error", fail);
    gone = new Promise((resolve) => {
      current.on("exit", () => {
        resolve();
        // A scenario that came to its end is not begun again; everything else is.
        if (isStopped || !isFailed) return;
        failures = Date.now() - beganAtMs > STEADY_MS ? 1 : failures + 1;
        timer = setTimeout(run, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1)));
      });
    });
  };
  run();

  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      worker?.postMessage("stop");
      const late = setTimeout(() => void worker?.terminate(), STOP_TIMEOUT_MS);
      await gone;
      clearTimeout(late);
    },
  };
}

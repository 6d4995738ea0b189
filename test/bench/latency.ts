import { buildBenchCity } from "./bench-city.ts";
import { onBenchStage } from "./bench-stage.ts";
import { median, printFigure, quantile, tell } from "./figure.ts";
import { LATENCY_LIMIT } from "./latency-limit.ts";
import type { WorkerProcess } from "./worker-process.ts";

const DATASTREAMS = 2_000;
const SCREENS = 50;
const RATE_PER_S = 1_000;
const RUNS = 3;
const RUN_MS = 15_000;
const RELAY = "bare Socket.IO relay of each push to every screen";

/** From the push of an observation to the change at a live client, at 1,000 observations/s and 50 screens. */
export async function benchLatency(): Promise<void> {
  await onBenchStage(async ({ server, start }) => {
    const token = await server.createToken("bench");
    await server.register(token, buildBenchCity(DATASTREAMS, { H: LATENCY_LIMIT - 1, L: -1 }));
    const { ready: echo } = await start<{ url: string }>("echo-server.ts");
    const sizes = [String(DATASTREAMS), String(SCREENS)];
    const { worker: ours } = await start("latency-probe.ts", server.url, token, ...sizes, "live");
    const { worker: theirs } = await start("latency-probe.ts", echo.url, token, ...sizes, "relay");
    const p50: number[] = [];
    const p99: number[] = [];
    const relay50: number[] = [];
    const relay99: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const delaysMs = await measure(ours);
      const relayedMs = await measure(theirs);
      p50.push(quantile(delaysMs, 0.5));
      p99.push(quantile(delaysMs, 0.99));
      relay50.push(quantile(relayedMs, 0.5));
      relay99.push(quantile(relayedMs, 0.99));
      tell(
        `latency: p50 ${p50.at(-1)?.toFixed(0)} ms, p99 ${p99.at(-1)?.toFixed(0)} ms; relay ${relay50.at(-1)?.toFixed(1)} and ${relay99.at(-1)?.toFixed(1)} ms`,
      );
    }
    const figure = (metric: string, ours: number[], theirs: number[]) => {
      const value = median(ours);
      const note = `${RATE_PER_S} observations/s, each changing a status, ${SCREENS} live clients; patches leave every 200 ms`;
      printFigure({
        bench: "latency",
        metric,
        value,
        unit: "ms",
        against: RELAY,
        ratio: value / median(theirs),
        n: RUNS,
        note,
      });
    };
    figure("latency.p50", p50, relay50);
    figure("latency.p99", p99, relay99);
  });
}

async function measure(worker: WorkerProcess): Promise<number[]> {
  const request = { forMs: RUN_MS, ratePerS: RATE_PER_S };
  const { delaysMs, pushed } = await worker.ask<{ delaysMs: number[]; pushed: number }>(request);
  // All but the first second is sampled; what is missing was never seen.
  const expected = pushed - RATE_PER_S;
  if (delaysMs.length < expected * 0.98) tell(`only ${delaysMs.length} of ${expected} changes were seen`);
  return delaysMs;
}

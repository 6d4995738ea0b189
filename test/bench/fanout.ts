import { setTimeout as pause } from "node:timers/promises";
import type { ServerProcess } from "../server-process.ts";
import { buildBenchCity } from "./bench-city.ts";
import { onBenchStage } from "./bench-stage.ts";
import { printFigure, tell } from "./figure.ts";
import { readMetric } from "./read-metric.ts";
import type { WorkerProcess } from "./worker-process.ts";

const DATASTREAMS = 20_000;
const CHANGES = 5_600;
const WINDOW_MS = 20_000;
const SETTLE_MS = 5_000;
const SCREENS = [200, 1_000] as const;

interface ScreenCounts {
  readonly bytes: number;
  readonly lost: number;
}

/**
 * What screens cost: 5,600 observations a second, each of which changes a status, and so many screens that follow every status of
 * the city and every value to three digits. Processor time of the server beyond that without screens, and bytes to a screen.
 */
export async function benchFanout(): Promise<void> {
  await onBenchStage(async ({ server, start }) => {
    const token = await server.createToken("bench");
    await server.register(token, buildBenchCity(DATASTREAMS, { H: 40, L: 10 }));
    const { worker: load } = await start(
      "fanout-load.ts",
      server.url,
      token,
      String(DATASTREAMS),
      String(CHANGES),
    );
    await pause(SETTLE_MS);
    const alone = await shareOfCore(server);
    tell(`without screens ${(alone * 100).toFixed(1)} % of a core`);
    for (const count of SCREENS) {
      const { worker: screens } = await start("fanout-screens.ts", server.url, token, String(count));
      await pause(SETTLE_MS);
      await measure(server, screens, count, alone);
      await screens.stop();
      await pause(SETTLE_MS);
    }
    const { sent, refused } = await load.ask<{ sent: number; refused: number }>({});
    if (refused > 0) throw new Error(`${refused} of ${sent} batches were refused`);
  });
}

async function measure(
  server: ServerProcess,
  screens: WorkerProcess,
  count: number,
  alone: number,
): Promise<void> {
  const before = await screens.ask<ScreenCounts>({});
  const share = await shareOfCore(server);
  const { bytes, lost } = await screens.ask<ScreenCounts>({});
  const note = `${CHANGES} changes/s, ${count - lost} of ${count} screens live; without screens ${(alone * 100).toFixed(1)} %`;
  const name = count === SCREENS[0] ? "" : `:${count}`;
  printFigure({
    ...{
      bench: "fanout",
      metric: `fanout.cpu${name}`,
      value: (share - alone) * 100,
      unit: "% of a core",
      n: 1,
      note,
    },
  });
  printFigure({
    ...{ bench: "fanout", metric: `fanout.bytes-per-screen${name}`, unit: "kB/s", n: 1, note },
    value: (bytes - before.bytes) / count / WINDOW_MS,
  });
}

/** Processor time of the server's process over a window, as a share of one core. */
async function shareOfCore(server: ServerProcess): Promise<number> {
  const [from, beganAt] = [await cpuSeconds(server), performance.now()];
  await pause(WINDOW_MS);
  return ((await cpuSeconds(server)) - from) / ((performance.now() - beganAt) / 1_000);
}

const cpuSeconds = (server: ServerProcess) => readMetric(server, "process_cpu_seconds_total");

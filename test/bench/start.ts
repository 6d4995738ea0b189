import { rmSync } from "node:fs";
import { join } from "node:path";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { buildBenchCity } from "./bench-city.ts";
import { median, printFigure, tell } from "./figure.ts";
import { startOnce } from "./start-once.ts";
import { WorkerProcess } from "./worker-process.ts";

const ROOT = join(import.meta.dirname, "../..");
const RUNS = 5;
/** A first start takes a minute of two cores. */
const FIRST_RUNS = 3;
const DATASTREAMS = 20_000;
/** More than the tail holds, so that chunks, checkpoint and tail are all read at the start. */
const OBSERVATIONS = 2_500_000;
/** Memory is read after the first collections have had their chance. */
const REST_MS = 3_000;
/** With the demo: after the simulator has sent its past day, and the compactor has had it. */
const DEMO_REST_MS = 90_000;

/** `npm start` to ready: first with nothing built, again on the demo city, again on a full folder without it. */
export async function benchStart(): Promise<void> {
  await benchDemo();
  await benchFull();
}

async function benchDemo(): Promise<void> {
  const first: number[] = [];
  let folder = "";
  for (let run = 0; run < FIRST_RUNS; run++) {
    if (folder !== "") removeDataFolder(folder);
    folder = makeDataFolder();
    rmSync(join(ROOT, "packages/viewer/dist"), { recursive: true, force: true });
    first.push((await startOnce(folder, { restMs: 0 })).readyMs);
  }
  const built = "page built, demo city generated and tiled, on an empty folder";
  print("start.first", median(first), "ms", FIRST_RUNS, built);
  try {
    // The past day of the demo is sent once, after the first start that stays up.
    const { rssMb } = await startOnce(folder, { restMs: DEMO_REST_MS });
    const again = [];
    for (let run = 0; run < RUNS; run++) again.push(await startOnce(folder, { restMs: REST_MS }));
    const demo = "demo city, simulator on";
    print("start.again", median(again.map(({ readyMs }) => readyMs)), "ms", RUNS, demo);
    print("start.rss", rssMb, "MB", 1, `${demo}; ${DEMO_REST_MS / 1_000} s after ready, a day of data sent`);
    const settled = median(again.map((run) => run.rssMb));
    print("start.rss:again", settled, "MB", RUNS, `${demo}; ${REST_MS / 1_000} s after ready`);
  } finally {
    removeDataFolder(folder);
  }
}

async function benchFull(): Promise<void> {
  const folder = makeDataFolder();
  try {
    await fill(folder);
    const runs = [];
    for (let run = 0; run < RUNS; run++)
      runs.push(await startOnce(folder, { restMs: REST_MS, flags: ["--demo", "none"] }));
    const full = `no demo, ${DATASTREAMS} datastreams, ${OBSERVATIONS} observations`;
    print("start.again:full", median(runs.map(({ readyMs }) => readyMs)), "ms", RUNS, full);
    const settled = median(runs.map(({ rssMb }) => rssMb));
    print("start.rss:full", settled, "MB", RUNS, `${full}; ${REST_MS / 1_000} s after ready`);
  } finally {
    removeDataFolder(folder);
  }
}

function print(metric: string, value: number, unit: string, n: number, note: string): void {
  printFigure({ bench: "start", metric, value, unit, n, note });
}

async function fill(folder: string): Promise<void> {
  tell(`filling a folder with ${OBSERVATIONS} observations`);
  const server = await ServerProcess.start(folder);
  const token = await server.createToken("bench");
  await server.register(token, buildBenchCity(DATASTREAMS, { H: 40, L: 10 }));
  const baseMs = String(Date.now() - 24 * 3_600_000);
  const { worker } = await WorkerProcess.start("ingest-load.ts", [
    server.url,
    "/ingest",
    token,
    String(DATASTREAMS),
    baseMs,
  ]);
  await worker.ask({ observations: OBSERVATIONS });
  await worker.stop();
  await server.stop();
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ADMIN_PASSWORD, makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { buildBenchCity } from "./bench-city.ts";
import { median, printFigure, tell } from "./figure.ts";
import { WorkerProcess } from "./worker-process.ts";

const ROOT = join(import.meta.dirname, "../..");
const RUNS = 5;
const DATASTREAMS = 20_000;
/** More than the tail holds, so that chunks, checkpoint and tail are all read at the start. */
const OBSERVATIONS = 2_500_000;
/** Memory is read after the first collections have had their chance. */
const REST_MS = 3_000;

/** `npm start` to ready, on an empty folder and on a full one, and the memory it then holds. */
export async function benchStart(): Promise<void> {
  const first: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const folder = makeDataFolder();
    first.push((await startOnce(folder)).readyMs);
    removeDataFolder(folder);
  }
  const note = "empty folder, page built";
  printFigure({ bench: "start", metric: "start.first", value: median(first), unit: "ms", n: RUNS, note });

  const folder = makeDataFolder();
  try {
    await fill(folder);
    const again: number[] = [];
    const rss: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const { readyMs, rssMb } = await startOnce(folder);
      again.push(readyMs);
      rss.push(rssMb);
    }
    const full = `${DATASTREAMS} datastreams, ${OBSERVATIONS} observations`;
    printFigure({
      bench: "start",
      metric: "start.again",
      value: median(again),
      unit: "ms",
      n: RUNS,
      note: full,
    });
    printFigure({
      bench: "start",
      metric: "start.rss",
      value: median(rss),
      unit: "MB",
      n: RUNS,
      note: `${full}; ${REST_MS} ms after ready`,
    });
  } finally {
    removeDataFolder(folder);
  }
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

/** Starts as a person does, through npm, and stops again. */
async function startOnce(folder: string): Promise<{ readyMs: number; rssMb: number }> {
  const flags = ["--port", "0", "--data", folder, "--admin-password", ADMIN_PASSWORD];
  const beganAt = performance.now();
  // A group of its own: npm's shell does not always pass a signal on.
  const child = spawn("npm", ["start", "--", ...flags], { cwd: ROOT, detached: true });
  await saidReady(child);
  const readyMs = performance.now() - beganAt;
  await pause(REST_MS);
  const rssMb = readRssMb(folder);
  const ended = once(child, "close");
  process.kill(-(child.pid as number), "SIGTERM");
  await ended;
  tell(`start: ready after ${readyMs.toFixed(0)} ms, ${rssMb.toFixed(0)} MB`);
  return { readyMs, rssMb };
}

function saidReady(child: ChildProcess): Promise<void> {
  let said = "";
  return new Promise((resolve, reject) => {
    child.once("exit", (status) => reject(new Error(`npm start ended with ${status}: ${said}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        if (/http:\/\/[\d.]+:\d+/.test(said)) resolve();
      });
    }
  });
}

/** Resident memory of the server that holds `folder`, from Linux's /proc. */
function readRssMb(folder: string): number {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const words = readText(`/proc/${pid}/cmdline`).split("\0");
    if (
      !words[0]?.endsWith("node") ||
      !words.some((word) => word.endsWith("main.ts")) ||
      !words.includes(folder)
    )
      continue;
    const [, kb] = /^VmRSS:\s+(\d+) kB/m.exec(readText(`/proc/${pid}/status`)) ?? [];
    return Number(kb) / 1_024;
  }
  return Number.NaN;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // The process ended meanwhile.
    return "";
  }
}

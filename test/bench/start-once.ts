import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ADMIN_PASSWORD } from "../server-process.ts";
import { tell } from "./figure.ts";

const ROOT = join(import.meta.dirname, "../..");

/** One start as a person does it, through npm, and its end. */
export async function startOnce(
  folder: string,
  { restMs, flags = [] }: { readonly restMs: number; readonly flags?: readonly string[] },
): Promise<{ readyMs: number; rssMb: number }> {
  const settings = ["--port", "0", "--data", folder, "--admin-password", ADMIN_PASSWORD, ...flags];
  const beganAt = performance.now();
  // A group of its own: npm's shell does not always pass a signal on.
  const child = spawn("npm", ["start", "--", ...settings], { cwd: ROOT, detached: true });
  await saidReady(child);
  const readyMs = performance.now() - beganAt;
  await pause(restMs);
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
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (/is ready: http:/.test(said)) resolve();
    });
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

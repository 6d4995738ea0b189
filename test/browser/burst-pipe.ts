import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { WAIT } from "./city-story.ts";

const SIMULATE = join(import.meta.dirname, "../../packages/server/src/cli/simulate.ts");

/** What a scenario did in truth, as its file tells it. */
export interface Truth {
  readonly place: { readonly lon: number; readonly lat: number };
  /** Every datastream that it touches. */
  readonly affected: readonly string[];
}

/** A scenario that is on its way. */
export interface RunningScenario {
  /** Waits until it has begun. */
  truth(): Promise<Truth>;
  /** Has all be normal again, and waits for that. */
  end(): Promise<void>;
}

/** Lets a pipe burst among the water datastreams of a server, as an integrator would, in a process of its own. */
export function burstPipe(options: {
  url: string;
  token: string;
  seed: number;
  /** Scenario minutes a minute. */
  speed: number;
  truthFile: string;
}): RunningScenario {
  const { url, token, truthFile } = options;
  const flags = ["--scenario", "pipe-burst", "--layer", "water", "--truth", truthFile];
  const numbers = ["--seed", String(options.seed), "--speed", String(options.speed)];
  const child = spawn(process.execPath, [SIMULATE, "--url", url, "--token", token, ...flags, ...numbers], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  return {
    async truth() {
      await expect
        .poll(() => {
          if (child.exitCode !== null) throw new Error(Buffer.concat(said).toString("utf8"));
          return existsSync(truthFile) && readFileSync(truthFile, "utf8").includes("\n");
        }, WAIT)
        .toBe(true);
      return JSON.parse(readFileSync(truthFile, "utf8").split("\n")[0] ?? "") as Truth;
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGINT");
      await once(child, "close");
    },
  };
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { TestHandle } from "../../packages/viewer/src/app/test-handle.ts";

const SIMULATE = join(import.meta.dirname, "../../packages/server/src/cli/simulate.ts");

/** The browser draws in software on a shared machine: everything on screen may take its time. */
export const WAIT = { timeout: 120_000, interval: 500 };

declare global {
  interface Window {
    __shuicheng?: Readonly<TestHandle>;
  }
}

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
        .poll(
          () => {
            if (child.exitCode !== null) throw new Error(Buffer.concat(said).toString("utf8"));
            return existsSync(truthFile) && readFileSync(truthFile, "utf8").includes("\n");
          },
          { ...WAIT },
        )
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

/** Metres between two places of one city, on the sphere's tangent plane: right to a per cent. */
export function metresBetween(
  a: { readonly lon: number; readonly lat: number },
  b: { readonly lon: number; readonly lat: number },
): number {
  const degreeM = 111_200;
  const eastM = (a.lon - b.lon) * degreeM * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot(eastM, (a.lat - b.lat) * degreeM);
}

/** A camera as the address of the page has it: longitude and latitude in degrees, height in metres, two angles in degrees. */
export async function readCamera(page: Page): Promise<readonly number[]> {
  const hash = await page.evaluate(() => window.location.hash);
  return (/[#&]c=([^&]*)/.exec(hash)?.[1] ?? "").split(",").filter(Boolean).map(Number);
}

/** Waits until the page has its scene and its layers. */
export async function waitForCity(page: Page): Promise<void> {
  await page.waitForFunction(() => window.__shuicheng !== undefined, undefined, WAIT);
  await page.getByTestId("overview-water").waitFor(WAIT);
}

/** Pixel of a feature on the page; null while it is off the picture. */
export function pixelOf(
  page: Page,
  feature: { readonly layer: string; readonly featureIndex: number },
): Promise<{ readonly xPx: number; readonly yPx: number } | null> {
  return page.evaluate((pick) => {
    const place = window.__shuicheng?.scene.screenPositionOf(pick);
    const frame = document.querySelector("[data-testid=scene-canvas]")?.getBoundingClientRect();
    return place && frame ? { xPx: place.xPx + frame.x, yPx: place.yPx + frame.y } : null;
  }, feature);
}

/** Counters of the scene. */
export function readDiagnostics(page: Page): Promise<ReturnType<TestHandle["scene"]["diagnostics"]>> {
  return page.evaluate(() => {
    const handle = window.__shuicheng;
    if (!handle) throw new TypeError("the page has no scene");
    return handle.scene.diagnostics();
  });
}

/** Waits until the camera stands and the picture gains nothing more: two looks apart that are the same. */
export async function waitForRest(page: Page): Promise<void> {
  let before = "";
  await expect
    .poll(
      async () => {
        const { drawCalls, pendingMapTiles } = await readDiagnostics(page);
        const now = JSON.stringify([await readCamera(page), drawCalls, pendingMapTiles]);
        const isSame = now === before;
        before = now;
        return isSame;
      },
      { timeout: WAIT.timeout, interval: 2_000 },
    )
    .toBe(true);
}

/** Waits for the transitions of the page to end: a colour on its way from one theme to the other is of neither. */
export async function waitForStillness(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
}

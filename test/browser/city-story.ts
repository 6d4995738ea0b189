import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { TestHandle } from "../../packages/viewer/src/app/test-handle.ts";

/** The browser draws in software on a shared machine: everything on screen may take its time. */
export const WAIT = { timeout: 120_000, interval: 500 };
/** Four to eight minutes of a software renderer on two cores: `npm run test:long` has the time. */
export const IS_LONG = process.env.SHUICHENG_LONG === "1";
/** How the City page is opened. */
export const PAGE = { width: 1000, height: 640, locale: "zh-CN" };
/** Multisampling costs a software renderer most of its time. */
export const PATH = "/?msaa=1";

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

/** Waits until every tile that the picture asks for is there, and then for {@link waitForRest}. */
export async function waitForTiles(page: Page): Promise<void> {
  const status = page.getByTestId("scene-status");
  await expect.poll(() => status.getAttribute("data-pending"), { ...WAIT, timeout: 240_000 }).toBe("0");
  await waitForRest(page);
}

/** Name of the asset whose panel is open. */
export function assetName(page: Page): Promise<string | null> {
  return page.getByTestId("asset-name").textContent(WAIT);
}

/**
 * Waits for the transitions of the page to end: a colour on its way from one theme to the other is of neither. What
 * blinks for ever goes on; three still frames, since a transition begins a frame after what caused it.
 */
export async function waitForStillness(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let stillFrames = 0;
        const look = (): void => {
          const isMoving = document
            .getAnimations()
            .some(
              ({ effect, playState }) =>
                playState === "running" && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY,
            );
          stillFrames = isMoving ? 0 : stillFrames + 1;
          if (stillFrames < 3) requestAnimationFrame(look);
          else resolve();
        };
        look();
      }),
  );
}

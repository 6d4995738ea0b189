import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tokens } from "../app/tokens.ts";
import { openSceneRig, PICTURE_PX, type SceneRig } from "./fixture/scene-rig.suite.ts";
import { MAIN_POSITIONS, MAINS, MAINS_LAYER, tilesAtPlace } from "./fixture/two-mains.ts";
import { parseHex } from "./palette.ts";

const NORMAL = 1;
const CRITICAL = 6;

let rig: SceneRig;
let page: Page;
const settle = () => rig.settle();

beforeAll(async () => {
  rig = await openSceneRig(tilesAtPlace("mains", MAINS));
  ({ page } = rig);
  await page.evaluate(
    ({ layer, positions }) => {
      const { cityScene } = window;
      // What lies under the ground is meant to be seen here.
      cityScene.setUnderground({ groundOpacity: 0.4, isBelowGround: false, depthM: 0 });
      cityScene.setLayers([layer]);
      cityScene.setPositions(layer.id, Float64Array.from(positions));
      cityScene.paint(layer.id, Uint8Array.of(1, 1), "all");
      cityScene.flyToFeature({ layer: layer.id, featureIndex: 0 });
    },
    { layer: MAINS_LAYER, positions: [...MAIN_POSITIONS] },
  );
  await settle();
});

afterAll(() => rig?.close());

describe("createCityScene", () => {
  it("draws under the server's content security policy, without an error", () => {
    expect(rig.troubles).toEqual([]);
  });

  it("paints a critical main in its full status colour, seen through the ground", async () => {
    await paint([CRITICAL, NORMAL]);
    const [red, green, blue] = await mainPixel(0);

    const critical = parseHex(tokens.status.critical).map((channel) => channel * 255);
    expect([red, green, blue]).toEqual(critical.map((channel) => expect.closeTo(channel, -1)));
  });

  it("hides a normal buried main under opaque ground", async () => {
    await paint([NORMAL, NORMAL]);
    const seen = await mainPixel(1);
    await page.evaluate(() =>
      window.cityScene.setUnderground({ groundOpacity: 1, isBelowGround: false, depthM: 0 }),
    );
    await settle();
    const hidden = await mainPixel(1);
    await page.evaluate(() =>
      window.cityScene.setUnderground({ groundOpacity: 0.4, isBelowGround: false, depthM: 0 }),
    );
    await settle();

    // Water is blue-green, the ground nearly grey.
    expect(seen[2] - seen[0]).toBeGreaterThan(60);
    expect(hidden[2] - hidden[0]).toBeLessThan(25);
  });

  it("queues no texture in 2,000 ticks of a hidden layer, and is right once it is shown", async () => {
    await show(false);
    const before = await textureWrites();
    await tick(2_000, CRITICAL);
    await settle();
    const hidden = await textureWrites();
    await show(true);
    await settle();

    expect(hidden - before).toBe(0);
    expect((await textureWrites()) - hidden).toBeLessThanOrEqual(2);
    expect((await mainPixel(0))[0]).toBeGreaterThan(180);
  });

  it("queues at most one texture in 2,000 ticks of a layer that is out of view", async () => {
    await page.evaluate(() =>
      window.cityScene.setPositions("mains", Float64Array.of(116.4, 36.9, 30, 116.4, 36.9, 30)),
    );
    await page.evaluate(() => window.cityScene.flyToFeature({ layer: "mains", featureIndex: 0 }));
    await settle();
    const before = await textureWrites();
    await tick(2_000, NORMAL);
    await settle();

    expect((await textureWrites()) - before).toBeLessThanOrEqual(1);
    await page.evaluate(
      (positions) => window.cityScene.setPositions("mains", Float64Array.from(positions)),
      [...MAIN_POSITIONS],
    );
    await page.evaluate(() => window.cityScene.flyToFeature({ layer: "mains", featureIndex: 0 }));
    await settle();
    const [red, green, blue] = await mainPixel(0);
    expect(blue - red).toBeGreaterThan(60);
    expect(green).toBeGreaterThan(red);
  });

  it("looks for something to draw a few times a second while nothing happens, and at once when touched", async () => {
    await settle();
    const asked = (forMs: number) =>
      page.evaluate(async (ms) => {
        const own = window.requestAnimationFrame;
        let times = 0;
        window.requestAnimationFrame = (callback) => {
          times++;
          return own.call(window, callback);
        };
        await new Promise((resolve) => setTimeout(resolve, ms));
        window.requestAnimationFrame = own;
        return times;
      }, forMs);
    await page.waitForTimeout(1_500);
    const asleep = await asked(3_000);
    const answersTouch = () =>
      page.evaluate(() => {
        const own = window.requestAnimationFrame;
        let times = 0;
        window.requestAnimationFrame = (callback) => {
          times++;
          return own.call(window, callback);
        };
        document.querySelector("canvas")?.dispatchEvent(new PointerEvent("pointermove", { bubbles: true }));
        window.requestAnimationFrame = own;
        return times === 1;
      });

    expect(asleep).toBeGreaterThan(0);
    expect(asleep).toBeLessThanOrEqual(8 * 3 + 1);
    // The touch may fall on the moment in which it looks by itself.
    await expect.poll(answersTouch, { interval: 1_700, timeout: 30_000 }).toBe(true);
  });

  it("picks the feature under a click, the symbol before it, and nothing where nothing is", async () => {
    await paint([NORMAL, CRITICAL]);
    expect(await pickAt(await screenOf(0))).toEqual({ layer: "mains", featureIndex: 0 });
    const foot = await screenOf(1);
    expect(await pickAt({ xPx: foot.xPx, yPx: foot.yPx - 35 })).toEqual({ layer: "mains", featureIndex: 1 });
    expect(await pickAt({ xPx: 20, yPx: PICTURE_PX.height - 10 })).toBeNull();
  });

  it("comes back in its place with its colours after the graphics context was taken away", async () => {
    await paint([CRITICAL, NORMAL]);
    const place = await screenOf(0);
    await rig.loseContext();

    const after = await screenOf(0);
    expect(after.xPx).toBeCloseTo(place.xPx, 0);
    expect(after.yPx).toBeCloseTo(place.yPx, 0);
    expect((await mainPixel(0))[0]).toBeGreaterThan(180);
  });

  it("leaves nothing behind when disposed", async () => {
    await page.evaluate(() => window.cityScene.dispose());

    expect(await page.evaluate(() => document.getElementById("scene")?.childElementCount)).toBe(0);
    expect(rig.troubles).toEqual([]);
  });
});

async function paint(status: number[]): Promise<void> {
  await page.evaluate((bytes) => window.cityScene.paint("mains", Uint8Array.from(bytes), "all"), status);
  await settle();
}

/** `count` ticks, each changing feature 0; the last leaves it at `last`. Between them the page draws when it can. */
async function tick(count: number, last: number): Promise<void> {
  await page.evaluate(
    async ({ ticks, end }) => {
      for (let i = 1; i <= ticks; i++) {
        const status = i === ticks ? end : 2 + (i % 3);
        window.cityScene.paint("mains", Uint8Array.of(status, 1), Uint32Array.of(0));
        if (i % 100 === 0) await new Promise((drawn) => requestAnimationFrame(drawn));
      }
    },
    { ticks: count, end: last },
  );
}

async function show(isVisible: boolean): Promise<void> {
  await page.evaluate((layer) => window.cityScene.setLayers([layer]), { ...MAINS_LAYER, isVisible });
}

const textureWrites = () => page.evaluate(() => window.cityScene.diagnostics().textureWrites);

async function screenOf(featureIndex: number): Promise<{ xPx: number; yPx: number }> {
  const at = await page.evaluate(
    (index) => window.cityScene.screenPositionOf({ layer: "mains", featureIndex: index }),
    featureIndex,
  );
  if (!at) throw new Error(`feature ${featureIndex} is off the picture`);
  return at;
}

async function pickAt({ xPx, yPx }: { xPx: number; yPx: number }): Promise<unknown> {
  await page.evaluate(() => Object.assign(window, { lastPick: undefined }));
  await page.mouse.click(xPx, yPx);
  await page.waitForFunction(() => window.lastPick !== undefined, undefined, { timeout: 60_000 });
  return page.evaluate(() => window.lastPick);
}

/** The colour of a main 60 px beside its middle, where no symbol stands. */
async function mainPixel(featureIndex: number): Promise<readonly [number, number, number]> {
  const { xPx, yPx } = await screenOf(featureIndex);
  return rig.pixelAt(xPx + 60, yPx);
}

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InspectorHandle } from "../../packages/viewer/src/app/inspector-test-handle.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type OpenPage, openPage, readPixels } from "./chromium-page.ts";
import { WAIT } from "./city-story.ts";
import { signIn } from "./sign-in.ts";

const SAMPLES = resolve(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "ifc");
const MODEL = "duplex_georeferenced";
const FILE = resolve(SAMPLES, `${MODEL}.ifc`);
declare global {
  interface Window {
    __inspector?: InspectorHandle;
  }
}

/** The slab of the roof, green and seen from above: GlobalId as the file has it. */
const ROOF = "3ThA22djr8AQQ9eQMA5s7I";

describe.skipIf(!existsSync(FILE))("the inspector in the browser", { timeout: 300_000 }, () => {
  let dataFolder: string;
  let server: ServerProcess;
  let open: OpenPage;
  /** Row of the roof, and a pixel at which it is seen. */
  let row: number;
  let roof: { xPx: number; yPx: number };

  const rowOf = (globalId: string) =>
    open.page.evaluate(
      ([model, id]) =>
        window.__inspector!.store.getState().models.get(model!)!.table.objects.globalId.indexOf(id!),
      [MODEL, globalId],
    );
  /** Mean red, green and blue round the pixel, once what was asked for is drawn. */
  const colour = async (): Promise<readonly [number, number, number]> => {
    const { pixels } = await readPixels(open.page, roof, 2);
    const mean = (k: 0 | 1 | 2) => pixels.reduce((sum, pixel) => sum + pixel[k], 0) / pixels.length;
    return [mean(0), mean(1), mean(2)];
  };
  const isGreen = async () => {
    const [red, green, blue] = await colour();
    return green > 1.5 * red && green > 1.5 * blue;
  };
  const isBright = async () => Math.min(...(await colour())) > 150;

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder);
    open = await openPage(`${server.url}/models?msaa=1`, { width: 1440, height: 720, locale: "zh-CN" });
    await signIn(open.page);
    await open.page.getByTestId("models-empty").waitFor(WAIT);
  }, 120_000);

  afterAll(async () => {
    await open?.close();
    await server?.kill9();
    removeDataFolder(dataFolder);
  });

  it("opens a model from the list, with its trees and its picture", async () => {
    const { page } = open;
    await page.getByTestId("upload-files").setInputFiles([FILE]);
    await page.getByTestId(`model-${MODEL}`).waitFor(WAIT);
    await page.getByTestId(`model-${MODEL}`).getByRole("link").click();
    await page.getByTestId("open-inspector").click();
    await page.waitForFunction(
      () => (window.__inspector?.stage.counts.triangles ?? 0) > 26_000,
      undefined,
      WAIT,
    );
    expect(new URL(page.url()).pathname).toBe(`/models/${MODEL}`);
    await expect.poll(() => page.getByTestId("status-elements").textContent(), WAIT).toContain("239");
    row = await rowOf(ROOF);
    await expect
      .poll(async () => {
        roof = (await page.evaluate(([model, own]) => window.__inspector!.pixelOf(model, own), [
          MODEL,
          row,
        ] as const))!;
        return roof;
      }, WAIT)
      .not.toBeNull();
    await expect.poll(isGreen, WAIT).toBe(true);
    const { drawCalls } = await page.evaluate(() => window.__inspector!.stage.counts);
    expect(drawCalls).toBeLessThan(100);
  });

  it("lights up what is selected in the tree, and shows its properties", async () => {
    const { page } = open;
    await page.locator("#tree-search").fill(ROOF);
    await page.getByTestId(`tree-${ROOF}`).click(WAIT);
    await expect.poll(isBright, WAIT).toBe(true);
    await expect
      .poll(() => page.getByTestId("element-name").textContent(), WAIT)
      .toContain("Live Roof over Wood Joist Flat Roof");
    expect(await page.getByTestId("property-panel").textContent()).toContain(ROOF);
    await page.locator("#tree-search").fill("");
  });

  it("hides it, brings it back with undo, and hides it again with redo", async () => {
    const { page } = open;
    await page.getByTestId("hide").click();
    await expect.poll(async () => (await isGreen()) || (await isBright()), WAIT).toBe(false);
    await expect.poll(() => page.getByTestId("status-hidden").textContent(), WAIT).toContain("1");
    await page.keyboard.press("Control+z");
    await expect.poll(isBright, WAIT).toBe(true);
    await page.keyboard.press("Control+y");
    await expect.poll(isBright, WAIT).toBe(false);
    await page.keyboard.press("Control+z");
  });

  it("goes along in the tree with what is clicked in the picture", async () => {
    const { page } = open;
    await page.keyboard.press("Escape");
    await expect.poll(isGreen, WAIT).toBe(true);
    await page.mouse.click(roof.xPx, roof.yPx);
    const line = page.getByTestId(`tree-${ROOF}`);
    await line.waitFor(WAIT);
    await expect.poll(() => line.getAttribute("aria-selected"), WAIT).toBe("true");
  });

  it("leaves the picture to a small window: a rail opens the tree over it, and Escape closes that", async () => {
    const { page } = open;
    const widthOf = () => page.locator(".inspector-scene").evaluate((scene) => scene.clientWidth);
    await page.setViewportSize({ width: 1200, height: 720 });
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByTestId("property-panel").count(), WAIT).toBe(0);
    expect(await widthOf()).toBe(1200 - 48);
    await page.getByTestId("rail-space").click();
    await page.locator("#tree-search").fill(ROOF);
    await page.getByTestId(`tree-${ROOF}`).click(WAIT);
    await expect
      .poll(() => page.getByTestId("element-name").textContent(WAIT), WAIT)
      .toContain("Live Roof over Wood Joist Flat Roof");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("#tree-search").count(), WAIT).toBe(0);
    expect(await page.getByTestId("rail-space").evaluate((rail) => rail === document.activeElement)).toBe(
      true,
    );
    await page.setViewportSize({ width: 1440, height: 720 });
    await page.locator("#tree-search").waitFor(WAIT);
    expect(await page.locator("#tree-search").inputValue()).toBe(ROOF);
    await page.locator("#tree-search").fill("");
    await page.locator(".inspector-scene").focus();
    await expect.poll(isBright, WAIT).toBe(true);
  });

  it("isolates by key, and a link brings all of it back", async () => {
    const { page } = open;
    await page.keyboard.press("i");
    await page.keyboard.press("k");
    await page.getByTestId("link-notice").waitFor(WAIT);
    const address = page.url();
    expect(address).toContain(encodeURIComponent(ROOF));
    await page.goto("about:blank");
    await page.goto(address);
    await page.waitForFunction(
      () => (window.__inspector?.stage.counts.triangles ?? 0) > 26_000,
      undefined,
      WAIT,
    );
    await expect.poll(isBright, WAIT).toBe(true);
    expect(await page.getByTestId("status-hidden").textContent()).toMatch(/\d/);
    expect(await page.getByTestId("element-name").textContent()).toContain("Live Roof");
  });

  it("says which element of a link is gone, and shows the rest", async () => {
    const { page } = open;
    await page.goto("about:blank");
    await page.goto(`${server.url}/models/${MODEL}?msaa=1#v=1&s=${MODEL}:0000000000000000000000`);
    await expect
      .poll(() => page.getByTestId("link-notice").textContent(WAIT), WAIT)
      .toContain("0000000000000000000000");
    await page.waitForFunction(
      () => (window.__inspector?.stage.counts.triangles ?? 0) > 26_000,
      undefined,
      WAIT,
    );
  });

  it("says that a model is not there", async () => {
    const { page } = open;
    await page.goto(`${server.url}/models/nowhere?msaa=1`);
    await expect
      .poll(() => page.getByTestId("model-failed").textContent(WAIT), WAIT)
      .toContain("model/unknown");
  });

  it("goes to the city with the element, and back to it", async () => {
    const { page } = open;
    await page.goto(`${server.url}/models/${MODEL}?msaa=1#v=1&s=${MODEL}:${encodeURIComponent(ROOF)}`);
    await page.getByTestId("element-name").waitFor(WAIT);
    await page.getByTestId("show-in-city").click();
    await expect.poll(() => page.getByTestId("asset-id").textContent(WAIT), WAIT).toBe(`${MODEL}.${ROOF}`);
    await page.getByTestId("open-inspector").click(WAIT);
    await expect.poll(() => page.getByTestId("element-name").textContent(WAIT), WAIT).toContain("Live Roof");
  });

  it("asked no other host and threw no error", () => {
    expect(open.troubles).toEqual([]);
  });
});

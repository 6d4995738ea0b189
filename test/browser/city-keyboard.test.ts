import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { header } from "../../packages/viewer/src/app/texts/header.ts";
import { layers } from "../../packages/viewer/src/app/texts/layers.ts";
import { scene } from "../../packages/viewer/src/app/texts/scene.ts";
import { states } from "../../packages/viewer/src/app/texts/states.ts";
import { type OpenPage, openPage } from "./chromium-page.ts";
import {
  assetName,
  PAGE,
  PATH,
  readCamera,
  readDiagnostics,
  WAIT,
  waitForCity,
  waitForRest,
  waitForTiles,
} from "./city-story.ts";
import { DEMO_TIMEOUT_MS, type DemoCity, HOSPITAL, startDemoCity } from "./demo-city.ts";

describe("a fresh page, opened by a broken link while the tiles of a layer do not come", {
  timeout: 400_000,
}, () => {
  let city: DemoCity;
  let open: OpenPage;
  /** Layers of which a tile has come, beside the list of its tiles. */
  const served = new Set<string>();

  beforeAll(async () => {
    city = await startDemoCity();
    open = await openPage(`${city.url}${PATH}#v=1&c=east,36.4,900&h=%E0%A4%A&l=zh`, {
      ...PAGE,
      prepare: async (page) => {
        await page.route("**/tiles/gas/**", (route) => route.abort());
        page.on("requestfinished", (request) => {
          const [, layer] = /\/tiles\/([^/]+)\/.*\.glb\b/.exec(request.url()) ?? [];
          if (layer !== undefined) served.add(layer);
        });
      },
    });
    await waitForCity(open.page);
  }, DEMO_TIMEOUT_MS + WAIT.timeout);

  afterAll(async () => {
    await open?.close();
    await city?.close();
  });

  const focusedPanel = () =>
    open.page.evaluate(
      () => document.activeElement?.closest<HTMLElement>("[data-panel]")?.dataset.panel ?? null,
    );
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await open.page.keyboard.press(key);
  };
  /** F6 until the focus is in a panel. */
  const goTo = async (panel: string): Promise<void> => {
    for (let step = 0; step < 8 && (await focusedPanel()) !== panel; step++) await press("F6");
    expect(await focusedPanel()).toBe(panel);
  };

  it("says that the link could not be read", async () => {
    const notice = open.page.getByTestId("notice");
    await notice.waitFor(WAIT);
    expect(await notice.getAttribute("data-kind")).toBe("linkUnreadable");
    expect(await notice.textContent()).toContain(states.zh.share.unreadable);
  });

  it("is used without a mouse: search, panel, Escape", async () => {
    const { page } = open;
    await press("/");
    await page.keyboard.type("rmyy");
    await page.getByRole("option", { name: HOSPITAL }).waitFor(WAIT);
    await press("ArrowDown", "ArrowUp", "Enter");
    expect(await assetName(page)).toBe(HOSPITAL);
    await expect.poll(focusedPanel, WAIT).toBe("asset");
    await press("Escape");
    await page.getByTestId("asset-panel").waitFor({ state: "detached", ...WAIT });
  });

  it("goes round its panels by F6, back by Shift and F6", async () => {
    const { page } = open;
    const panels = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("[data-panel]")].map(({ dataset }) => dataset.panel ?? ""),
    );
    expect(panels).toEqual(["header", "layers", "overview", "scene"]);
    await goTo("header");
    for (const panel of [...panels.slice(1), "header"]) {
      await press("F6");
      expect(await focusedPanel()).toBe(panel);
    }
    for (const panel of panels.toReversed()) {
      await press("Shift+F6");
      expect(await focusedPanel()).toBe(panel);
    }
  });

  it("walks the layer tree by arrows, hides a layer with Space, and the scene no longer draws it", async () => {
    const { page } = open;
    await goTo("layers");
    await press("Tab", "Enter");
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-tree-key") ?? "");
    await expect.poll(focused, WAIT).toBe("group/pipes");
    await press("ArrowLeft", "ArrowDown", "ArrowRight");
    await expect.poll(focused, WAIT).toBe("layer/buildings");
    await press("ArrowRight");
    expect(await page.getByTestId("layer-buildings").getAttribute("aria-expanded")).toBe("true");
    await press("ArrowLeft", "2");
    await expect.poll(() => served.has("buildings"), WAIT).toBe(true);
    await waitForTiles(page);
    const { drawCalls } = await readDiagnostics(page);
    await press("Space");
    expect(await page.getByTestId("layer-buildings").getAttribute("aria-label")).toContain("已隐藏");
    await expect.poll(async () => (await readDiagnostics(page)).drawCalls, WAIT).toBeLessThan(drawCalls);
    await press("Space");
    await expect
      .poll(async () => (await readDiagnostics(page)).drawCalls, WAIT)
      .toBeGreaterThanOrEqual(drawCalls);
    await press("Home", "ArrowRight");
    await page.getByTestId("layer-gas").waitFor(WAIT);
  });

  it("moves the camera and takes a tool by keys, and puts away by Escape", async () => {
    const { page } = open;
    await goTo("scene");
    await waitForRest(page);
    const before = await readCamera(page);
    await press("ArrowUp");
    await expect.poll(async () => (await readCamera(page))[1], WAIT).toBeGreaterThan(before[1]!);
    await press("m");
    await page.getByTestId("measure").waitFor(WAIT);
    const told = () => page.getByTestId("measure-told").textContent();
    expect(await told()).toContain(scene.zh.measure.start);
    await press("Enter");
    await expect.poll(told, WAIT).toContain("已定 1 点");
    await press(...Array.from({ length: 6 }, () => "Shift+ArrowRight"), "Enter");
    await expect.poll(told, WAIT).toContain("已定 2 点");
    await press("Backspace");
    await expect.poll(told, WAIT).toContain("已定 1 点");
    await press("Escape");
    await expect.poll(told, WAIT).toContain(scene.zh.measure.start);
    await press("Escape");
    await page.getByTestId("measure").waitFor({ state: "detached", ...WAIT });
    await press("5");
    await expect.poll(async () => (await readCamera(page))[4], WAIT).toBeLessThan(-80);
  });

  it("tells its keys in a dialog that keeps the focus and gives it back", async () => {
    const { page } = open;
    const opener = page.getByRole("button", { name: header.zh.keys.open, exact: true });
    await goTo("header");
    for (let step = 0; step < 12; step++) {
      if (await opener.evaluate((button) => button === document.activeElement)) break;
      await press("Tab");
    }
    await press("Enter");
    const dialog = page.getByRole("dialog", { name: header.zh.keys.title });
    await dialog.waitFor(WAIT);
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    expect(await dialog.textContent()).toContain(header.zh.keys.share);
    await press("Escape");
    await dialog.waitFor({ state: "detached", ...WAIT });
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it("names the layer whose tiles did not come, in its closed group too, shows the rest, and loads them when asked again", async () => {
    const { page } = open;
    const failed = page.getByTestId("failed-gas");
    const expand = page.getByRole("button", { name: layers.zh.expand });
    if (await expand.isVisible()) await expand.click();
    await failed.waitFor(WAIT);
    await expect.poll(() => page.locator("[data-testid^=failed-]").count(), WAIT).toBe(1);
    expect((await readDiagnostics(page)).drawCalls).toBeGreaterThan(0);
    const group = page.locator("[data-tree-key='group/pipes']");
    if ((await group.getAttribute("aria-expanded")) === "true") {
      await group.locator(".tree-chevron").first().click();
    }
    const named = layers.zh.tilesFailedOf.replace("{{name}}", "燃气");
    await expect.poll(() => failed.textContent(), WAIT).toContain(named);
    expect(served.has("gas")).toBe(false);
    await press("2");
    await page.unroute("**/tiles/gas/**");
    await failed.getByRole("button").press("Enter");
    await failed.waitFor({ state: "detached", ...WAIT });
    await expect.poll(() => served.has("gas"), WAIT).toBe(true);
    expect(await failed.count()).toBe(0);
  });

  it("asked no other host and threw no error", () => {
    expect(open.troubles).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { header } from "../../packages/viewer/src/app/texts/header.ts";
import { type OpenPage, openPage } from "./chromium-page.ts";
import { assetName, PAGE, PATH, WAIT } from "./city-story.ts";
import { DEMO_TIMEOUT_MS, type DemoCity, HOSPITAL, startDemoCity } from "./demo-city.ts";

describe("a browser without WebGL", { timeout: 300_000 }, () => {
  let city: DemoCity;
  let open: OpenPage;

  beforeAll(async () => {
    city = await startDemoCity();
    const flags = ["--no-sandbox", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync"];
    open = await openPage(city.url + PATH, {
      ...PAGE,
      width: 1440,
      flags: [...flags, "--disable-gpu", "--disable-software-rasterizer", "--disable-3d-apis"],
    });
  }, DEMO_TIMEOUT_MS);

  afterAll(async () => {
    await open?.close();
    await city?.close();
  });

  it("is told that a search found nothing, and what can be searched", async () => {
    const { page } = open;
    await page.locator("#search").fill("zzqx");
    await page.keyboard.press("Enter");
    await page.getByTestId("search-none").waitFor(WAIT);
    expect(await page.getByTestId("search-results").textContent()).toContain(header.zh.search.what);
    await page.keyboard.press("Escape");
  });

  it("has its tools in a menu while the scene is narrow, and open where there is room", async () => {
    const { page } = open;
    const presets = page.getByTestId("presets");
    await presets.waitFor(WAIT);
    await page.setViewportSize({ width: 1024, height: 640 });
    await page.getByTestId("tools").waitFor(WAIT);
    expect(await presets.count()).toBe(0);
    await page.getByTestId("tools").press("Enter");
    await presets.waitFor(WAIT);
    await presets.press("Escape");
    await presets.waitFor({ state: "detached", ...WAIT });
    expect(await page.getByTestId("tools").evaluate((button) => button === document.activeElement)).toBe(
      true,
    );
    for (const width of [1024, 1280, 1366]) {
      await page.setViewportSize({ width, height: 640 });
      const [inside, all] = await page
        .locator(".header")
        .evaluate((element) => [element.clientWidth, element.scrollWidth]);
      expect(all).toBe(inside);
    }
    await page.setViewportSize({ width: 1440, height: PAGE.height });
  });

  it("is told so in words, and has tree, search, panel and list all the same", async () => {
    const { page } = open;
    const problem = page.getByTestId("problem");
    await problem.waitFor(WAIT);
    expect(await problem.textContent()).toMatch(/WebGL.*page\/no-webgl/);
    await page.getByTestId("layer-water").waitFor(WAIT);
    await page.getByTestId("abnormal-list").waitFor(WAIT);
    await page.getByTestId("overview-water").waitFor(WAIT);
    await page.locator("#search").fill("renminyiyuan");
    await page.getByRole("option", { name: HOSPITAL }).click();
    expect(await assetName(page)).toBe(HOSPITAL);
    expect(open.troubles).toEqual([]);
  });
});

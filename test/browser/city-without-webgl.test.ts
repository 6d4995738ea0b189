import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

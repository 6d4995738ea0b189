import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Asset, Datastream } from "@shuicheng/shared/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asset } from "../../packages/viewer/src/app/texts/asset.ts";
import { header } from "../../packages/viewer/src/app/texts/header.ts";
import { layers } from "../../packages/viewer/src/app/texts/layers.ts";
import { scene } from "../../packages/viewer/src/app/texts/scene.ts";
import { states } from "../../packages/viewer/src/app/texts/states.ts";
import { terms } from "../../packages/viewer/src/app/texts/terms.ts";
import { burstPipe, type RunningScenario, type Truth } from "./burst-pipe.ts";
import { countOrange, countYellow, type OpenPage, openPage, readPixels } from "./chromium-page.ts";
import {
  assetName,
  IS_LONG,
  metresBetween,
  PAGE,
  PATH,
  pixelOf,
  readCamera,
  readDiagnostics,
  WAIT,
  waitForCity,
  waitForRest,
  waitForStillness,
} from "./city-story.ts";
import { DEMO_TIMEOUT_MS, type DemoCity, findHospital, HOSPITAL, startDemoCity } from "./demo-city.ts";
import { listForeign, listKeys, readWords } from "./page-words.ts";

/** How far from the burst a pressure can fall: README of the simulator. */
const BURST_REACH_M = 1_800;

/** What may stand in Latin letters on the Chinese page: the city information model's levels, codes, keys, units, names. */
const IN_CHINESE = {
  script: /[A-Za-z]{3,}/,
  lang: "zh-CN",
  allowed: [
    /CIM|CJJ|CesiumJS|Asia\/Shanghai|\b(Esc|PgUp|Shift)\b/,
    /^[A-Z]{2}-[A-Z]{2,3}(-\d+)?$/,
    /^[\d.]+\u00A0[kM]Pa$/,
    / • [a-z]+$/,
    /^Switch to English$/,
    /^Data attribution$/, // the globe library's own line, off the picture
  ],
};
/** What may stand in Chinese characters on the English page: the way back to Chinese. */
const IN_ENGLISH = { script: /\p{Script=Han}/u, lang: "en", allowed: [/^EN \/ 中$/, /^切换到中文$/] };

describe.runIf(IS_LONG)("the City page of the demo city", { timeout: 400_000 }, () => {
  let city: DemoCity;
  let open: OpenPage;
  let burst: RunningScenario | undefined;
  let truth: Truth;
  /** Where the burst shows best, and the view in which its pixels were counted. */
  let affected: { asset: Asset; datastream: Datastream; hash: string; coloured: number };

  beforeAll(async () => {
    city = await startDemoCity();
    open = await openPage(city.url + PATH, PAGE);
    await waitForCity(open.page);
  }, DEMO_TIMEOUT_MS + WAIT.timeout);

  afterAll(async () => {
    await burst?.end();
    await open?.close();
    await city?.close();
  });

  const abnormalOfWater = async (): Promise<number> =>
    Number(
      await open.page
        .getByTestId("overview-water")
        .locator("[data-class=abnormal]")
        .getAttribute("data-count"),
    );
  const rows = () => open.page.getByTestId("abnormal-list").locator("[data-testid^=abnormal-water-]");

  /** Pixels of the two warm hues of alarms around a feature, without the marks that float above it. */
  async function countColoured(feature: Asset): Promise<number> {
    const place = await pixelOf(open.page, feature);
    if (!place) throw new TypeError(`${feature.id} is not on the picture`);
    const square = await readPixels(open.page, place, 8);
    return countYellow(square) + countOrange(square);
  }

  it("finds a hospital by the initials of its pinyin, goes there and tells what it is", async () => {
    const { page } = open;
    const hospital = await findHospital(city);
    expect(hospital.name).toBe(HOSPITAL);
    await page.keyboard.press("/");
    await page.keyboard.type("rmyy");
    await page.getByRole("option", { name: HOSPITAL }).waitFor(WAIT);
    await page.keyboard.press("Enter");
    expect(await assetName(page)).toBe(HOSPITAL);
    const panel = page.getByTestId("asset-panel");
    const { height, address } = hospital.attributes;
    const told = [
      hospital.id,
      String(address?.value),
      `${Number(height?.value).toFixed(1)}\u00A0m`,
      "\u00A0m²",
      "国家高程基准",
    ];
    for (const part of told) {
      await expect.poll(() => panel.textContent(), WAIT).toContain(part);
    }
    await expect
      .poll(async () => {
        const [lon, lat, heightM] = await readCamera(page);
        if (lon === undefined || lat === undefined || heightM === undefined) return Number.POSITIVE_INFINITY;
        return metresBetween({ lon, lat }, hospital.position!) + heightM;
      }, WAIT)
      .toBeLessThan(1_000);
    await expect.poll(() => pixelOf(page, hospital), WAIT).not.toBeNull();
  });

  it("follows a burst main: count, list, symbol, panel and pixels say the same", async () => {
    const { page } = open;
    expect(await abnormalOfWater()).toBe(0);
    const truthFile = join(city.dataFolder, "truth.jsonl");
    burst = burstPipe({ url: city.url, token: city.token, seed: 7, speed: 4, truthFile });
    truth = await burst.truth();
    await expect.poll(abnormalOfWater, WAIT).toBeGreaterThan(5);
    await page.getByTestId("overview-water").locator("[data-class=abnormal]").click();
    await rows().nth(4).waitFor(WAIT);
    const listed = await Promise.all(
      (await rows().all()).slice(0, 5).map(async (row) => {
        const index = (await row.getAttribute("data-testid"))!.replace("abnormal-water-", "");
        const { items } = await city.ask<{ items: Asset[] }>(`/assets?layer=water&feature=${index}`);
        return items[0]!;
      }),
    );
    for (const asset of listed) {
      expect(metresBetween(asset.position!, truth.place), asset.id).toBeLessThan(BURST_REACH_M);
      expect(
        truth.affected.some((id) => id.startsWith(asset.id)),
        asset.id,
      ).toBe(true);
    }
    const nearest = listed.toSorted(
      (a, b) => metresBetween(a.position!, truth.place) - metresBetween(b.position!, truth.place),
    )[0]!;
    const { items } = await city.ask<{ items: Datastream[] }>(`/datastreams?asset=${nearest.id}`);
    const datastream = items.find(({ observedProperty }) => observedProperty === "pressure")!;

    await page.getByTestId(`abnormal-water-${nearest.featureIndex}`).click();
    await expect.poll(() => page.getByTestId("asset-id").textContent(WAIT), WAIT).toBe(nearest.id);
    const value = page.getByTestId(`value-${datastream.id}`);
    await expect.poll(() => value.getAttribute("data-side"), WAIT).toMatch(/^LL?$/);
    const side = (await value.getAttribute("data-side")) as "L" | "LL";
    const shown = Number(await value.getByTestId("value").textContent());
    expect(shown).toBeLessThan(datastream.limits[side]!);
    expect(await value.textContent()).toContain(datastream.unit?.symbol);
    expect(await value.getByTestId("age").textContent()).toMatch(/[秒分]前$/);
    const severity = side === "LL" ? "high" : "medium";
    expect(await page.getByTestId("asset-status").getAttribute("data-severity")).toBe(severity);
    expect(await page.getByTestId("asset-status").textContent()).toMatch(/压力.*观测于/);

    await expect.poll(async () => (await readDiagnostics(page)).symbolsShown, WAIT).toBeGreaterThan(0);
    await page.keyboard.press("Escape");
    await waitForRest(page);
    await page.addStyleTag({
      content: "[data-testid=scene-canvas] canvas[style*='pointer-events: none'] { opacity: 0 !important }",
    });
    await expect.poll(() => countColoured(nearest), WAIT).toBeGreaterThan(5);
    const hash = await page.evaluate(() => window.location.hash);
    affected = { asset: nearest, datastream, hash, coloured: await countColoured(nearest) };
  });

  it("says everything in Chinese and in English", async () => {
    const { page } = open;
    await page.evaluate((feature) => window.__shuicheng?.scene.flyToFeature(feature), affected.asset);
    await page.getByTestId(`abnormal-water-${affected.asset.featureIndex}`).click();
    await page.getByTestId("asset-id").waitFor(WAIT);
    const chinese = await readWords(page);
    expect(chinese.length).toBeGreaterThan(100);
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    expect(listForeign(chinese, IN_CHINESE)).toEqual([]);

    await page.getByTestId("language").click();
    await expect.poll(() => page.locator("html").getAttribute("lang"), WAIT).toBe("en");
    await expect.poll(() => page.getByTestId("asset-severity").textContent(), WAIT).toMatch(/High|Medium/);
    await expect.poll(async () => listForeign(await readWords(page), IN_ENGLISH), WAIT).toEqual([]);
    const english = await readWords(page);
    expect(english.length).toBeGreaterThan(100);
    const keys = new Set(
      Object.entries({ asset, header, layers, scene, states, terms }).flatMap(([area, texts]) =>
        listKeys(area, texts.en),
      ),
    );
    const unsaid = [...chinese, ...english].filter(({ text }) => keys.has(text) || text.includes("{{"));
    expect(unsaid).toEqual([]);
  });

  it.each(["en night", "en day", "zh day", "zh night"])("has no serious barrier: %s", async (look) => {
    const { page } = open;
    const [language, theme] = look.split(" ");
    const lang = language === "zh" ? "zh-CN" : "en";
    if ((await page.locator("html").getAttribute("lang")) !== lang)
      await page.getByTestId("language").click();
    const html = page.locator("html");
    if ((await html.getAttribute("data-theme")) !== theme) await page.getByTestId("theme").click();
    await expect.poll(() => html.getAttribute("data-theme"), WAIT).toBe(theme);
    await expect.poll(() => html.getAttribute("lang"), WAIT).toBe(lang);
    await page.getByTestId("asset-panel").waitFor(WAIT);
    await waitForStillness(page);
    const { violations } = await new AxeBuilder({ page }).exclude("canvas").analyze();
    const barriers = violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary}`),
      );
    expect(barriers).toEqual([]);
  });

  it("puts all of a view in a link, which opens it elsewhere", async () => {
    const { page } = open;
    await page.keyboard.press("2");
    await waitForRest(page);
    await page.getByTestId("layer-gas").getByRole("button", { name: "显示燃气" }).click();
    const water = page.getByTestId("layer-water");
    await water.locator(".tree-chevron").first().click();
    await page.getByTestId("opacity-water").focus();
    for (let press = 0; press < 8; press++) await page.keyboard.press("ArrowLeft");
    await page.getByTestId("theme").click();
    await page.getByTestId("language").click();
    await page.keyboard.press("k");
    await page.locator("[data-testid=notice][data-kind=copied]").waitFor(WAIT);
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const camera = await readCamera(page);
    expect(link).toMatch(/[#&]v=1&c=/);

    const other = await openPage(link, PAGE);
    try {
      await waitForCity(other.page);
      await expect.poll(async () => (await readCamera(other.page)).length, WAIT).toBe(5);
      const seen = await readCamera(other.page);
      const tolerances = [2e-6, 2e-6, 0.5, 0.2, 0.2];
      for (const [i, tolerance] of tolerances.entries()) {
        expect(Math.abs(seen[i]! - camera[i]!), `camera ${seen} for ${camera}`).toBeLessThanOrEqual(
          tolerance,
        );
      }
      await expect
        .poll(() => other.page.getByTestId("asset-id").textContent(WAIT), WAIT)
        .toBe(affected.asset.id);
      expect(await other.page.locator("html").getAttribute("lang")).toBe("en");
      expect(await other.page.locator("html").getAttribute("data-theme")).toBe("day");
      await other.page.getByRole("button", { name: "Expand the layer panel" }).click();
      expect(await other.page.getByTestId("layer-gas").getAttribute("aria-label")).toContain("hidden");
      expect(await other.page.getByTestId("layer-storm").getAttribute("aria-label")).toContain("shown");
      await other.page.getByTestId("layer-water").locator(".tree-chevron").first().click();
      expect(await other.page.getByTestId("opacity-water").inputValue()).toBe("60");
      expect(other.troubles).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it("is calm again when the main is mended", async () => {
    const { page } = open;
    await burst!.end();
    await expect.poll(abnormalOfWater, WAIT).toBe(0);
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, affected.hash);
    await page.getByTestId("theme").click();
    await waitForRest(page);
    await expect.poll(() => countColoured(affected.asset), WAIT).toBeLessThan(affected.coloured / 2);
  });

  it("asked no other host and threw no error", () => {
    expect(open.troubles).toEqual([]);
  });
});

import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Asset, Datastream } from "@shuicheng/shared/contracts";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asset } from "../../packages/viewer/src/app/texts/asset.ts";
import { header } from "../../packages/viewer/src/app/texts/header.ts";
import { layers } from "../../packages/viewer/src/app/texts/layers.ts";
import { scene } from "../../packages/viewer/src/app/texts/scene.ts";
import { states } from "../../packages/viewer/src/app/texts/states.ts";
import { terms } from "../../packages/viewer/src/app/texts/terms.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { countOrange, countYellow, type OpenPage, openPage, readPixels } from "./chromium-page.ts";
import {
  burstPipe,
  metresBetween,
  pixelOf,
  type RunningScenario,
  readCamera,
  readDiagnostics,
  type Truth,
  WAIT,
  waitForCity,
  waitForRest,
  waitForStillness,
} from "./city-story.ts";
import { readInitialScripts } from "./initial-script.ts";
import { listForeign, listKeys, readWords } from "./page-words.ts";

const DEMO = ["--demo", "liaocheng", "--simulator", "off", "--public-view", "true"];
/** Ten minutes of a software renderer on two cores: `npm run test:long` has the time. */
const IS_LONG = process.env.SHUICHENG_LONG === "1";
const DEMO_TIMEOUT_MS = 300_000;
const PAGE = { width: 1000, height: 640, locale: "zh-CN" };
/** Multisampling costs a software renderer most of its time. */
const PATH = "/?msaa=1";
/** How far from the burst a pressure can fall: README of the simulator. */
const BURST_REACH_M = 1_800;
const HOSPITAL = "聊城市人民医院";

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

let dataFolder: string;
let server: ServerProcess;
let token: string;

beforeAll(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder, DEMO, DEMO_TIMEOUT_MS);
  token = await server.createToken();
}, DEMO_TIMEOUT_MS);

afterAll(async () => {
  await server?.kill9();
  removeDataFolder(dataFolder);
});

async function ask<T>(path: string): Promise<T> {
  const response = await server.request(`/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  return (await response.json()) as T;
}

const findHospital = async (): Promise<Asset> =>
  (await ask<{ items: Asset[] }>("/assets?q=rmyy&limit=1")).items[0]!;

const assetName = (page: Page) => page.getByTestId("asset-name").textContent(WAIT);

describe.runIf(IS_LONG)("the City page of the demo city", { timeout: 400_000 }, () => {
  let open: OpenPage;
  let burst: RunningScenario | undefined;
  let truth: Truth;
  /** Where the burst shows best, and the view in which its pixels were counted. */
  let affected: { asset: Asset; datastream: Datastream; hash: string; coloured: number };

  beforeAll(async () => {
    open = await openPage(server.url + PATH, PAGE);
    await waitForCity(open.page);
  });

  afterAll(async () => {
    await burst?.end();
    await open?.close();
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
    const hospital = await findHospital();
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
    const truthFile = join(dataFolder, "truth.jsonl");
    burst = burstPipe({ url: server.url, token, seed: 7, speed: 4, truthFile });
    truth = await burst.truth();
    await expect.poll(abnormalOfWater, WAIT).toBeGreaterThan(5);
    await page.getByTestId("overview-water").locator("[data-class=abnormal]").click();
    await rows().nth(4).waitFor(WAIT);
    const listed = await Promise.all(
      (await rows().all()).slice(0, 5).map(async (row) => {
        const index = (await row.getAttribute("data-testid"))!.replace("abnormal-water-", "");
        const { items } = await ask<{ items: Asset[] }>(`/assets?layer=water&feature=${index}`);
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
    const { items } = await ask<{ items: Datastream[] }>(`/datastreams?asset=${nearest.id}`);
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

describe.runIf(IS_LONG)(
  "a fresh page, opened by a broken link while the tiles of a layer do not come",
  {
    timeout: 400_000,
  },
  () => {
    let open: OpenPage;

    beforeAll(async () => {
      open = await openPage(`${server.url}${PATH}#v=1&c=east,36.4,900&h=%E0%A4%A&l=zh`, {
        ...PAGE,
        prepare: async (page) => {
          await page.route("**/tiles/gas/**", (route) => route.abort());
        },
      });
      await waitForCity(open.page);
    });

    afterAll(() => open?.close());

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
      await press("ArrowLeft");
      await waitForRest(page);
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
      expect(await page.getByTestId("measure").textContent()).toContain(scene.zh.measure.start);
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

    it("names the layer whose tiles did not come, shows the rest, and loads them when asked again", async () => {
      const { page } = open;
      const failed = page.getByTestId("failed-gas");
      await failed.waitFor(WAIT);
      expect(await page.locator("[data-testid^=failed-]").count()).toBe(1);
      expect((await readDiagnostics(page)).drawCalls).toBeGreaterThan(0);
      await page.unroute("**/tiles/gas/**");
      await failed.getByRole("button").press("Enter");
      await failed.waitFor({ state: "detached", ...WAIT });
    });

    it("asked no other host and threw no error", () => {
      expect(open.troubles).toEqual([]);
    });
  },
);

describe("a browser without WebGL", { timeout: 300_000 }, () => {
  let open: OpenPage;

  beforeAll(async () => {
    const flags = ["--no-sandbox", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync"];
    open = await openPage(server.url + PATH, {
      ...PAGE,
      width: 1440,
      flags: [...flags, "--disable-gpu", "--disable-software-rasterizer", "--disable-3d-apis"],
    });
  });

  afterAll(() => open?.close());

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

describe("the built page", () => {
  it("shows something after at most 1.5 MB of script, without the parts of other pages", () => {
    const scripts = readInitialScripts(join(import.meta.dirname, "../../packages/viewer/dist"));
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0)).toBeLessThan(1_500_000);
    for (const { name, text } of scripts) expect(text, name).not.toMatch(/__THREE__|web-ifc/);
  });
});

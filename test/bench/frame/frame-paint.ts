import { join } from "node:path";
import type { Layer } from "@shuicheng/shared/contracts";
import type { Browser, Page } from "playwright-core";
import { makeDataFolder, removeDataFolder, type ServerProcess } from "../../server-process.ts";
import { serveBenchPage } from "../bench-page.ts";
import { median, printFigure } from "../figure.ts";
import { installPageProbe } from "../page-probe.ts";
import type { PaintOrder, PaintTimes } from "./paint-page/paint-page.ts";

const CHANGES = 2_400;
const ROUNDS = 30;
const LAYER = "water";
/** Status that a feature is painted with, back and forth with normal: one without a symbol, and one with. */
const QUIET = 0;
const CRITICAL = 6;
/** Largest error on screen before finer tiles are asked for: what the page has, and one that loads them all. */
const TILES_IN_VIEW_PX = 16;
const EVERY_TILE_PX = 0.1;
const PAGE = join(import.meta.dirname, "paint-page/paint-page.html");

/** Painting alone, in the same browser on the same tiles: our status texture beside `Cesium3DTileFeature.color`. */
export async function benchPainting(browser: Browser, server: ServerProcess): Promise<void> {
  const { items } = (await (await server.request("/api/v1/layers")).json()) as { items: Layer[] };
  const layer = items.find(({ id }) => id === LAYER);
  if (!layer?.tileset || !layer.bbox) throw new Error(`the city has no layer ${LAYER} with tiles`);
  const { id, kind, tileset, features, revision, bbox } = layer;
  const folder = makeDataFolder();
  const site = await serveBenchPage(PAGE, folder, server.url);
  try {
    const given = { id, kind, tileset, features, revision, bbox } as Parameters<
      Window["paintOurs"]
    >[0]["layer"];
    const run = async (order: PaintOrder, way: "paintOurs" | "paintFeatures"): Promise<PaintTimes> => {
      const page = await openSite(browser, site.url);
      const times = await page.evaluate(({ name, about }) => window[name](about), {
        name: way,
        about: order,
      });
      await page.close();
      return times;
    };
    for (const [metric, status, screenErrorPx] of [
      ["frame.paint", QUIET, EVERY_TILE_PX],
      ["frame.paint:in-view", QUIET, TILES_IN_VIEW_PX],
      ["frame.paint:with-symbols", CRITICAL, EVERY_TILE_PX],
    ] as const) {
      const order = { layer: given, changes: CHANGES, rounds: ROUNDS, status, screenErrorPx };
      const ours = costOf(await run(order, "paintOurs"));
      const theirs = costOf(await run(order, "paintFeatures"));
      printFigure({
        ...{ bench: "frame", metric, value: ours.ms, unit: "ms", n: ROUNDS },
        against: "Cesium3DTileFeature.color",
        ratio: ours.ms / theirs.ms,
        note: `${CHANGES} of ${ours.features} features set (theirs: of ${theirs.features} loaded, ${theirs.ms.toFixed(2)} ms), and what their frame takes beyond an idle one`,
      });
    }
  } finally {
    site.close();
    removeDataFolder(folder);
  }
}

function costOf({ setMs, frameMs, idleFrameMs, features }: PaintTimes): { ms: number; features: number } {
  return { ms: median(setMs) + Math.max(0, median(frameMs) - median(idleFrameMs)), features };
}

async function openSite(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce" });
  await page.addInitScript(installPageProbe, { isDrawing: false });
  await page.goto(url);
  await page.waitForFunction(() => "paintOurs" in window);
  return page;
}

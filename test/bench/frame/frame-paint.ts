import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import type { Layer } from "@shuicheng/shared/contracts";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { makeDataFolder, removeDataFolder, type ServerProcess } from "../../server-process.ts";
import { median, printFigure } from "../figure.ts";
import { installFrameProbe } from "./frame-probe.ts";
import type { PaintTimes } from "./paint-page/paint-page.ts";

const CHANGES = 2_400;
const ROUNDS = 30;
const LAYER = "water";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
};

/** Painting alone, in the same browser on the same tiles: our status texture beside `Cesium3DTileFeature.color`. */
export async function benchPainting(browser: Browser, server: ServerProcess): Promise<void> {
  const { items } = (await (await server.request("/api/v1/layers")).json()) as { items: Layer[] };
  const layer = items.find(({ id }) => id === LAYER);
  if (!layer?.tileset || !layer.bbox) throw new Error(`the city has no layer ${LAYER} with tiles`);
  const { id, kind, tileset, features, revision, bbox } = layer;
  const folder = makeDataFolder();
  const site = await serveSite(folder, server.url);
  try {
    const given = { id, kind, tileset, features, revision, bbox } as Parameters<Window["paintOurs"]>[0];
    const run = async (way: "paintOurs" | "paintFeatures"): Promise<PaintTimes> => {
      const page = await openSite(browser, site.url);
      const times = await page.evaluate(
        ({ name, about, changes, rounds }) => window[name](about, changes, rounds),
        { name: way, about: given, changes: CHANGES, rounds: ROUNDS },
      );
      await page.close();
      return times;
    };
    const theirs = costOf(await run("paintFeatures"));
    const ours = costOf(await run("paintOurs"));
    printFigure({
      ...{ bench: "frame", metric: "frame.paint", value: ours.ms, unit: "ms", n: ROUNDS },
      against: "Cesium3DTileFeature.color",
      ratio: ours.ms / theirs.ms,
      note: `${CHANGES} of ${ours.features} features set (theirs: of ${theirs.features} loaded, ${theirs.ms.toFixed(2)} ms), and what their frame takes beyond an idle one`,
    });
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
  await page.addInitScript(installFrameProbe);
  await page.goto(`${url}/paint-page.html`);
  await page.waitForFunction(() => "paintOurs" in window);
  return page;
}

/** The built bench page, and the city server's tiles under the same origin. */
async function serveSite(folder: string, cityUrl: string): Promise<{ url: string; close(): void }> {
  const root = join(import.meta.dirname, "paint-page");
  await build({
    configFile: join(import.meta.dirname, "../../../packages/viewer/vite.config.ts"),
    root,
    logLevel: "error",
    build: { outDir: folder, rolldownOptions: { input: join(root, "paint-page.html") } },
  });
  const site = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site");
    if (pathname.startsWith("/tiles/")) {
      const tile = await fetch(`${cityUrl}${pathname}`);
      response.writeHead(tile.status).end(Buffer.from(await tile.arrayBuffer()));
      return;
    }
    const body = await readFile(join(folder, pathname)).catch(() => undefined);
    response.writeHead(body ? 200 : 404, {
      "Content-Type": TYPES[extname(pathname)] ?? "application/octet-stream",
    });
    response.end(body);
  }).listen(0, "127.0.0.1");
  await once(site, "listening");
  return {
    url: `http://127.0.0.1:${(site.address() as AddressInfo).port}`,
    close: () => void site.close(),
  };
}

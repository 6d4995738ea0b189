import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type OpenPage, openPage } from "./chromium-page.ts";
import { WAIT } from "./city-story.ts";

const DIST = join(import.meta.dirname, "../../packages/viewer/dist");
const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".html": "text/html",
};

/** Serves the page itself from a folder that the test changes under it; everything else comes from the server. */
async function servePageFrom(page: Page, folder: string): Promise<void> {
  await page.route(
    ({ pathname }) => pathname.startsWith("/assets/") || /^\/(models(\/[^/]+)?)?$/.test(pathname),
    async (route) => {
      const { pathname } = new URL(route.request().url());
      const path = join(folder, pathname.startsWith("/assets/") ? pathname : "index.html");
      if (!existsSync(path)) return route.fulfill({ status: 404, json: { code: "http/not-found" } });
      return route.fulfill({
        body: readFileSync(path),
        contentType: TYPES[extname(path)] ?? "application/octet-stream",
        headers: { "cache-control": "no-store" },
      });
    },
  );
}

/** A build of the next version: the same page, with every script under another name. */
function upgrade(folder: string): void {
  const assets = join(folder, "assets");
  const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
  const renamed = new Map(scripts.map((name) => [name, name.replace(/\.js$/, "-next.js")]));
  const pattern = new RegExp(scripts.map((name) => name.replaceAll(/[.$]/g, "\\$&")).join("|"), "g");
  for (const path of [join(folder, "index.html"), ...scripts.map((name) => join(assets, name))]) {
    const text = readFileSync(path, "utf8");
    writeFileSync(
      path,
      text.replaceAll(pattern, (name) => renamed.get(name) ?? name),
    );
  }
  for (const [from, to] of renamed) renameSync(join(assets, from), join(assets, to));
}

describe("a page whose server was upgraded meanwhile", { timeout: 300_000 }, () => {
  let dataFolder: string;
  let build: string;
  let server: ServerProcess;
  let open: OpenPage | undefined;

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder, ["--public-view", "true"]);
  });

  afterAll(async () => {
    await open?.close();
    await server?.kill9();
    removeDataFolder(dataFolder);
    rmSync(build, { recursive: true, force: true });
  });

  /** Opens the city, and counts how often the page is loaded. */
  const openCity = async (): Promise<{ page: Page; loads: () => number }> => {
    await open?.close();
    if (build) rmSync(build, { recursive: true, force: true });
    build = mkdtempSync(join(tmpdir(), "shuicheng-page-"));
    cpSync(DIST, build, { recursive: true });
    let loads = 0;
    open = await openPage(server.url, {
      ...{ width: 1024, height: 700, locale: "zh-CN" },
      prepare: async (page) => {
        page.on("domcontentloaded", () => loads++);
        await servePageFrom(page, build);
      },
    });
    const { page } = open;
    await page.getByRole("link", { name: "模型", exact: true }).waitFor(WAIT);
    return { page, loads: () => loads };
  };
  const goToModels = (page: Page) => page.getByRole("link", { name: "模型", exact: true }).click(WAIT);

  it("is loaded anew once, and then shows what was asked for", async () => {
    const { page, loads } = await openCity();
    expect(loads()).toBe(1);
    upgrade(build);
    await goToModels(page);
    await page.locator("[data-panel=models]").waitFor(WAIT);
    expect(loads()).toBe(2);
    expect(await page.getByTestId("missing-part").count()).toBe(0);
  });

  it("says so where a part stays away, and does not load itself again and again", async () => {
    const { page, loads } = await openCity();
    for (const name of readdirSync(join(build, "assets")))
      if (/^models-page-.*\.js$/.test(name)) rmSync(join(build, "assets", name));
    await goToModels(page);
    const notice = page.getByTestId("missing-part");
    await notice.waitFor(WAIT);
    expect(await notice.textContent()).toContain("page/part-missing");
    expect(loads()).toBe(1);
    await notice.getByRole("button", { name: "刷新页面" }).click();
    await expect.poll(loads, WAIT).toBe(2);
    await notice.waitFor(WAIT);
    expect(loads()).toBe(2);
  });

  it("has its next version's parts missing: it is loaded anew once and then says so", async () => {
    const { page, loads } = await openCity();
    upgrade(build);
    for (const name of readdirSync(join(build, "assets")))
      if (/^models-page-.*\.js$/.test(name)) rmSync(join(build, "assets", name));
    await goToModels(page);
    await page.getByTestId("missing-part").waitFor(WAIT);
    expect(loads()).toBe(2);
  });
});

import { setTimeout as pause } from "node:timers/promises";
import { createIngestClient } from "@shuicheng/shared/client";
import { type Browser, type CDPSession, chromium, type Page } from "playwright-core";
import { CHROMIUM_FLAGS } from "../../browser/chromium-page.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../../server-process.ts";
import { printFigure, tell } from "../figure.ts";
import { readHeapBytes } from "../heap-in-use.ts";
import { installPageProbe, type PageCounts } from "../page-probe.ts";
import { benchPainting } from "./frame-paint.ts";

/** Four times the demo: some 240,000 pipe segments, 24,000 datastreams. */
const SCALE = 4;
/** Features that change each second: 1 % of 240,000. */
const CHANGES = 2_400;
const SECONDS = 30;
/** Patches a second: the server sends one every 200 ms, each with a fifth of the changes. */
const TICKS_A_SECOND = 5;
const HIDDEN_TICKS = 2_000;
/** Ticks after which all that is made once is there. */
const WARM_TICKS = 100;
const BUILD_TIMEOUT_MS = 900_000;
const VIEWS = ["city", "old-town", "street"] as const;
const BATCH = 500;
const TILES_QUIET_MS = 2_000;
const TILES_TIMEOUT_MS = 300_000;

/** The City page at full scale: first picture, draw calls, the script of a tick, painting alone, an hour hidden. */
export async function benchFrame(): Promise<void> {
  const folder = makeDataFolder();
  tell(`building the demo city at scale ${SCALE}`);
  const server = await ServerProcess.start(
    folder,
    ["--demo", "liaocheng", "--demo-scale", String(SCALE), "--simulator", "off", "--public-view", "true"],
    BUILD_TIMEOUT_MS,
  );
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [...CHROMIUM_FLAGS],
  });
  try {
    const push = await createPusher(server);
    await push.all();
    const drawn = await openCity(browser, server.url, true);
    for (const view of VIEWS) await countDrawCalls(drawn, view);
    await drawn.close();
    const page = await openCity(browser, server.url, false);
    await measureTicks(page, push);
    await measureHidden(page);
    await page.close();
    await benchPainting(browser, server);
    push.close();
  } finally {
    await browser.close();
    await server.stop();
    removeDataFolder(folder);
  }
}

/** Pushes as an integrator would: everything normal first, then some beyond their limits and back. */
async function createPusher(server: ServerProcess) {
  const token = await server.createToken("bench");
  const numbers = (await server.datastreams(token)).filter(({ resultType }) => resultType === "number");
  const client = createIngestClient({ url: server.url, token });
  const within = ({ limits: { L, H }, range }: (typeof numbers)[number]) =>
    L !== undefined && H !== undefined ? (L + H) / 2 : (H ?? range.max ?? 1) - 0.1 * Math.abs(H ?? 1);
  const beyond = (one: (typeof numbers)[number]) => {
    const { H, L } = one.limits;
    return H !== undefined ? H + 0.01 * Math.abs(H) + 0.01 : (L ?? 0) - 0.01 * Math.abs(L ?? 0) - 0.01;
  };
  const limited = numbers.filter(({ limits }) => limits.H !== undefined || limits.L !== undefined);
  // One datastream of an asset, spread over the city: as many features change as are pushed.
  const byAsset = [...new Map(limited.map((one) => [one.asset, one])).values()];
  const step = Math.max(1, Math.floor(byAsset.length / CHANGES));
  const changing = byAsset.filter((_, index) => index % step === 0).slice(0, CHANGES);
  const send = async (items: { datastream: string; time: number; result: number }[]) => {
    for (let at = 0; at < items.length; at += BATCH) await client.push(items.slice(at, at + BATCH));
  };
  tell(`${numbers.length} datastreams, ${changing.length} features change each second`);
  return {
    all: () => send(numbers.map((one) => ({ datastream: one.id, time: Date.now(), result: within(one) }))),
    /** Every feature that is `part` in its turn, of as many turns as a second has ticks. */
    change: (part: number, isBeyond: boolean) =>
      send(
        changing
          .filter((_, index) => index % TICKS_A_SECOND === part)
          .map((one) => ({
            datastream: one.id,
            time: Date.now(),
            result: isBeyond ? beyond(one) : within(one),
          })),
      ),
    close: () => client.close(),
    features: changing.length,
  };
}

async function openCity(browser: Browser, url: string, isDrawing: boolean): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce" });
  await page.addInitScript(installPageProbe, { isDrawing });
  const began = performance.now();
  await page.goto(`${url}/?msaa=1`);
  const wholeAt = await waitForTiles(page);
  const from = `scale ${SCALE}, 1280 × 720, page and tiles from localhost, until no tile is missing`;
  printFigure({
    bench: "frame",
    metric: isDrawing ? "frame.first-picture" : "frame.first-picture:script",
    value: wholeAt - began,
    unit: "ms",
    n: 1,
    note: isDrawing ? `${from}; drawn in software` : `${from}; nothing drawn`,
  });
  // A panel with live values and a trend is open, as it is when a person works.
  await page.getByTestId("overview-water").click();
  return page;
}

async function countDrawCalls(page: Page, view: (typeof VIEWS)[number]): Promise<void> {
  await page.evaluate((preset) => window.__shuicheng?.scene.flyToPreset(preset), view);
  await settle(page);
  const before = await readCounts(page);
  // Nothing is drawn while nothing changes: a selection that comes and goes asks for frames.
  for (let index = 0; index < 5; index++) {
    await page.evaluate((featureIndex) => {
      window.__shuicheng?.scene.select({ layer: "water", featureIndex });
    }, index);
    await pause(1_500);
  }
  const { drawCalls, frames } = countsBetween(before, await readCounts(page));
  const value = drawCalls / Math.max(frames, 1);
  printFigure({ bench: "frame", metric: `frame.draw-calls:${view}`, value, unit: "calls", n: frames });
}

/**
 * Script of a tick, from message to the end of the frame, panels open. The browser's own account of the time in script
 * is taken, which leaves nothing out (promises, timers, React), less what the page does in a second without changes.
 */
async function measureTicks(page: Page, push: Awaited<ReturnType<typeof createPusher>>): Promise<void> {
  await page.evaluate(() => window.__shuicheng?.scene.flyToPreset("old-town"));
  // Nothing is to grow old or begin abnormal while it is timed.
  await push.all();
  await settle(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const idle = await accountFor(page, session, async () => await pause(1_000));
  const busy = await accountFor(page, session, async (second) => {
    for (let part = 0; part < TICKS_A_SECOND; part++) {
      const until = performance.now() + 1_000 / TICKS_A_SECOND;
      await push.change(part, second % 2 === 0);
      await pause(Math.max(0, until - performance.now()));
    }
  });
  const ticks = SECONDS * TICKS_A_SECOND;
  const scriptMs = (busy.scriptMs - idle.scriptMs) / ticks;
  const socketMs = busy.socketMs / ticks;
  const frameMs = busy.frameMs / Math.max(busy.frames, 1);
  const parts = {
    socket: socketMs,
    frame: frameMs,
    panels: Math.max(0, scriptMs - (busy.socketMs - idle.socketMs + busy.frameMs - idle.frameMs) / ticks),
    layout: (busy.layoutMs - idle.layoutMs) / ticks,
  };
  const note = `${push.features} features change each second, a fifth with each tick, panels open, nothing drawn; ${(busy.frames / ticks).toFixed(1)} frames a tick`;
  printFigure({ bench: "frame", metric: "frame.tick", value: scriptMs, unit: "ms", n: ticks, note });
  for (const [name, ms] of Object.entries(parts)) {
    const n = name === "frame" ? busy.frames : ticks;
    printFigure({ bench: "frame", metric: `frame.tick:${name}`, value: ms, unit: "ms", n });
  }
  const idleMs = idle.scriptMs / SECONDS;
  printFigure({
    bench: "frame",
    metric: "frame.idle",
    value: idleMs,
    unit: "ms/s",
    n: SECONDS,
    note: "script while nothing changes",
  });
}

type Account = PageCounts & { readonly scriptMs: number; readonly layoutMs: number };

/** What {@link SECONDS} rounds of a second cost the page, ms. */
async function accountFor(
  page: Page,
  session: CDPSession,
  round: (second: number) => Promise<void>,
): Promise<Account> {
  const read = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const secondsOf = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    return {
      ...(await readCounts(page)),
      scriptMs: 1_000 * secondsOf("ScriptDuration"),
      layoutMs: 1_000 * (secondsOf("LayoutDuration") + secondsOf("RecalcStyleDuration")),
    };
  };
  const before = await read();
  for (let second = 0; second < SECONDS; second++) await round(second);
  const after = await read();
  const { scriptMs, layoutMs } = before;
  return {
    ...countsBetween(before, after),
    scriptMs: after.scriptMs - scriptMs,
    layoutMs: after.layoutMs - layoutMs,
  };
}

/** An hour with all layers hidden: nothing may pile up for the moment they are shown again. */
async function measureHidden(page: Page): Promise<void> {
  await page.evaluate(() => {
    const rows = [...document.querySelectorAll<HTMLElement>("[data-testid^=layer-]")];
    for (const row of rows) row.querySelector<HTMLElement>("button[aria-pressed=true]")?.click();
  });
  await paintWater(page, WARM_TICKS);
  const session = await page.context().newCDPSession(page);
  const read = async () => ({
    heapBytes: await readHeapBytes(session),
    writes: await page.evaluate(() => window.__shuicheng?.scene.diagnostics().textureWrites ?? 0),
  });
  const before = await read();
  await paintWater(page, HIDDEN_TICKS);
  const after = await read();
  const note = `${HIDDEN_TICKS} ticks with all layers hidden`;
  printFigure({
    bench: "frame",
    metric: "frame.hidden-texture-writes",
    value: after.writes - before.writes,
    unit: "writes",
    n: 1,
    note,
  });
  printFigure({
    bench: "frame",
    metric: "frame.hidden-heap-growth",
    value: (after.heapBytes - before.heapBytes) / 1024,
    unit: "kB",
    n: 1,
    note,
  });
}

/** Paints a hundredth of the water layer abnormal and normal again, so many times. */
async function paintWater(page: Page, ticks: number): Promise<void> {
  await page.evaluate(async (count) => {
    const handle = window.__shuicheng;
    if (!handle) throw new Error("the page has no scene");
    const status = handle.mirror.statusOf("water").slice();
    const changed = Uint32Array.from({ length: 600 }, (_, index) => index * 10).filter(
      (index) => index < status.length,
    );
    for (let round = 0; round < count; round++) {
      for (const index of changed) status[index] = round % 2 === 0 ? 6 : 1;
      handle.scene.paint("water", status, changed);
      if (round % 100 === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, ticks);
}

async function settle(page: Page): Promise<void> {
  // A flight ends, then its tiles come.
  await pause(4_000);
  await waitForTiles(page);
}

/**
 * Waits until no tile has been missing for {@link TILES_QUIET_MS}: one may be asked for when another has come.
 *
 * @returns When the last was missing, `performance.now()`.
 */
async function waitForTiles(page: Page): Promise<number> {
  let sinceMs = performance.now();
  for (const until = Date.now() + TILES_TIMEOUT_MS; Date.now() < until; await pause(100)) {
    const pending = await page.evaluate(
      () => document.querySelector<HTMLElement>("[data-testid=scene-status]")?.dataset.pending,
    );
    if (pending !== "0") sinceMs = performance.now();
    else if (performance.now() - sinceMs > TILES_QUIET_MS) return sinceMs;
  }
  throw new Error("some tiles never came");
}

async function readCounts(page: Page): Promise<PageCounts> {
  return page.evaluate(() => ({ ...window.__pageProbe }));
}

/** The counts between two moments. */
function countsBetween(before: PageCounts, after: PageCounts): PageCounts {
  const keys = Object.keys(before) as (keyof PageCounts)[];
  return Object.fromEntries(keys.map((key) => [key, after[key] - before[key]])) as unknown as PageCounts;
}

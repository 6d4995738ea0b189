import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
// The page's own handle, `window.__inspector`.
import type {} from "../../../packages/viewer/src/app/inspector-test-handle.ts";
import { median, printFigure } from "../figure.ts";

/** What {@link watchOpening} saw. Times are `performance.now()`, ms. */
interface OpeningMarks {
  /** When the first model's table was there, and when its tree had lines. */
  tableAtMs: number;
  treeAtMs: number;
  /** Tasks of more than 50 ms, as browsers tell them. */
  tasks: { readonly atMs: number; readonly ms: number }[];
}

/** What became of the last click. Times are `performance.now()`, ms; script times in ms. */
interface ClickMarks {
  pickMs: number;
  storeAtMs: number;
  frameEndedAtMs: number;
  frameMs: number;
}

declare global {
  interface Window {
    __openingMarks: OpeningMarks;
    __clickMarks: ClickMarks;
  }
}

const HIDDEN = 50_000;
const CLICKS = 15;
const HIDINGS = 15;

/** Runs in the page before its own scripts: marks what comes when, and which tasks are long. */
export function watchOpening(): void {
  const marks: OpeningMarks = { tableAtMs: 0, treeAtMs: 0, tasks: [] };
  window.__openingMarks = marks;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      marks.tasks.push({ atMs: startTime, ms: duration });
  }).observe({ type: "longtask", buffered: true });
  const look = (): void => {
    if (marks.tableAtMs === 0 && (window.__inspector?.store.getState().models.size ?? 0) > 0)
      marks.tableAtMs = performance.now();
    if (document.querySelector("[role=treeitem]")) marks.treeAtMs = performance.now();
    else setTimeout(look, 5);
  };
  look();
}

/** With 100,000 elements: tasks while it is opened, its tree, clicks until they light up, hiding half of it. */
export async function benchMany(page: Page, id: string, elements: number): Promise<void> {
  await tellOpening(page, elements);
  await benchClicks(page, elements);
  await benchHiding(page, id, elements);
}

async function tellOpening(page: Page, elements: number): Promise<void> {
  const { tableAtMs, treeAtMs, tasks } = await page.evaluate(() => window.__openingMarks);
  const lengths = tasks.map(({ ms }) => ms).sort((a, b) => b - a);
  const later = tasks.filter(({ atMs }) => atMs > tableAtMs).map(({ ms }) => ms);
  printFigure({
    ...{ bench: "inspector", metric: "inspector.longest-task", value: lengths[0] ?? 0, unit: "ms", n: 1 },
    note: `while ${elements} elements are opened; ${lengths.length} tasks over 50 ms, the longest once the table was there ${Math.max(0, ...later).toFixed(0)} ms`,
  });
  printFigure({
    ...{ bench: "inspector", metric: "inspector.tree", value: treeAtMs - tableAtMs, unit: "ms", n: 1 },
    note: `${elements} elements; from the table to the spatial tree on the page, while tiles are loaded`,
  });
}

/** From letting go of the button until the frame with the highlight, and what of that is script. */
async function benchClicks(page: Page, elements: number): Promise<void> {
  const box = await page.locator("canvas").first().boundingBox();
  if (!box) throw new Error("the inspector has no canvas");
  await page.evaluate(markClicks);
  await page.evaluate(() => {
    window.__openingMarks.tasks.length = 0;
  });
  const clicks: { totalMs: number; pickMs: number; storeMs: number; frameMs: number }[] = [];
  for (let click = 0; click < CLICKS; click++) {
    await page.mouse.click(
      box.x + box.width * (0.35 + 0.02 * click),
      box.y + box.height * (0.4 + 0.01 * click),
    );
    await pause(600);
    const { marks, upAtMs } = await page.evaluate(() => ({
      marks: { ...window.__clickMarks },
      upAtMs: window.__pageProbe.pointerUpAtMs,
    }));
    if (marks.frameEndedAtMs < upAtMs) continue;
    const { pickMs, storeAtMs, frameEndedAtMs, frameMs } = marks;
    clicks.push({
      ...{ totalMs: frameEndedAtMs - upAtMs, pickMs, frameMs },
      storeMs: storeAtMs - upAtMs - pickMs,
    });
  }
  const tasks = await page.evaluate(() => window.__openingMarks.tasks.map(({ ms }) => ms));
  const figures = [
    ["inspector.click", "totalMs", "from the button's letting go to the end of the frame with the highlight"],
    ["inspector.click:pick", "pickMs", "script that finds what was met"],
    ["inspector.click:store", "storeMs", "script that selects it, the picture's states included"],
    ["inspector.click:frame", "frameMs", "script of the frame"],
  ] as const;
  for (const [metric, key, note] of figures) {
    const value = median(clicks.map((one) => one[key]));
    const panels =
      key === "totalMs"
        ? `, its wait for the screen's beat included; panels follow: longest task ${Math.max(0, ...tasks).toFixed(0)} ms`
        : "";
    printFigure({
      ...{ bench: "inspector", metric, value, unit: "ms", n: clicks.length },
      note: `${elements} elements; ${note}${panels}`,
    });
  }
}

/** Runs in the page: marks each change of what is selected and the first frame after it. */
function markClicks(): void {
  const { stage, store } = window.__inspector as NonNullable<typeof window.__inspector>;
  const marks: ClickMarks = { pickMs: 0, storeAtMs: 0, frameEndedAtMs: 0, frameMs: 0 };
  window.__clickMarks = marks;
  const pick = stage.pick.bind(stage);
  Object.assign(stage, {
    pick(xPx: number, yPx: number) {
      const beganAtMs = performance.now();
      const hit = pick(xPx, yPx);
      marks.pickMs = performance.now() - beganAtMs;
      return hit;
    },
  });
  store.subscribe(({ primary }, before) => {
    if (primary === before.primary || !primary) return;
    marks.storeAtMs = performance.now();
    const { frames, frameMs } = window.__pageProbe;
    // The picture has asked for its frame already: this comes after it in the same one.
    const look = (): void => {
      const probe = window.__pageProbe;
      if (probe.frames === frames) requestAnimationFrame(look);
      else Object.assign(marks, { frameEndedAtMs: probe.frameEndedAtMs, frameMs: probe.frameMs - frameMs });
    };
    requestAnimationFrame(look);
  });
}

async function benchHiding(page: Page, id: string, elements: number): Promise<void> {
  const scripts: number[] = [];
  for (let round = 0; round < HIDINGS; round++) {
    scripts.push(
      await page.evaluate(
        async ({ id, count, isHidden }) => {
          const { store } = window.__inspector as NonNullable<typeof window.__inspector>;
          const rows = Uint32Array.from({ length: count }, (_, at) => 2 * at);
          const before = { ...window.__pageProbe };
          const beganAtMs = performance.now();
          store.getState().setHidden(new Map([[id, rows]]), isHidden);
          const ms = performance.now() - beganAtMs;
          while (window.__pageProbe.frames === before.frames)
            await new Promise((done) => requestAnimationFrame(done));
          return ms + window.__pageProbe.frameMs - before.frameMs;
        },
        { id, count: HIDDEN, isHidden: round % 2 === 0 },
      ),
    );
    await pause(300);
  }
  printFigure({
    ...{ bench: "inspector", metric: "inspector.hide", value: median(scripts), unit: "ms", n: HIDINGS },
    note: `${HIDDEN} of ${elements} elements hidden or shown: script of the change and of its frame`,
  });
}

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Job, Model } from "@shuicheng/shared/contracts";
import { type Browser, chromium, type Page } from "playwright-core";
// The page's own handle, `window.__inspector`.
import type {} from "../../../packages/viewer/src/app/inspector-test-handle.ts";
import { CHROMIUM_FLAGS } from "../../browser/chromium-page.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../../server-process.ts";
import { median, printFigure, tell } from "../figure.ts";
import { readHeapBytes } from "../heap-in-use.ts";
import { installPageProbe } from "../page-probe.ts";
import { benchFirstPicture } from "./bench-first-picture.ts";
import { benchMany, watchOpening } from "./bench-many.ts";
import { benchSection } from "./bench-section.ts";
import { writeBoxes } from "./write-boxes.ts";

const SAMPLES = resolve(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "ifc");
const MANY = 100_000;
const FRAMES = 60;
const OPENINGS = 50;
/** Openings after which everything that is made once is there. */
const WARM = 10;
const UPLOAD_TIMEOUT_MS = 300_000;
const CONVERSION_TIMEOUT_MS = 600_000;
const OPENING_TIMEOUT_MS = 180_000;
const QUIET_MS = 1_500;

/** The model inspector: its first picture beside a peer's, script a frame, clicks, hiding, section, memory. */
export const benchInspector = (): Promise<void> =>
  withServer(async (bench) => {
    const office = resolve(SAMPLES, "office_a_20110811.ifc");
    const sample = await upload(bench, "office.ifc", readFileSync(office));
    await benchFirstPicture(bench.browser, bench.server, sample, office);
    const page = await openInspector(bench, sample);
    await benchFrames(page);
    await benchSection(page);
    await page.close();
    await openMany(bench);
    await benchOpening(bench, sample);
  });

/** Only what is measured on the model of 100,000 elements. */
export const benchInspectorMany = (): Promise<void> => withServer(openMany);

interface Bench {
  readonly browser: Browser;
  readonly server: ServerProcess;
  readonly token: string;
}

async function withServer(measure: (bench: Bench) => Promise<void>): Promise<void> {
  const folder = makeDataFolder();
  const server = await ServerProcess.start(folder, ["--demo", "none", "--public-view", "true"]);
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [...CHROMIUM_FLAGS],
  });
  try {
    await measure({ browser, server, token: await server.createToken("bench") });
  } finally {
    await browser.close();
    await server.stop();
    removeDataFolder(folder);
  }
}

async function openMany(bench: Bench): Promise<void> {
  tell(`a model of ${MANY} elements`);
  const many = await upload(bench, "boxes.ifc", new TextEncoder().encode(writeBoxes(MANY)));
  const page = await openInspector(bench, many);
  await benchMany(page, many.id, MANY);
  await page.close();
}

async function upload({ server, token }: Bench, name: string, body: Uint8Array): Promise<Model> {
  const headers = { authorization: `Bearer ${token}` };
  const sent = await fetch(`${server.url}/api/v1/models?name=${name}`, {
    ...{ method: "POST", headers, body: body as Uint8Array<ArrayBuffer> },
    signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
  });
  if (sent.status !== 202)
    throw new Error(`the upload of ${name} was answered ${sent.status}: ${await sent.text()}`);
  const { job } = (await sent.json()) as { job: string };
  for (const until = Date.now() + CONVERSION_TIMEOUT_MS; Date.now() < until; await pause(500)) {
    const answer = await server.request(`/api/v1/jobs/${job}`, { headers });
    const { state, model, error } = (await answer.json()) as Job;
    if (state === "failed") throw new Error(`${name} was not converted: ${error?.message}`);
    if (state === "done" && model) {
      return (await (await server.request(`/api/v1/models/${model.id}`, { headers })).json()) as Model;
    }
  }
  throw new Error(`${name} was not converted in time`);
}

/** Opens a model in the page and waits until all of it is there. Nothing is drawn: script alone is timed. */
async function openInspector({ browser, server }: Bench, { id }: Model): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 }, reducedMotion: "reduce" });
  await page.addInitScript(installPageProbe, { isDrawing: false });
  await page.addInitScript(watchOpening);
  await page.goto(`${server.url}/models/${id}`);
  await waitForModel(page, id);
  return page;
}

/** Until no more triangles have come for {@link QUIET_MS}. */
async function waitForModel(page: Page, id: string): Promise<void> {
  let [seen, sinceMs] = [0, performance.now()];
  for (const until = Date.now() + OPENING_TIMEOUT_MS; Date.now() < until; await pause(100)) {
    const triangles = await page.evaluate(
      (model) => window.__inspector?.stage.models.get(model)?.meshes.get("tileset")?.indices.length ?? 0,
      id,
    );
    if (triangles !== seen) [seen, sinceMs] = [triangles, performance.now()];
    if (seen > 0 && performance.now() - sinceMs > QUIET_MS) return;
  }
  throw new Error(`${id} did not come up in the inspector`);
}

/** Script and draw calls of a frame in which the camera moves. */
async function benchFrames(page: Page): Promise<void> {
  const { frameMs, drawCalls, elements } = await page.evaluate(async (frames) => {
    const { stage } = window.__inspector as NonNullable<typeof window.__inspector>;
    const probe = window.__pageProbe;
    const { view } = stage;
    const times: number[] = [];
    let drawCalls = 0;
    for (let frame = 0; frame < frames; frame++) {
      const [x, y, z] = view.eyeM;
      const before = { ...probe };
      stage.setView({ ...view, eyeM: [x + frame * 0.05, y, z] }, { isSudden: true });
      while (probe.frames === before.frames) await new Promise((done) => requestAnimationFrame(done));
      times.push(probe.frameMs - before.frameMs);
      drawCalls = probe.drawCalls - before.drawCalls;
    }
    const elements = [...stage.models.values()].reduce(
      (sum, one) => sum + one.model.table.objects.elementCount,
      0,
    );
    return { frameMs: times, drawCalls, elements };
  }, FRAMES);
  const note = `${elements} elements, the camera moves, nothing drawn`;
  printFigure({
    bench: "inspector",
    metric: "inspector.frame",
    value: median(frameMs),
    unit: "ms",
    n: FRAMES,
    note,
  });
  printFigure({
    bench: "inspector",
    metric: "inspector.draw-calls",
    value: drawCalls,
    unit: "calls",
    n: 1,
    note,
  });
}

/** Opens and closes a model again and again, without loading the page anew. */
async function benchOpening(bench: Bench, model: Model): Promise<void> {
  const page = await openInspector(bench, model);
  const go = (path: string) =>
    page.evaluate((to) => {
      window.history.pushState(null, "", to);
      window.dispatchEvent(new PopStateEvent("popstate"));
    }, path);
  const session = await page.context().newCDPSession(page);
  let warm = 0;
  for (let opening = 1; opening <= OPENINGS; opening++) {
    await go("/models");
    await page.waitForFunction(() => window.__inspector === undefined, undefined, { timeout: 30_000 });
    if (opening === WARM) warm = await readHeapBytes(session);
    if (opening === OPENINGS) break;
    await go(`/models/${model.id}`);
    await waitForModel(page, model.id);
  }
  printFigure({
    ...{
      bench: "inspector",
      metric: "inspector.heap-growth",
      value: ((await readHeapBytes(session)) - warm) / 1e6,
      unit: "MB",
    },
    n: 1,
    note: `from ${WARM} to ${OPENINGS} openings of one model, after collection`,
  });
  await page.close();
}

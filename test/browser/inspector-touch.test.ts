import { existsSync } from "node:fs";
import type { CDPSession } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type OpenPage, openPage } from "./chromium-page.ts";
import { WAIT } from "./city-story.ts";
import { findElement, sampleOf, uploadModel, waitForModels, waitForStill } from "./open-inspector.ts";
import { signIn } from "./sign-in.ts";

const MODEL = "office_a_20110811";
/** As stands in `bim/stage/walk-step.ts`, metres. */
const EYE_HEIGHT_M = 1.6;

type Finger = readonly [xPx: number, yPx: number];

describe.skipIf(!existsSync(sampleOf(MODEL)))("fingers, menus and walking", { timeout: 300_000 }, () => {
  let dataFolder: string;
  let server: ServerProcess;
  let open: OpenPage;
  let cdp: CDPSession;

  const touch = (type: "touchStart" | "touchMove" | "touchEnd", fingers: readonly Finger[]) =>
    cdp.send("Input.dispatchTouchEvent", { type, touchPoints: fingers.map(([x, y], id) => ({ x, y, id })) });
  /** From one place to another in ten steps, none of which waits for the frame before: a finger does not either. */
  const drag = async (from: readonly Finger[], to: readonly Finger[]): Promise<void> => {
    const steps = Array.from({ length: 10 }, (_, step) =>
      from.map(([x, y], k): Finger => {
        const share = (step + 1) / 10;
        return [x + (to[k]![0] - x) * share, y + (to[k]![1] - y) * share];
      }),
    );
    await Promise.all([touch("touchStart", from), ...steps.map((step) => touch("touchMove", step))]);
    await touch("touchEnd", []);
    await waitForStill(open.page);
  };
  const view = () => open.page.evaluate(() => window.__inspector!.stage.view);
  const selection = () =>
    open.page.evaluate((id) => {
      const { states, primary } = window.__inspector!.store.getState();
      return { count: states.get(id)!.filter((state) => (state & 2) !== 0).length, row: primary?.row };
    }, MODEL);
  const distance = (a: readonly number[], b: readonly number[]) =>
    Math.hypot(...a.map((value, k) => value - b[k]!));

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder);
    await uploadModel(server, await server.createToken(), sampleOf(MODEL));
    open = await openPage(`${server.url}/models/${MODEL}?msaa=1`, {
      ...{ width: 1280, height: 720, locale: "zh-CN" },
    });
    await signIn(open.page);
    await waitForModels(open.page, MODEL);
    cdp = await open.page.context().newCDPSession(open.page);
  });

  afterAll(async () => {
    await open?.close();
    await server?.kill9();
    removeDataFolder(dataFolder);
  });

  it("selects what is tapped, also by a finger that rolls a little", async () => {
    const { xPx, yPx, row } = await findElement(open.page, MODEL);
    await touch("touchStart", [[xPx, yPx]]);
    await touch("touchMove", [[xPx + 5, yPx + 4]]);
    await touch("touchEnd", []);
    await expect.poll(selection, WAIT).toEqual({ count: 1, row });
  });

  it("orbits with one finger: as far from what it circles, and nothing else is selected", async () => {
    const [before, was] = [await view(), await selection()];
    await drag([[600, 400]], [[760, 430]]);
    const after = await view();
    expect(distance(after.eyeM, before.eyeM)).toBeGreaterThan(1);
    expect(await selection()).toEqual(was);
  });

  it("comes nearer when two fingers part, and moves the picture when they go along together", async () => {
    const before = await view();
    await drag(
      [
        [600, 420],
        [680, 420],
      ],
      [
        [540, 420],
        [740, 420],
      ],
    );
    const near = await view();
    expect(distance(near.eyeM, near.targetM)).toBeLessThan(0.98 * distance(before.eyeM, before.targetM));
    await drag(
      [
        [600, 420],
        [680, 420],
      ],
      [
        [660, 470],
        [740, 470],
      ],
    );
    const moved = await view();
    expect(distance(moved.targetM, near.targetM)).toBeGreaterThan(0.5);
    const way = (of: typeof near) => {
      const lengthM = distance(of.targetM, of.eyeM);
      return of.targetM.map((value, k) => (value - of.eyeM[k]!) / lengthM);
    };
    expect(distance(way(moved), way(near))).toBeLessThan(0.05);
  });

  it("opens the menu of an element on a long press, and hides it from there", async () => {
    const { page } = open;
    await page.keyboard.press("Escape");
    await page.keyboard.press("0");
    await waitForStill(page);
    const { xPx, yPx, row } = await findElement(page, MODEL);
    await touch("touchStart", [[xPx, yPx]]);
    const menu = page.getByTestId("element-menu");
    await menu.waitFor(WAIT);
    await touch("touchEnd", []);
    expect(await menu.count()).toBe(1);
    expect(await selection()).toEqual({ count: 1, row });
    await page.getByTestId("menu-hide").click();
    expect(await menu.count()).toBe(0);
    const state = () =>
      page.evaluate(([id, at]) => window.__inspector!.store.getState().states.get(id)![at], [
        MODEL,
        row,
      ] as const);
    await expect.poll(state, WAIT).toBe(1);
  });

  it("opens it on a right click too, with keys to go through it, and not after a drag", async () => {
    const { page } = open;
    const { xPx, yPx, row } = await findElement(page, MODEL);
    await page.mouse.move(xPx, yPx);
    await page.mouse.down({ button: "right" });
    await page.mouse.move(xPx + 60, yPx + 30, { steps: 4 });
    await page.mouse.up({ button: "right" });
    await waitForStill(page);
    const menu = page.getByTestId("element-menu");
    expect(await menu.count()).toBe(0);
    const again = await findElement(page, MODEL);
    await page.mouse.click(again.xPx, again.yPx, { button: "right" });
    await menu.waitFor(WAIT);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-testid"));
    expect(await focused()).toBe("menu-fit");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    expect(await focused()).toBe("menu-copy");
    await page.keyboard.press("Enter");
    const globalId = await page.evaluate(
      ([id, at]) => window.__inspector!.store.getState().models.get(id)!.table.objects.globalId[at],
      [MODEL, again.row] as const,
    );
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()), WAIT).toBe(globalId);
    expect(row).toBeGreaterThanOrEqual(0);
    await page.mouse.click(again.xPx, again.yPx, { button: "right" });
    await menu.waitFor(WAIT);
    await page.keyboard.press("Escape");
    expect(await menu.count()).toBe(0);
  });

  it("stands on what is underfoot when it walks, is led by keys, and stops with Escape", async () => {
    const { page } = open;
    await page.keyboard.press("Escape");
    await page.keyboard.press("0");
    await waitForStill(page);
    await page.keyboard.press("g");
    await page.getByTestId("walk-hint").waitFor(WAIT);
    expect(await page.getByTestId("walk-hint").textContent()).toContain("W A S D");
    await waitForStill(page);
    // Straight down is the floor, as far as eyes are above it.
    await page.evaluate(() => {
      const { stage } = window.__inspector!;
      const [x, y, z] = stage.view.eyeM;
      stage.setView({ ...stage.view, targetM: [x, y + 0.0001, z - 0.05] }, { isSudden: true });
    });
    await waitForStill(page);
    const floor = () =>
      page.evaluate(() => {
        const { stage } = window.__inspector!;
        const { clientWidth, clientHeight } = stage.canvas;
        const hit = stage.pick(clientWidth / 2, clientHeight / 2);
        return hit ? stage.view.eyeM[2] - hit.pointM[2] : null;
      });
    expect(await floor()).toBeCloseTo(EYE_HEIGHT_M, 2);
    await page.evaluate(() => {
      const { stage } = window.__inspector!;
      const [x, y, z] = stage.view.eyeM;
      stage.setView({ ...stage.view, targetM: [x, y + 0.05, z] }, { isSudden: true });
    });
    await waitForStill(page);
    for (const key of ["s", "w", "ArrowLeft", "ArrowRight"]) {
      const [x, y] = (await view()).eyeM;
      await page.keyboard.down(key);
      const gone = async () => {
        const { eyeM } = await view();
        const ahead = key === "w" || key === "s";
        return (ahead ? eyeM[1] - y : eyeM[0] - x) * (key === "w" || key === "ArrowRight" ? 1 : -1);
      };
      await expect.poll(gone, { ...WAIT, interval: 50 }).toBeGreaterThan(0.1);
      await page.keyboard.up(key);
      await waitForStill(page);
    }
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByTestId("walk-hint").count(), WAIT).toBe(0);
    expect(open.troubles).toEqual([]);
  });
});

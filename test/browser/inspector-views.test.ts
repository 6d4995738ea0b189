import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { SavedView, WholeView } from "@shuicheng/shared/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type OpenPage, openPage, readPixels } from "./chromium-page.ts";
import { WAIT } from "./city-story.ts";
import { signIn } from "./sign-in.ts";

const MODEL = "fzk_haus_ac20";
const FILE = resolve(process.env.SHUICHENG_SAMPLES ?? "../shared/data", `ifc/${MODEL}.ifc`);
/** Wand-Ext-ERDG-1. */
const WALL = "3rPX_Juz59peXXY6wDJl18";
/** The cloud's box and the text's place, from the middle of the view, heights of it. */
const CLOUD = { from: [-0.1, -0.1], to: [0.2, 0.12] } as const;
const TEXT_AT = [0.05, 0.2] as const;

type Place = readonly [x: number, y: number];

describe.skipIf(!existsSync(FILE))("saved views and markup", { timeout: 600_000 }, () => {
  let dataFolder: string;
  let server: ServerProcess;
  let open: OpenPage;
  let headers: { authorization: string };

  const views = async (): Promise<SavedView[]> => {
    const response = await fetch(`${server.url}/api/v1/models/${MODEL}/views`, { headers });
    return ((await response.json()) as { items: SavedView[] }).items;
  };
  const whole = async (id: string): Promise<WholeView> =>
    (await (
      await fetch(`${server.url}/api/v1/models/${MODEL}/views/${id}`, { headers })
    ).json()) as WholeView;
  /** Drawn, so that it can be cut too. */
  const waitForModel = () =>
    open.page.waitForFunction(
      () => {
        const { stage, sections } = window.__inspector ?? {};
        return (stage?.counts.triangles ?? 0) > 20_000 && !!sections?.getState().extent;
      },
      undefined,
      WAIT,
    );
  const openPanel = async (): Promise<void> => {
    if (!(await open.page.getByTestId("views-panel").isVisible())) await open.page.keyboard.press("v");
    await open.page.getByTestId("views-panel").waitFor(WAIT);
  };
  /** A place of the markup on the window, pixels. */
  const pixelAt = async ([x, y]: Place): Promise<{ xPx: number; yPx: number }> => {
    const box = (await open.page.getByTestId("inspector-stage").boundingBox())!;
    return {
      xPx: box.x + box.width / 2 + x * box.height,
      yPx: box.y + box.height / 2 + y * box.height,
    };
  };
  const drag = async (from: Place, to: Place): Promise<void> => {
    const [a, b] = [await pixelAt(from), await pixelAt(to)];
    const { mouse } = open.page;
    await mouse.move(a.xPx, a.yPx);
    await mouse.down();
    await mouse.move((a.xPx + b.xPx) / 2, (a.yPx + b.yPx) / 2);
    await mouse.move(b.xPx, b.yPx);
    await mouse.up();
  };
  /** Pixels of the pink that marks begin with, within `radiusPx` of a place: much red and blue, little green. */
  const pinkAt = async (place: Place, radiusPx: number): Promise<number> => {
    const { pixels } = await readPixels(open.page, await pixelAt(place), radiusPx);
    return pixels.filter(([red, green, blue]) => red > 170 && blue > 120 && green < 0.75 * blue).length;
  };
  const bottomOfCloud: Place = [(CLOUD.from[0] + CLOUD.to[0]) / 2, CLOUD.to[1]];
  const state = () =>
    open.page.evaluate(
      ([id, globalId]) => {
        const { store, sections, stage } = window.__inspector!;
        const row = store.getState().models.get(id!)!.table.objects.globalId.indexOf(globalId!);
        const own = store.getState().states.get(id!)!;
        return {
          isSelected: (own[row]! & 2) !== 0,
          hidden: own.reduce((count, each) => count + (each & 1), 0),
          planes: sections.getState().planes.map(({ across, atM }) => `${across} ${atM.toFixed(2)}`),
          eye: stage.view.eyeM.map((value) => Math.round(100 * value) / 100),
          projection: stage.view.projection,
        };
      },
      [MODEL, WALL] as const,
    );
  let saved: Awaited<ReturnType<typeof state>>;

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder, ["--public-view", "true"]);
    headers = { authorization: `Bearer ${await server.createToken()}` };
    const body = readFileSync(FILE);
    await fetch(`${server.url}/api/v1/models?name=${MODEL}.ifc`, { method: "POST", headers, body });
    open = await openPage(`${server.url}/models?msaa=1`, { width: 1280, height: 720, locale: "en-US" });
    await open.page.getByTestId(`model-${MODEL}`).waitFor(WAIT);
    await open.page.goto(`${server.url}/models/${MODEL}?msaa=1`);
    await waitForModel();
  }, 300_000);

  afterAll(async () => {
    await open?.close();
    await server?.kill9();
    removeDataFolder(dataFolder);
  });

  it("keeps a view in the browser for who may only look, and says how to save it for all", async () => {
    const { page } = open;
    await page.getByTestId("view-save").click();
    await page.getByTestId("views-read-only").waitFor(WAIT);
    expect(await page.getByTestId("views-notice").textContent()).toContain("in this browser only");
    expect(await views()).toEqual([]);
    await page.reload();
    await waitForModel();
    await openPanel();
    await page.getByTestId("view-row").waitFor(WAIT);
    expect(await page.getByTestId("view-row").textContent()).toContain("this browser");
    await page.getByTestId("view-open").focus();
    await page.keyboard.press("Delete");
    await expect.poll(() => page.getByTestId("view-row").count(), WAIT).toBe(0);
    await page.getByTestId("views-offer").click();
    await expect.poll(() => page.getByTestId("view-row").count(), WAIT).toBe(1);
    await page.getByTestId("view-open").focus();
    await page.keyboard.press("Delete");
    await expect.poll(() => page.getByTestId("view-row").count(), WAIT).toBe(0);
    await page.getByRole("button", { name: "Sign in" }).first().click();
    await signIn(page);
    await page.getByTestId("account").waitFor(WAIT);
    // Another person may see another model: it is opened anew.
    await page.reload();
    await waitForModel();
  });

  it("saves what is cut, hidden and selected with its camera, at once", async () => {
    const { page } = open;
    await page.evaluate(
      ([id, globalId]) => {
        const { store, sections, stage } = window.__inspector!;
        const { extent } = sections.getState();
        const atM = (extent!.lowM[2] + extent!.highM[2]) / 2;
        sections.getState().cut({
          planes: [{ id: 1, across: "z", axis: [0, 0, 1], atM, isFlipped: false, isOn: true }],
        });
        const row = store.getState().models.get(id!)!.table.objects.globalId.indexOf(globalId!);
        store.getState().setHidden(new Map([[id!, [row + 1, row + 2]]]), true);
        store.getState().select(new Map([[id!, [row]]]));
        store.getState().setProjection("orthographic");
        stage.lookFrom("top");
      },
      [MODEL, WALL] as const,
    );
    let before = "";
    const isStill = async () => {
      const now = JSON.stringify((await state()).eye);
      const isSame = now === before;
      before = now;
      return isSame;
    };
    await expect.poll(isStill, { ...WAIT, interval: 700 }).toBe(true);
    saved = await state();
    expect(saved).toMatchObject({ isSelected: true, hidden: 2, projection: "orthographic" });
    await page.getByTestId("view-save").first().click();
    await expect.poll(async () => (await views()).length, WAIT).toBe(1);
    const [view] = await views();
    expect(view).toMatchObject({ name: "Wand-Ext-ERDG-1", modelRevision: 1, hasThumbnail: true });
    expect(view!.createdBy).toEqual({ kind: "user", name: "admin" });
    expect((await whole(view!.id)).content.models[0]!.selected).toEqual([WALL]);
  });

  it("draws a cloud and a text on it, with undo, and saves them by itself", async () => {
    const { page } = open;
    await openPanel();
    await page.getByTestId("view-mark").click();
    await page.getByTestId("markup-panel").waitFor(WAIT);
    await drag(CLOUD.from, CLOUD.to);
    await expect.poll(() => pinkAt(bottomOfCloud, 20), WAIT).toBeGreaterThan(15);
    await page.keyboard.press("Delete");
    await expect.poll(() => pinkAt(bottomOfCloud, 20), WAIT).toBe(0);
    expect((await state()).hidden).toBe(2);
    await page.keyboard.press("Control+z");
    await expect.poll(() => pinkAt(bottomOfCloud, 20), WAIT).toBeGreaterThan(15);
    await page.getByTestId("markup-text").click();
    const at = await pixelAt(TEXT_AT);
    await page.mouse.click(at.xPx, at.yPx);
    await page.getByTestId("markup-text-field").waitFor(WAIT);
    await page.keyboard.type("check level +2.70");
    await page.keyboard.press("Enter");
    await page.getByTestId("markup-done").click();
    await expect.poll(async () => (await views())[0]!.shapes, WAIT).toBe(2);
    const { content } = await whole((await views())[0]!.id);
    expect(content.markup.map((shape) => (shape.kind === "text" ? shape.text : shape.kind))).toEqual([
      "cloud",
      "check level +2.70",
    ]);
    const [cloud] = content.markup;
    expect(cloud?.kind === "cloud" && Math.abs(cloud.from[0] - CLOUD.from[0])).toBeLessThan(0.005);
  });

  it("fades the markup when the camera goes away, and leads back", async () => {
    const { page } = open;
    expect(await pinkAt(TEXT_AT, 12)).toBeGreaterThan(10);
    await page.keyboard.press("4");
    await page.getByTestId("markup-back").waitFor(WAIT);
    await expect.poll(() => pinkAt(bottomOfCloud, 20), WAIT).toBe(0);
    await page.getByTestId("markup-back").click();
    await expect.poll(() => pinkAt(bottomOfCloud, 20), WAIT).toBeGreaterThan(15);
    expect((await state()).eye).toEqual(saved.eye);
  });

  it("brings all of it back after a reload, and undo takes the states back in one step", async () => {
    const { page } = open;
    await page.reload();
    await waitForModel();
    await openPanel();
    await page.getByTestId("view-save").first().click();
    await expect.poll(async () => (await views()).length, WAIT).toBe(2);
    expect((await state()).planes).toEqual([]);
    await page.getByTestId("view-open").first().click();
    await expect.poll(state, WAIT).toEqual(saved);
    await expect.poll(() => pinkAt(bottomOfCloud, 20), WAIT).toBeGreaterThan(15);
    expect(await pinkAt(TEXT_AT, 12)).toBeGreaterThan(10);
    await page.getByTestId("view-open").first().focus();
    await page.keyboard.press("Control+z");
    await expect.poll(async () => (await state()).planes, WAIT).toEqual([]);
    expect(await state()).toMatchObject({ isSelected: false, hidden: 0 });
    await page.keyboard.press("Control+y");
    await expect.poll(async () => (await state()).planes, WAIT).toEqual(saved.planes);
  });

  it("is renamed by key, deleted, and brought back", async () => {
    const { page } = open;
    const second = page.getByTestId("view-open").nth(1);
    await second.focus();
    await page.keyboard.press("F2");
    await page.getByTestId("view-name").fill("From the east");
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await views()).map(({ name }) => name), WAIT).toContain("From the east");
    await second.focus();
    await page.keyboard.press("Delete");
    await expect.poll(async () => (await views()).length, WAIT).toBe(1);
    await page.getByTestId("views-offer").click();
    await expect.poll(async () => (await views()).map(({ name }) => name), WAIT).toContain("From the east");
  });

  it("says when somebody else was faster, and loses nothing", async () => {
    const { page } = open;
    const [view] = await views();
    const { content, version } = await whole(view!.id);
    const changed = { version, content: { ...content, name: "Changed elsewhere" } };
    await server.request(`/api/v1/models/${MODEL}/views/${view!.id}`, {
      method: "PUT",
      headers,
      body: changed,
    });
    await page.getByTestId("view-open").first().focus();
    await page.keyboard.press("Delete");
    await expect
      .poll(() => page.getByTestId("views-notice").textContent(WAIT), WAIT)
      .toContain("view/conflict");
    await expect
      .poll(() => page.getByTestId("views-list").textContent(WAIT), WAIT)
      .toContain("Changed elsewhere");
    expect(await views()).toHaveLength(2);
  });

  it("opens by link; what is lost is said, and the rest is shown", async () => {
    const { page } = open;
    const { content } = await whole((await views())[0]!.id);
    const [own] = content.models;
    const lost = { ...own!, selected: ["0000000000000000000000", WALL] };
    const body = { ...content, name: "With a loss", models: [lost] };
    const made = await server.request(`/api/v1/models/${MODEL}/views`, { method: "POST", headers, body });
    const { id } = (await made.json()) as SavedView;
    await page.goto("about:blank");
    await page.goto(`${server.url}/models/${MODEL}?msaa=1#view=${id}`);
    await waitForModel();
    await expect
      .poll(() => page.getByTestId("views-notice").textContent(WAIT), WAIT)
      .toContain("no longer in the model: 1");
    await expect.poll(state, WAIT).toEqual(saved);
    await page.goto("about:blank");
    await page.goto(`${server.url}/models/${MODEL}?msaa=1#view=none`);
    await expect
      .poll(() => page.getByTestId("views-notice").textContent(WAIT), WAIT)
      .toContain("no longer there");
  });

  it("asked no other host and threw no error", () => {
    expect(open.troubles).toEqual([]);
  });
});

import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InspectorHandle } from "../../packages/viewer/src/app/inspector-test-handle.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type OpenPage, openPage, readPixels } from "./chromium-page.ts";
import { WAIT } from "./city-story.ts";
import { uploadModel } from "./open-inspector.ts";
import { signIn } from "./sign-in.ts";

const MODEL = "fzk_haus_ac20";
const FILE = resolve(process.env.SHUICHENG_SAMPLES ?? "../shared/data", `ifc/${MODEL}.ifc`);
/**
 * Wand-Ext-ERDG-1: an outline from (0.3, −0.3) over (9.7, −0.3) and (10, 0) to (0, 0), extruded by 2.7 m. The ceiling,
 * 0.2 m thick, goes through to its outer face.
 */
const WALL = "3rPX_Juz59peXXY6wDJl18";

/** Least x, y, z, greatest x, y, z. */
type Box = readonly [number, number, number, number, number, number];
type Corner = readonly [number, number, number];

describe.skipIf(!existsSync(FILE))(
  "sections, measuring and clashes in the browser",
  { timeout: 600_000 },
  () => {
    let dataFolder: string;
    let server: ServerProcess;
    let open: OpenPage;
    let token: string;
    let wall: number;

    /** What the wall spans in the stage's frame, metres. */
    const boundsOf = (row: number): Promise<Box> =>
      open.page.evaluate(
        ([id, at]) => {
          const { stage } = (window as unknown as { __inspector: InspectorHandle }).__inspector;
          return Array.from(stage.models.get(id)!.boundsM.subarray(6 * at, 6 * at + 6)) as unknown as Box;
        },
        [MODEL, row] as const,
      );
    /** Where a point of the stage is on the window, as the next frame draws it. */
    const pixelOf = (pointM: Corner): Promise<{ xPx: number; yPx: number }> =>
      open.page.evaluate(
        (point) =>
          new Promise<{ xPx: number; yPx: number }>((done) => {
            const { stage } = (window as unknown as { __inspector: InspectorHandle }).__inspector;
            const { left, top } = stage.canvas.getBoundingClientRect();
            const remove = stage.addOverlay((_context, { project }) => {
              const at = project(point);
              if (at) done({ xPx: left + at.xPx, yPx: top + at.yPx });
              setTimeout(() => remove());
            });
          }),
        pointM,
      );
    const stillness = async (): Promise<void> => {
      let before = "";
      await expect
        .poll(
          async () => {
            const now = await open.page.evaluate(() =>
              JSON.stringify((window as unknown as { __inspector: InspectorHandle }).__inspector.stage.view),
            );
            const isStill = now === before;
            before = now;
            return isStill;
          },
          { ...WAIT, interval: 700 },
        )
        .toBe(true);
    };

    beforeAll(async () => {
      dataFolder = makeDataFolder();
      server = await ServerProcess.start(dataFolder);
      token = await server.createToken();
    });

    afterAll(async () => {
      await open?.close();
      await server?.kill9();
      removeDataFolder(dataFolder);
    });

    it("opens the model and isolates a wall", async () => {
      await uploadModel(server, token, FILE);
      open = await openPage(`${server.url}/models/${MODEL}?msaa=1`, {
        ...{ width: 1280, height: 720, locale: "zh-CN" },
      });
      await signIn(open.page);
      await open.page.waitForFunction(
        ([id]) => {
          const stage = (window as unknown as { __inspector?: InspectorHandle }).__inspector?.stage;
          return (stage?.models.get(id!)?.meshes.get("tileset")?.indices.length ?? 0) > 60_000;
        },
        [MODEL],
        { timeout: WAIT.timeout },
      );
      wall = await open.page.evaluate(
        ([id, globalId]) => {
          const { store } = (window as unknown as { __inspector: InspectorHandle }).__inspector;
          const row = store.getState().models.get(id!)!.table.objects.globalId.indexOf(globalId!);
          store.getState().isolate(new Map([[id!, [row]]]));
          return row;
        },
        [MODEL, WALL],
      );
      expect(wall).toBeGreaterThanOrEqual(0);
    });

    it("measures a wall's length and height to 1 mm of what its file says, from corner to corner", async () => {
      const { page } = open;
      const [x0, y0, z0, x1, y1, z1] = await boundsOf(wall);
      const isAlongX = x1 - x0 > y1 - y0;
      await page.keyboard.press("p");
      await page.evaluate(
        ([id, row, side]) => {
          const { stage } = (window as unknown as { __inspector: InspectorHandle }).__inspector;
          stage.lookFrom(side);
          stage.fit(new Map([[id, [row]]]));
        },
        [MODEL, wall, isAlongX ? "front" : "left"] as const,
      );
      await stillness();
      await page.keyboard.press("m");
      const clickCorner = async (corner: Corner, towards: Corner): Promise<void> => {
        const [at, into] = [await pixelOf(corner), await pixelOf(towards)];
        const length = Math.hypot(into.xPx - at.xPx, into.yPx - at.yPx);
        // Three pixels inside: the tool has to find the corner by itself.
        const share = 3 / length;
        await page.mouse.click(at.xPx + share * (into.xPx - at.xPx), at.yPx + share * (into.yPx - at.yPx));
      };
      // From the front x grows to the right, from the left side y to the left, where the tool's panel covers the upper corner.
      const [left, right]: readonly [Corner, Corner] = isAlongX
        ? [
            [x0, y0, z0],
            [x1, y0, z0],
          ]
        : [
            [x0, y1, z0],
            [x0, y0, z0],
          ];
      const top: Corner = [right[0], right[1], z1];
      const middle: Corner = [(x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2];
      // The list grows with the first measurement and would cover the corner on the left.
      await clickCorner(left, middle);
      await clickCorner(right, middle);
      await clickCorner(top, middle);
      await clickCorner(right, middle);
      const values = page.getByTestId("measure-value");
      await expect.poll(() => values.allTextContents(), WAIT).toHaveLength(2);
      const metres = (await values.allTextContents()).map((text) => Number.parseFloat(text));
      expect(Math.abs(metres[0]! - 10)).toBeLessThanOrEqual(0.001);
      expect(Math.abs(metres[1]! - 2.7)).toBeLessThanOrEqual(0.001);
    });

    it("writes measurements to a file, and takes back one that was deleted", async () => {
      const { page } = open;
      const download = page.waitForEvent("download", WAIT);
      await page.getByTestId("measure-export").click();
      const lines = readFileSync(await (await download).path(), "utf8").split("\r\n");
      expect(lines[0]).toBe("\uFEFF名称,类型,数值,单位,ΔX (m),ΔY (m),ΔZ (m),水平长 (m),补充");
      expect(lines[1]).toMatch(/^两点 1,两点,(10|9\.999|10\.001),m,/);
      await page.getByTestId("measure-clear").click();
      await expect.poll(() => page.getByTestId("measure-value").count(), WAIT).toBe(0);
      await page.keyboard.press("Control+z");
      await expect.poll(() => page.getByTestId("measure-value").count(), WAIT).toBe(2);
      await page.getByTestId("measure-clear").click();
    });

    it("fills the cut through the wall: warm paper where it was grey, gone with undo", async () => {
      const { page } = open;
      const [x0, y0, z0, x1, y1] = await boundsOf(wall);
      await page.keyboard.press("1");
      await stillness();
      const isAlongX = x1 - x0 > y1 - y0;
      // Between two windows, half a metre from the wall's middle of thickness is outside of it.
      const at: Corner = isAlongX
        ? [x0 + 0.6, (y0 + y1) / 2, z0 + 1.35]
        : [(x0 + x1) / 2, y0 + 0.6, z0 + 1.35];
      const warmth = async (): Promise<number> => {
        const { pixels } = await readPixels(page, await pixelOf(at), 2);
        return pixels.reduce((sum, [red, , blue]) => sum + red - blue, 0) / pixels.length;
      };
      expect(Math.abs(await warmth())).toBeLessThan(12);
      await page.keyboard.press("x");
      await page.getByTestId("section-add-z").click();
      await expect.poll(() => page.getByTestId("section-plane").count(), WAIT).toBe(1);
      const position = page.getByTestId("section-plane").locator("input");
      await position.fill("1.35");
      await position.press("Enter");
      await expect.poll(warmth, WAIT).toBeGreaterThan(20);
      await page.getByTestId("section-clear").click();
      await expect.poll(async () => Math.abs(await warmth()), WAIT).toBeLessThan(12);
    });

    it("finds that the ceiling goes 200 mm into the wall, and shows the two alone", async () => {
      const { page } = open;
      await page.keyboard.press("c");
      await page.evaluate(
        ([id, row]) => {
          const { store } = (window as unknown as { __inspector: InspectorHandle }).__inspector;
          store.getState().select(new Map([[id, [row]]]));
        },
        [MODEL, wall] as const,
      );
      await page.getByTestId("clash-take-a").click();
      await page.getByTestId("clash-all-b").click();
      await page.getByTestId("clash-run").click();
      await page.getByTestId("clash-result").waitFor(WAIT);
      const first = page.getByTestId("clash-list").locator("li").first();
      expect(await first.textContent()).toMatch(/Slab-033.*200\.0\u00A0mm/);
      await first.locator("button").click();
      const shown = () =>
        page.evaluate(
          ([id]) => {
            const { stage } = (window as unknown as { __inspector: InspectorHandle }).__inspector;
            return stage.models.get(id!)!.states.reduce((count, state) => count + (state & 5 ? 0 : 1), 0);
          },
          [MODEL],
        );
      await expect.poll(shown, WAIT).toBe(2);
      expect(open.troubles).toEqual([]);
    });
  },
);

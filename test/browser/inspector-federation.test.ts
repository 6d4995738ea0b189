import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type OpenPage, openPage, readPixels } from "./chromium-page.ts";
import { WAIT } from "./city-story.ts";
import { findElement, sampleOf, uploadModel, waitForModels, waitForStill } from "./open-inspector.ts";
import { signIn } from "./sign-in.ts";

/** Limestone, timber frames and steel of one house: three files of one project, with one origin. */
const PARTS = ["schependomlaan_kalkzandsteen", "schependomlaan_houten_kozijnen", "schependomlaan_staal"];
const [WALLS, FRAMES, STEEL] = PARTS as [string, string, string];
/** In Luxembourg and in Karlsruhe, each with a map conversion. */
const FAR = ["duplex_georeferenced", "georef_utm"] as const;
const FILES = [...PARTS, ...FAR];
const PAGE = { width: 1280, height: 720, locale: "zh-CN" };

describe.skipIf(!FILES.every((name) => existsSync(sampleOf(name))))(
  "several models together in the browser",
  { timeout: 300_000 },
  () => {
    let dataFolder: string;
    let server: ServerProcess;
    let open: OpenPage;
    let address: string;

    const federation = () =>
      open.page.evaluate(() => {
        const { joins, offsets } = window.__inspector!.federation.getState();
        return { joins: Object.fromEntries(joins), offsets: Object.fromEntries(offsets) };
      });
    /** Least and greatest z of an element in the picture, metres. */
    const heightsOf = (model: string, row: number): Promise<number[]> =>
      open.page.evaluate(
        ([id, at]) => {
          const { boundsM } = window.__inspector!.stage.models.get(id)!;
          return [boundsM[6 * at + 2]!, boundsM[6 * at + 5]!];
        },
        [model, row] as const,
      );
    const selected = () =>
      open.page.evaluate(() =>
        [...window.__inspector!.store.getState().states].map(
          ([id, own]) => [id, own.filter((state) => (state & 2) !== 0).length] as const,
        ),
      );

    beforeAll(async () => {
      dataFolder = makeDataFolder();
      server = await ServerProcess.start(dataFolder);
      const token = await server.createToken();
      for (const name of FILES) expect(await uploadModel(server, token, sampleOf(name))).toBe(name);
      open = await openPage(`${server.url}/models/${WALLS}?with=${FRAMES}&msaa=1`, PAGE);
      await signIn(open.page);
    });

    afterAll(async () => {
      await open?.close();
      await server?.kill9();
      removeDataFolder(dataFolder);
    });

    it("opens parts of one project by the coordinates of their files, and a third beside them", async () => {
      const { page } = open;
      await waitForModels(page, WALLS, FRAMES);
      await page.keyboard.press("f");
      await page.getByTestId("model-search").fill("staal");
      await page.getByRole("button", { name: `加入 ${STEEL}` }).click();
      await waitForModels(page, ...PARTS);
      const { joins } = await federation();
      expect(Object.values(joins).map(({ by }) => by)).toEqual(["origin", "file", "file"]);
      // All within one house.
      for (const { distanceM } of Object.values(joins)) expect(distanceM).toBeLessThan(30);
      expect(await page.getByTestId("far-apart").count()).toBe(0);
      const { drawCalls } = await page.evaluate(() => window.__inspector!.stage.counts);
      expect(drawCalls).toBeLessThanOrEqual(15);
      expect(await page.getByTestId(`federated-${STEEL}`).textContent()).toContain("同一个原点");
      await page.keyboard.press("f");
    });

    it("selects across models, in the picture and in the count", async () => {
      const { page } = open;
      const [wall, beam] = [await findElement(page, WALLS), await findElement(page, STEEL, 2)];
      const blueOf = async (place: { xPx: number; yPx: number }) => {
        const { pixels } = await readPixels(page, place, 2);
        return pixels.reduce((sum, [, , blue]) => sum + blue, 0) / pixels.length;
      };
      const before = [await blueOf(wall), await blueOf(beam)];
      await page.mouse.click(wall.xPx, wall.yPx);
      await page.keyboard.down("Control");
      await page.mouse.click(beam.xPx, beam.yPx);
      await page.keyboard.up("Control");
      expect(await selected()).toEqual([
        [WALLS, 1],
        [FRAMES, 0],
        [STEEL, 1],
      ]);
      expect(await page.getByTestId("selected-count").textContent()).toContain("2");
      await page.mouse.move(5, 5);
      // White, beside what stone and steel are.
      for (const [at, place] of [wall, beam].entries())
        await expect.poll(() => blueOf(place), WAIT).toBeGreaterThan(before[at]! + 5);
      await page.keyboard.press("Escape");
    });

    it("brings a model to another by a point of each, and turns it by a second pair", async () => {
      const { page } = open;
      await page.keyboard.press("f");
      const row = page.getByTestId(`federated-${STEEL}`);
      await row.getByRole("button", { name: `移动 ${STEEL}` }).click();
      // Beams are thin and may stand in a wall by now: from some side one is seen.
      const findSteel = async () => {
        for (const side of ["3", "4", "5", "6"]) {
          const seen = await findElement(page, STEEL, 2).catch(() => undefined);
          if (seen) return seen;
          await page.keyboard.press(side);
          await waitForStill(page);
        }
        return findElement(page, STEEL, 1);
      };
      const pickPair = async (button: string) => {
        await row.getByTestId(button).click();
        const hint = page.getByTestId("picking-hint");
        await expect.poll(() => hint.textContent(), WAIT).toContain(`点 ${STEEL}`);
        const from = await findSteel();
        await page.mouse.click(from.xPx, from.yPx);
        await expect.poll(() => hint.textContent(), WAIT).toContain("另一个模型");
        const to = await findElement(page, WALLS);
        await page.mouse.click(to.xPx, to.yPx);
        await expect.poll(() => hint.count(), WAIT).toBe(0);
        await waitForStill(page);
        return (await federation()).offsets[STEEL]!;
      };
      const moved = await pickPair("offset-points");
      expect(Math.hypot(...moved.moveM)).toBeGreaterThan(0.1);
      expect(moved.turnDeg).toBe(0);
      expect((await pickPair("offset-second")).turnDeg).not.toBe(0);
      await row.getByTestId("offset-reset").click();
      expect((await federation()).offsets).toEqual({});
      await page.getByRole("button", { name: "收起模型面板" }).click();
    });

    it("moves a model by what is typed: in the picture, undone and redone, and in the link", async () => {
      const { page } = open;
      const frame = await findElement(page, FRAMES);
      const [low] = (await heightsOf(FRAMES, frame.row)) as [number];
      const shot = async () => (await readPixels(page, frame, 3)).pixels.flat();
      await page.mouse.move(5, 5);
      const before = await shot();
      await page.keyboard.press("f");
      const row = page.getByTestId(`federated-${FRAMES}`);
      await row.getByRole("button", { name: `移动 ${FRAMES}` }).click();
      const field = row.getByRole("spinbutton", { name: "向上 Z（m）" });
      await field.fill("40");
      await field.press("Enter");
      await expect.poll(async () => (await heightsOf(FRAMES, frame.row))[0], WAIT).toBeCloseTo(low + 40, 3);
      expect(await row.textContent()).toContain("手动移动");
      await page.getByRole("button", { name: "收起模型面板" }).click();
      await page.mouse.move(5, 5);
      await expect.poll(async () => (await shot()).join() === before.join(), WAIT).toBe(false);
      await page.locator("[data-testid=inspector-stage] canvas").first().focus();
      await page.keyboard.press("Control+z");
      await expect.poll(async () => (await heightsOf(FRAMES, frame.row))[0], WAIT).toBeCloseTo(low, 3);
      await expect.poll(async () => (await shot()).join() === before.join(), WAIT).toBe(true);
      await page.keyboard.press("Control+y");
      await expect.poll(async () => (await heightsOf(FRAMES, frame.row))[0], WAIT).toBeCloseTo(low + 40, 3);
      await page.keyboard.press("k");
      await page.getByTestId("link-notice").waitFor(WAIT);
      address = page.url();
      await page.goto("about:blank");
      await page.goto(address);
      await waitForModels(page, ...PARTS);
      expect((await federation()).offsets).toEqual({ [FRAMES]: { moveM: [0, 0, 40], turnDeg: 0 } });
      expect((await heightsOf(FRAMES, frame.row))[0]).toBeCloseTo(low + 40, 3);
    });

    it("takes another model's coordinates, and leaves all where it stands to each other", async () => {
      const { page } = open;
      const between = async () => {
        const { joins } = await federation();
        const [a, b] = [joins[WALLS]!.middleM, joins[FRAMES]!.middleM];
        return a.map((value, k) => value - b[k]!);
      };
      const was = await between();
      await page.keyboard.press("f");
      await page
        .getByTestId(`federated-${FRAMES}`)
        .getByRole("button", { name: /以它为原点/ })
        .click();
      await waitForModels(page, ...PARTS);
      expect(new URL(page.url()).pathname).toBe(`/models/${FRAMES}`);
      const now = await between();
      for (const k of [0, 1, 2]) expect(now[k]!).toBeCloseTo(was[k]!, 3);
      expect((await federation()).joins[FRAMES]).toMatchObject({ by: "origin", distanceM: 0 });
    });

    it("takes a model away without touching the others", async () => {
      const { page } = open;
      await page.keyboard.press("f");
      await page.getByRole("button", { name: `从画面里拿走 ${STEEL}` }).click();
      const ids = () => page.evaluate(() => [...window.__inspector!.stage.models.keys()]);
      await expect.poll(ids, WAIT).toEqual([FRAMES, WALLS]);
      expect(page.url()).not.toContain(STEEL);
    });

    it("says how far two places are apart, and brings their models together", async () => {
      const { page } = open;
      await page.goto(`${server.url}/models/${FAR[0]}?with=${FAR[1]}&msaa=1`);
      await waitForModels(page, ...FAR);
      const notice = page.getByTestId("far-apart");
      await notice.waitFor(WAIT);
      const before = (await federation()).joins[FAR[1]]!;
      expect(before.by).toBe("map");
      // Luxembourg to Karlsruhe.
      expect(before.distanceM).toBeGreaterThan(150_000);
      expect(before.distanceM).toBeLessThan(200_000);
      expect(await notice.textContent()).toMatch(/1\d\d\.\d\skm/);
      // The picture is of the first: one of both would show neither.
      await findElement(page, FAR[0]);
      const eyeOf = () => page.evaluate(() => window.__inspector!.stage.view.eyeM);
      const [eye] = await eyeOf();
      await notice.getByRole("button", { name: "移到一起" }).click();
      await expect.poll(() => notice.count(), WAIT).toBe(0);
      expect((await federation()).joins[FAR[1]]!.distanceM).toBeLessThan(0.001);
      await waitForStill(page);
      await findElement(page, FAR[0]);
      await page.keyboard.press("Control+z");
      await notice.waitFor(WAIT);
      await waitForStill(page);
      expect((await eyeOf())[0]).toBeCloseTo(eye, 3);
      await findElement(page, FAR[0]);
    });

    it("says when models have the same GlobalIds: one file opened twice", async () => {
      const { page } = open;
      await page.keyboard.press("f");
      await page.getByTestId("local-files").setInputFiles(sampleOf(FAR[1]));
      await expect
        .poll(() => page.getByTestId(`shared-ids-${FAR[1]}`).textContent(WAIT), WAIT)
        .toMatch(/\d+ 个 GlobalId 也在 georef_utm/);
      expect(open.troubles).toEqual([]);
    });
  },
);

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type OpenPage, openPage } from "./chromium-page.ts";
import { WAIT } from "./city-story.ts";
import { findElement, sampleOf, uploadModel, waitForModels, waitForStill } from "./open-inspector.ts";
import { signIn } from "./sign-in.ts";

const HOUSE = "fzk_haus_ac20";
const DUPLEX = "duplex_georeferenced";
/** Wide enough for the tree beside the picture. */
const PAGE = { width: 1440, height: 800, locale: "en" };

describe.skipIf(![HOUSE, DUPLEX].every((name) => existsSync(sampleOf(name))))(
  "an inspector that stays open",
  { timeout: 300_000 },
  () => {
    let dataFolder: string;
    let server: ServerProcess;
    let token: string;
    let open: OpenPage;

    beforeAll(async () => {
      dataFolder = makeDataFolder();
      server = await ServerProcess.start(dataFolder);
      token = await server.createToken();
      expect(await uploadModel(server, token, sampleOf(DUPLEX))).toBe(DUPLEX);
      open = await openPage(`${server.url}/models/${DUPLEX}?msaa=1`, PAGE);
      await signIn(open.page);
    });

    afterAll(async () => {
      await open?.close();
      await server?.kill9();
      removeDataFolder(dataFolder);
    });

    it("goes from floor to floor by a tap, names the storey, and says where there is none", async () => {
      const { page } = open;
      await waitForModels(page, DUPLEX);
      await page.keyboard.press("g");
      const status = page.getByTestId("status-walking");
      const named = () => status.textContent(WAIT);
      await expect.poll(named, WAIT).toMatch(/• \S/);
      const first = await named();
      await page.keyboard.press("e");
      await expect.poll(named, WAIT).not.toBe(first);
      // Whoever goes down comes to where there is nothing below, from wherever the walk began.
      const none = page.getByTestId("walk-no-floor");
      await expect
        .poll(async () => {
          await page.keyboard.press("q");
          return none.textContent({ timeout: 2_000 }).catch(() => null);
        }, WAIT)
        .toContain("below");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Home");
      await waitForStill(page);
    });

    it("is told of a new revision, and loads it with what was hidden and seen", async () => {
      const { page } = open;
      const { row, xPx, yPx } = await findElement(page, DUPLEX);
      await page.mouse.click(xPx, yPx);
      await page.keyboard.press("j");
      const isHidden = () =>
        page.evaluate(
          ([id, at]) => ((window.__inspector?.store.getState().states.get(id)?.[at] ?? 0) & 1) !== 0,
          [DUPLEX, row] as const,
        );
      expect(await isHidden()).toBe(true);
      const eyeOf = () => page.evaluate(() => window.__inspector!.stage.view.eyeM);
      const eye = await eyeOf();
      const next = `${dataFolder}-next.ifc`;
      // The same building in another file: one that is the same would be no revision.
      writeFileSync(
        next,
        readFileSync(sampleOf(DUPLEX), "latin1").replace("DATA;", "DATA;\n/* again */"),
        "latin1",
      );
      await uploadModel(server, token, next, DUPLEX).finally(() => rmSync(next));
      const notice = page.getByTestId("new-revision");
      expect(await notice.textContent(WAIT)).toContain("revision 2");
      await page.getByTestId("load-revision").click();
      await expect.poll(() => notice.count(), WAIT).toBe(0);
      await waitForModels(page, DUPLEX);
      expect(await isHidden()).toBe(true);
      for (const [k, value] of (await eyeOf()).entries()) expect(value).toBeCloseTo(eye[k]!, 2);
    });

    it("names a local file after a reload, asks for it, and shows it again in its place", async () => {
      const { page } = open;
      await page.goto(`${server.url}/models`);
      await page.getByTestId("local-files").first().setInputFiles(sampleOf(HOUSE));
      await page.waitForFunction(() => sessionStorage.getItem("shuicheng.local-names") !== null);
      await page.goto(`${server.url}/models/local:1?msaa=1`);
      const failed = page.getByTestId("model-failed");
      expect(await failed.textContent(WAIT)).toContain("Files of this machine must be opened again");
      expect(await page.locator(".tree-head h2").textContent()).toBe(`${HOUSE}.ifc`);
      expect(await page.getByTestId("tool-measure").isDisabled()).toBe(true);
      await failed.getByTestId("local-files").setInputFiles(sampleOf(HOUSE));
      await waitForModels(page, "local:1");
      expect(await failed.count()).toBe(0);
      expect(await page.getByTestId("tool-measure").isDisabled()).toBe(false);
      expect(open.troubles).toEqual([]);
    });
  },
);

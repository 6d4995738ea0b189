import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type OpenPage, openPage, readPixels } from "./chromium-page.ts";
import { WAIT } from "./city-story.ts";
import { signIn } from "./sign-in.ts";

const SAMPLES = resolve(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "ifc");
const MODEL = "office_a_20110811";
const FILE = resolve(SAMPLES, `${MODEL}.ifc`);
/** The lowest storey has the first category's colour: teal, green and blue over red. */
const FIRST_CATEGORY = "Level 1";

describe.skipIf(!existsSync(FILE))("finding and listing in the inspector", { timeout: 300_000 }, () => {
  let dataFolder: string;
  let server: ServerProcess;
  let open: OpenPage;

  const waitForModel = () =>
    open.page.waitForFunction(
      () => (window.__inspector?.stage.counts.triangles ?? 0) > 10_000,
      undefined,
      WAIT,
    );
  const found = () => expect.poll(() => open.page.getByTestId("data-found").textContent(), WAIT);
  /** A pixel at which a wall of a storey is seen. */
  const wallOf = (storey: string) =>
    open.page.evaluate(
      ([model, name]) => {
        const { table } = window.__inspector!.store.getState().models.get(model!)!;
        const { objects, classes, storeys } = table;
        for (let row = 0; row < objects.elementCount; row++) {
          if (classes[objects.classIndex[row]!]?.name !== "IfcWallStandardCase") continue;
          if (storeys[objects.storey[row]!]?.name !== name) continue;
          const pixel = window.__inspector!.pixelOf(model!, row);
          if (pixel) return pixel;
        }
        return null;
      },
      [MODEL, storey] as const,
    );

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder);
    open = await openPage(`${server.url}/models?msaa=1`, { width: 1280, height: 720, locale: "en-US" });
    const { page } = open;
    await signIn(page);
    await page.getByTestId("models-empty").waitFor(WAIT);
    await page.getByTestId("upload-files").setInputFiles([FILE]);
    await page.getByTestId(`model-${MODEL}`).waitFor(WAIT);
    await page.goto(`${server.url}/models/${MODEL}?msaa=1`);
    await waitForModel();
  }, 300_000);

  afterAll(async () => {
    await open?.close();
    await server?.kill9();
    removeDataFolder(dataFolder);
  });

  it("finds in everything that is written about an element", async () => {
    await open.page.getByTestId("data-seek").fill("plasterboard");
    // Elements with a layer of it or of the Type-X kind: 451 and 25, counted in the file.
    await found().toMatch(/^4\d\d of 904/);
    await open.page.getByTestId("data-seek").fill("");
    await found().toBe("");
  });

  it("filters by a condition that is written in the editor", async () => {
    const { page } = open;
    await page.getByTestId("data-add-group").first().click();
    const editor = page.getByTestId("condition-editor");
    await editor.waitFor(WAIT);
    await editor.locator("input").last().fill("IfcDoor");
    await page.keyboard.press("Enter");
    await editor.locator("button[type=submit]").click();
    await found().toContain("102 of 904");
    expect(await page.getByTestId("data-chip").textContent()).toContain("Class = IfcDoor");
  });

  it("lists what was found with totals, and exports it as CSV", async () => {
    const { page } = open;
    await page.getByTestId("data-table-open").click();
    expect(await page.getByTestId("data-total").textContent()).toContain("102 elements");
    const saved = page.waitForEvent("download");
    await page.getByTestId("data-export").click();
    const text = readFileSync(await (await saved).path(), "utf8");
    const lines = text.split("\r\n");
    expect(lines[0]).toMatch(/^\uFEFFName,Class,Type,Storey,/);
    expect(lines[0]).toContain("[m]");
    expect(lines).toHaveLength(1 + 102 + 1);
    await page.getByTestId("data-table-open").click();
  });

  it("colours by storey, and a link brings filter and colours back", async () => {
    const { page } = open;
    await page.locator(".data-bar .field-select").click();
    await page.keyboard.type("Storey");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByTestId("data-legend").textContent(WAIT), WAIT).toContain("Level 2387");
    await page.getByRole("button", { name: "Clear the filter" }).click();
    await expect.poll(() => wallOf(FIRST_CATEGORY), WAIT).not.toBeNull();
    const wall = (await wallOf(FIRST_CATEGORY))!;
    const isTeal = async () => {
      const { pixels } = await readPixels(page, wall, 1);
      return pixels.every(([red, green, blue]) => green > 1.4 * red && blue > 1.4 * red);
    };
    await expect.poll(isTeal, WAIT).toBe(true);
    await page.getByTestId("data-seek").fill("ifcwindow");
    await found().toContain("69 of 904");
    await page.getByTestId("inspector-stage").click({ position: { x: 5, y: 300 } });
    await page.keyboard.press("k");
    await page.getByTestId("link-notice").waitFor(WAIT);
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    await waitForModel();
    await found().toContain("69 of 904");
    await page.getByTestId("data-legend").waitFor(WAIT);
    expect(await page.getByTestId("data-seek").inputValue()).toBe("ifcwindow");
  });

  it("sums quantities of what is selected", async () => {
    const { page } = open;
    await page.getByTestId("data-seek").fill("ifccovering");
    await found().toContain("83 of 904");
    await page.getByTestId("data-select").click();
    await expect
      .poll(() => page.getByTestId("quantity-totals").textContent(WAIT), WAIT)
      .toMatch(/Area[\d,.]+\u00A0m²/);
  });

  it("asked no other host and threw no error", () => {
    expect(open.troubles).toEqual([]);
  });
});

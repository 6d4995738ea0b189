import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type OpenPage, openPage, readPixels } from "./chromium-page.ts";
import { IS_LONG, WAIT } from "./city-story.ts";
import { sampleOf, uploadModel } from "./open-inspector.ts";
import { signIn } from "./sign-in.ts";

const SAMPLES = resolve(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "ifc");
const MODEL = "office_a_20110811";
const FILE = resolve(SAMPLES, `${MODEL}.ifc`);
/**
 * Of each kind one: houses, a road, a bridge, drains. `number`: a property of theirs that is one, with its unit. Most of them
 * at a quarter of a minute each are left to `npm run test:long`.
 */
const OTHERS = [
  { model: "duplex_georeferenced", number: "Width", unit: "m", isLong: true },
  { model: "fzk_haus_ac20", number: "Netto-Volumen", unit: "m³", isLong: true },
  { model: "xbim_house", number: "NominalHeight", unit: "mm" },
  { model: "kit_simple_road_4x3rc2", number: "", unit: "", isLong: true },
  { model: "bridge_pgsuper", number: "LiftingStrength", unit: "ksi", isLong: true },
  { model: "infra_drainage_system_1", number: "InvertElevation", unit: "m" },
].filter(({ isLong = false }) => IS_LONG || !isLong);
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
    // Whoever takes the file elsewhere needs to know which element a line is.
    expect(lines[0]).toMatch(/,GlobalId$/);
    const ids = lines.slice(1, -1).map((line) => line.split(",").at(-1));
    expect(new Set(ids).size).toBe(102);
    expect(ids.every((id) => /^[\w$]{22}$/.test(id ?? ""))).toBe(true);
    expect(lines).toHaveLength(1 + 102 + 1);
    await page.getByTestId("data-table-open").click();
  });

  it("adds a condition on a number, which carries its unit, and takes it away by a key", async () => {
    const { page } = open;
    await page.getByTestId("data-add-condition").first().click();
    const editor = page.getByTestId("condition-editor");
    await choose(editor.locator(".field-select"), "Width");
    await choose(editor.locator(".ant-select").nth(1), "≥", "[title='≥']");
    await editor.locator("input.ant-input").fill("0.92");
    await editor.locator("button[type=submit]").click();
    const chips = page.getByTestId("data-chip");
    await expect.poll(() => chips.nth(1).textContent(), WAIT).toBe("Width ≥ 0.92 m");
    await found().not.toContain("102 of");
    const wide = Number((await page.getByTestId("data-found").textContent())?.split(" ")[0]);
    expect(wide).toBeGreaterThan(0);
    expect(wide).toBeLessThan(102);
    await chips.nth(1).locator("button").first().focus();
    await page.keyboard.press("Delete");
    await found().toContain("102 of 904");
    expect(await chips.count()).toBe(1);
    await page.keyboard.press("Control+z");
    await expect.poll(() => chips.count(), WAIT).toBe(2);
    await page.keyboard.press("Control+y");
    await found().toContain("102 of 904");
  });

  it("keeps a filter under a name, renames it, deletes it and takes that back", async () => {
    const { page } = open;
    await page.getByTestId("saved-filters-open").click();
    const list = page.getByTestId("saved-filters");
    await list.locator("form input").fill("Doors");
    await page.keyboard.press("Enter");
    await list.getByRole("button", { name: "Rename Doors" }).click();
    await list.getByRole("textbox", { name: "New name" }).fill("All doors");
    await page.keyboard.press("Enter");
    await list.getByRole("button", { name: "Delete All doors" }).click();
    await expect.poll(() => list.locator("li").count(), WAIT).toBe(0);
    await page.getByTestId("saved-undo").click();
    await list.getByRole("button", { name: "All doors", exact: true }).waitFor(WAIT);
    const saving = page.waitForEvent("download");
    await page.getByTestId("saved-export").click();
    const file = await (await saving).path();
    await list.getByRole("button", { name: "Delete All doors" }).click();
    await page.getByTestId("saved-import").setInputFiles(file);
    await list.getByText("1 imported").waitFor(WAIT);
    await page.reload();
    await waitForModel();
    await page.getByTestId("saved-filters-open").click();
    await list.getByRole("button", { name: "All doors", exact: true }).click();
    await found().toContain("102 of 904");
  });

  it("colours by storey, and a link brings filter and colours back", async () => {
    const { page } = open;
    await page.locator(".data-bar .field-select").click();
    await page.keyboard.type("Storey");
    await page.keyboard.press("Enter");
    // Of the doors: 66 and 36, counted in the file. Without the filter of all.
    const legend = () => page.getByTestId("data-legend").textContent(WAIT);
    await expect.poll(legend, WAIT).toContain("Level 166Level 236");
    await page.getByRole("button", { name: "Clear the filter" }).click();
    await expect.poll(legend, WAIT).toContain("Level 2387");
    // Asked for anew each time: the picture may still move aside for the legend.
    const isTeal = async () => {
      const wall = await wallOf(FIRST_CATEGORY);
      if (wall === null) return false;
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

  it.each(OTHERS)("has its tools work on $model", async ({ model, number, unit }) => {
    if (!existsSync(sampleOf(model))) return;
    const { page } = open;
    const id = await uploadModel(server, await server.createToken(model), sampleOf(model));
    await page.goto(`${server.url}/models/${id}?msaa=1`);
    await page.waitForFunction(() => (window.__inspector?.stage.counts.triangles ?? 0) > 0, undefined, WAIT);
    await page.getByTestId("data-table-open").click();
    const scope = page.locator(".data-scopes button").first();
    await expect.poll(() => scope.textContent(), WAIT).toMatch(/^All [1-9]/);
    const all = countIn(await scope.textContent());

    await choose(page.locator(".data-table-head .field-select").nth(1), "class", "[title='Class']");
    await page.getByTestId("data-groups").waitFor(WAIT);
    const counts = await page
      .getByTestId("data-groups")
      .locator("tbody tr td:nth-child(2)")
      .allTextContents();
    expect(counts.map(countIn).reduce((sum, count) => sum + count, 0)).toBe(all);
    await page.getByTestId("data-groups").locator("tbody button").first().click();
    await expect
      .poll(() => page.getByTestId("data-scope-selected").textContent(), WAIT)
      .toBe(`Selected ${counts[0]}`);

    await choose(page.locator(".data-bar .field-select"), "class", "[title='Class']");
    const legend = page.getByTestId("data-legend");
    await legend.waitFor(WAIT);
    const entries = await legend.locator("li > button:first-child > :last-child").allTextContents();
    expect(entries.map(countIn).reduce((sum, count) => sum + count, 0)).toBe(all);
    if (entries.length > 1) {
      await page.getByTestId("legend-solo").first().click();
      await expect.poll(() => countLeftOut(page, id), WAIT).toBeGreaterThan(0);
      // Parts of what is shown alone are seen with it: flights of a stair.
      expect(await countLeftOut(page, id)).toBeLessThanOrEqual(all - countIn(entries[0] ?? ""));
      await page.getByTestId("legend-solo").first().click();
      await expect.poll(() => countLeftOut(page, id), WAIT).toBe(0);
      await page.getByTestId("legend-toggle").first().click();
      await expect.poll(() => countLeftOut(page, id), WAIT).toBe(countIn(entries[0] ?? ""));
      await page.getByTestId("legend-toggle").first().click();
    }
    if (number !== "") {
      await choose(page.locator(".data-bar .field-select"), number, `[title='${number}']`);
      await expect
        .poll(() => legend.locator(".data-legend-label").first().textContent(), WAIT)
        .toContain(unit);
      await page.getByTestId("legend-edit").click();
      await page.getByTestId("legend-limits").fill("1 2");
      await page.keyboard.press("Enter");
      const labels = legend.locator(".data-legend-label");
      await expect.poll(() => labels.allTextContents(), WAIT).toContain(`1 – 2\u00A0${unit}`);
    }
    await page.getByTestId("data-seek").fill("ifc");
    await expect.poll(() => page.getByTestId("data-found").textContent(), WAIT).toContain(`${all} of ${all}`);
    const saved = page.waitForEvent("download");
    await page.getByTestId("data-export").click();
    const lines = readFileSync(await (await saved).path(), "utf8").split("\r\n");
    expect(lines[0]).toMatch(/^\uFEFFClass,Count/);
    expect(lines).toHaveLength(1 + counts.length + 1);
  });

  it("asked no other host and threw no error", () => {
    expect(open.troubles).toEqual([]);
  });
});

/** Chooses what is sought from a list. @param option The option itself, where what is typed finds others too. */
async function choose(list: Locator, text: string, option?: string): Promise<void> {
  const page = list.page();
  await list.click();
  // A list that was open before may be on its way out: the option that is sought tells them apart.
  const offered = page
    .locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden):not(.ant-slide-up-leave)")
    .last();
  await offered.waitFor(WAIT);
  if ((await list.locator("input[readonly]").count()) === 0) await page.keyboard.type(text);
  if (option === undefined) await page.keyboard.press("Enter");
  else await offered.locator(`.ant-select-item-option${option}`).first().click();
}

/** The number in `All 1,024`. */
const countIn = (text: string | null): number => Number((text ?? "").replaceAll(/\D/g, ""));

/** Elements and rooms that a filter or the legend leaves out. */
const countLeftOut = (page: Page, model: string): Promise<number> =>
  page.evaluate((id) => {
    const { states, models } = window.__inspector!.store.getState();
    const { objects, classes } = models.get(id)!.table;
    return [...states.get(id)!].filter((state, row) => {
      const kind = classes[objects.classIndex[row]!]?.kind;
      return (state & 8) !== 0 && row < objects.elementCount && (kind === "element" || kind === "space");
    }).length;
  }, model);

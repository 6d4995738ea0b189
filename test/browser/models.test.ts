import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Asset, Model } from "@shuicheng/shared/contracts";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { countOrange, type OpenPage, openPage, readPixels } from "./chromium-page.ts";
import { assetName, pixelOf, WAIT, waitForRest, waitForStillness } from "./city-story.ts";
import { signIn } from "./sign-in.ts";

const SAMPLES = resolve(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "ifc");
/** Says by ePSet_MapConversion where it stands: in Luxembourg. */
const PLACED = "duplex_georeferenced";
/** Says nothing of its place. */
const UNPLACED = "xbim_house";
const fileOf = (model: string) => resolve(SAMPLES, `${model}.ifc`);
/** The roof of the first model, an IfcSlab of the storey "Roof": seen from above, whatever lies below it. */
const ROOF = `${PLACED}.3ThA22djr8AQQ9eQMA5s7I`;
const ROOF_STOREY = 3;
const DATASTREAM = "roof.temperature";
/** Slow enough for an upload of 2.4 MB to be seen on its way. */
const UPLOAD_BYTES_S = 600_000;
const PLACE = { lon: 115.98, lat: 36.45 };

describe.skipIf(!existsSync(fileOf(PLACED)))("models in the browser", { timeout: 600_000 }, () => {
  let dataFolder: string;
  let server: ServerProcess;
  let token: string;
  let socket: Socket;
  let open: OpenPage;
  let roof: Asset;

  const read = async <T>(path: string): Promise<T> =>
    (await (await server.request(path, { headers: { authorization: `Bearer ${token}` } })).json()) as T;
  const text = (testId: string) => open.page.getByTestId(testId).textContent(WAIT);

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder);
    token = await server.createToken();
    open = await openPage(`${server.url}/models?msaa=1`, { width: 1280, height: 720, locale: "zh-CN" });
  });

  afterAll(async () => {
    socket?.close();
    await open?.close();
    await server?.kill9();
    removeDataFolder(dataFolder);
  });

  it("tells who signs in how to begin", async () => {
    const { page } = open;
    await signIn(page);
    await page.getByTestId("models-empty").waitFor(WAIT);
  });

  it("takes files one after the other, with progress, and lists each with its health", async () => {
    const { page } = open;
    const devtools = await page.context().newCDPSession(page);
    const throttle = (uploadThroughput: number) =>
      devtools.send("Network.emulateNetworkConditions", {
        ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput },
      });
    await throttle(UPLOAD_BYTES_S);
    await page.getByTestId("upload-files").setInputFiles([fileOf(PLACED), fileOf(UNPLACED)]);
    await expect.poll(() => text("upload-progress"), WAIT).toMatch(/^正在传送 [1-9].* \/ 2\.4/);
    await page.locator("[data-testid=upload][data-state=waiting]").waitFor(WAIT);
    await page.locator(`[data-testid=model-job]`).first().waitFor(WAIT);
    await throttle(-1);
    for (const model of [PLACED, UNPLACED]) await page.getByTestId(`model-${model}`).waitFor(WAIT);

    await page.getByTestId(`model-${PLACED}`).getByRole("link").click();
    // The counts of the issue: 295 products, 215 drawn by web-ifc, nothing from an axis; they add up.
    await expect.poll(() => text("health-products"), WAIT).toBe("295");
    expect(await text("health-drawn")).toBe("215");
    expect(await text("health-axis")).toBe("0");
    // Openings, rooms and the like: none of them was to be drawn.
    expect(await text("health-not-meant")).toBe("80");
    expect(await text("health-not-drawn")).toBe("0");
    expect(await text("placement-rule")).toContain("ePSet_MapConversion");
    expect(await text("placement-lon")).toMatch(/^6\.12/);
    expect(await text("revision-1")).toContain("首次导入");
  });

  it("says which model has a file already, and why a file is no model", async () => {
    const { page } = open;
    await page.getByTestId("upload-files").setInputFiles([fileOf(UNPLACED)]);
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["a letter"], "letter.ifc"));
      return transfer;
    });
    for (const type of ["dragenter", "dragover", "drop"]) {
      await page.dispatchEvent("[data-testid=model-detail]", type, { dataTransfer: dropped });
    }
    await page.getByTestId("choose-upload").click();
    await expect.poll(() => text("transfers"), WAIT).toContain("model/duplicate");
    await expect.poll(() => text("transfers"), WAIT).toContain(`已在模型 ${UNPLACED} 中`);
    await expect.poll(() => text("transfers"), WAIT).toContain("model/not-ifc");
    expect(await text("transfers")).toContain("letter.ifc");
  });

  it("has nothing that axe finds serious, by night and by day", async () => {
    const { page } = open;
    for (const theme of ["night", "day"]) {
      await waitForStillness(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(
        serious.map(({ id, nodes }) => `${theme} ${id}: ${nodes.map(({ html }) => html).join(" ")}`),
      ).toEqual([]);
      await page.getByTestId("theme").click();
    }
  });

  it("stands in the city, and opens an element that is clicked with its properties", async () => {
    const { page } = open;
    roof = await read<Asset>(`/api/v1/assets/${ROOF}`);
    await page.getByTestId("show-in-city").click();
    await page.waitForFunction(() => window.__shuicheng !== undefined, undefined, WAIT);
    await expect.poll(() => pixelOf(page, roof), WAIT).not.toBeNull();
    await waitForRest(page);
    await expect
      .poll(async () => {
        const place = await pixelOf(page, roof);
        if (place) await page.mouse.click(place.xPx, place.yPx);
        return page
          .getByTestId("asset-id")
          .textContent({ timeout: 5_000 })
          .catch(() => "nothing is open");
      }, WAIT)
      .toBe(ROOF);
    expect(await assetName(page)).toContain("Live Roof over Wood Joist Flat Roof");
    const element = page.getByTestId("element");
    await expect.poll(() => element.textContent(WAIT), WAIT).toContain("3ThA22djr8AQQ9eQMA5s7I");
    expect(await element.textContent()).toContain("Roof • 标高 6.000");
    // The slab is a part of a roof, which has the properties.
    await element.getByText("所在").click();
    await element.getByRole("button", { name: "IfcRoof" }).click();
    await expect.poll(() => text("asset-id"), WAIT).toBe(`${PLACED}.0jf0rYHfX3RAB3bSIRjmxl`);
    await page.getByTestId("element-search").fill("IsExternal");
    await expect.poll(() => element.textContent(), WAIT).toMatch(/IsExternal\s*(是|否)/);
  });

  it("turns the element's colour with a value of a datastream that is bound to it", async () => {
    const { page } = open;
    const registration = {
      layer: { id: PLACED },
      datastreams: [{ id: DATASTREAM, asset: ROOF, observedProperty: "temperature", limits: { HH: 60 } }],
    };
    await server.request("/api/v1/datastreams/import", {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: registration,
    });
    await page.evaluate(() => window.__shuicheng?.scene.select(null));
    await page.addStyleTag({
      content:
        "[data-testid=scene-canvas] canvas[style*='pointer-events: none'] { visibility: hidden !important }",
    });
    const orange = async () => countOrange(await readPixels(page, (await pixelOf(page, roof))!, 6));
    await waitForRest(page);
    expect(await orange()).toBe(0);
    socket = io(`${server.url}/ingest`, { auth: { token }, transports: ["websocket"] });
    const items = [{ datastream: DATASTREAM, time: Date.now(), result: 71 }];
    expect(await socket.emitWithAck("observations", { items })).toMatchObject({ accepted: 1 });
    await expect.poll(orange, WAIT).toBeGreaterThan(100);
  });

  it("hides a storey and shows it alone, and the link keeps it", async () => {
    const { page } = open;
    const orange = async () => countOrange(await readPixels(page, (await pixelOf(page, roof))!, 6));
    if (await page.getByTestId("asset-panel").count()) await page.keyboard.press("Escape");
    const openPanel = page.locator(".layer-rail button").first();
    if (await openPanel.count()) await openPanel.click();
    await page.locator(`[data-testid=layer-${PLACED}] .tree-chevron`).first().click();
    const storey = page.getByTestId(`storey-${PLACED}-${ROOF_STOREY}`);
    await storey.waitFor(WAIT);
    await waitForRest(page);
    await storey.focus();
    await page.keyboard.press("Space");
    await expect.poll(orange, WAIT).toBe(0);
    await expect
      .poll(() => page.evaluate(() => window.location.hash), WAIT)
      .toContain(`f=${PLACED}:${ROOF_STOREY}`);
    await page.keyboard.press("Enter");
    await expect.poll(orange, WAIT).toBeGreaterThan(100);
    await expect
      .poll(() => page.evaluate(() => window.location.hash), WAIT)
      .toMatch(new RegExp(`f=${PLACED}:(?!.*\\b${ROOF_STOREY}\\b)`));
    await page.keyboard.press("Enter");
  });

  it("is placed by hand with numbers and keys, and put back", async () => {
    const { page } = open;
    await page.getByRole("navigation", { name: "页面" }).getByText("模型").click();
    await page.getByTestId(`model-${UNPLACED}`).getByRole("link").click();
    await page.getByTestId("place-on-map").click();
    await page.getByTestId("place-lon").waitFor(WAIT);
    await page.getByTestId("place-lon").fill(String(PLACE.lon));
    await page.getByTestId("place-lat").fill(String(PLACE.lat));
    await page.getByTestId("place-headingDeg").fill("30");
    await page.getByTestId("placing").focus();
    await page.keyboard.press("]");
    await page.keyboard.press("PageUp");
    expect(await page.getByTestId("place-headingDeg").inputValue()).toBe("31");
    await page.keyboard.press("Enter");
    await page.getByTestId("placing-saved").waitFor(WAIT);
    const placed = await read<Model>(`/api/v1/models/${UNPLACED}`);
    expect(placed.placement).toMatchObject({ rule: "by-hand", ...PLACE, headingDeg: 31 });
    // Once it is published there, its elements have places: it is clicked where it stands.
    const wall = (await read<{ items: Asset[] }>(`/api/v1/assets?layer=${UNPLACED}&class=IfcSlab`)).items[0]!;
    await page.evaluate((id) => window.__shuicheng?.scene.flyToLayer(id), UNPLACED);
    await expect.poll(() => pixelOf(page, wall), WAIT).not.toBeNull();

    await page.getByTestId("placing-undo").click();
    await expect
      .poll(async () => (await read<Model>(`/api/v1/models/${UNPLACED}`)).placement.rule, WAIT)
      .toBe("none");
  });

  it("asked no other host and threw no error", () => {
    expect(open.troubles).toEqual([]);
  });
});

import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InspectorHandle } from "../../packages/viewer/src/app/inspector-test-handle.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type OpenPage, openPage } from "./chromium-page.ts";
import { WAIT } from "./city-story.ts";
import { uploadModel } from "./open-inspector.ts";
import { signIn } from "./sign-in.ts";

const MODEL = "duplex_georeferenced";
const FILE = resolve(process.env.SHUICHENG_SAMPLES ?? "../shared/data", `ifc/${MODEL}.ifc`);

type Handle = { readonly __inspector: InspectorHandle };

/** What a PNG says of itself in its head (PNG, 3rd edition, 11.2.1 and 11.3.4.3). */
function readHead(png: Buffer): { widthPx: number; heightPx: number; perMetre: number | undefined } {
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  const density = png.indexOf("pHYs");
  return {
    widthPx: png.readUInt32BE(16),
    heightPx: png.readUInt32BE(20),
    perMetre: density < 0 ? undefined : png.readUInt32BE(density + 4),
  };
}

/**
 * Lengths in a picture on white, pixels: of the bar at its foot, and of what the model covers from left to right and from top
 * to bottom above the band.
 */
const measurePicture = (page: Page, png: Buffer, bandPx: number) =>
  page.evaluate(
    async ([base64, band]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d")!;
      context.drawImage(image, 0, 0);
      const { width, height } = image;
      const { data } = context.getImageData(0, 0, width, height);
      const isInk = (x: number, y: number): boolean => {
        const at = 4 * (y * width + x);
        return data[at]! + data[at + 1]! + data[at + 2]! < 300;
      };
      let barPx = 0;
      // Below the band's own line, which goes from edge to edge.
      for (let y = height - band + 12; y < height; y++) {
        for (let x = 0, run = 0; x < width; x++) {
          run = isInk(x, y) ? run + 1 : 0;
          barPx = Math.max(barPx, run);
        }
      }
      const model = { left: width, right: 0, top: height, bottom: 0 };
      for (let y = 0; y < height - band - 4; y++) {
        for (let x = 0; x < width; x++) {
          const at = 4 * (y * width + x);
          if (data[at]! + data[at + 1]! + data[at + 2]! > 720) continue;
          model.left = Math.min(model.left, x);
          model.right = Math.max(model.right, x + 1);
          model.top = Math.min(model.top, y);
          model.bottom = Math.max(model.bottom, y + 1);
        }
      }
      return { barPx, widthPx: model.right - model.left, heightPx: model.bottom - model.top };
    },
    [png.toString("base64"), bandPx] as const,
  );

describe.skipIf(!existsSync(FILE))("pictures of the inspector", { timeout: 600_000 }, () => {
  let dataFolder: string;
  let server: ServerProcess;
  let open: OpenPage;

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder);
  });

  afterAll(async () => {
    await open?.close();
    await server?.kill9();
    removeDataFolder(dataFolder);
  });

  it("begin with a model seen from above, with a scale bar beside it", async () => {
    await uploadModel(server, await server.createToken(), FILE);
    open = await openPage(`${server.url}/models/${MODEL}?msaa=1`, {
      ...{ width: 1280, height: 720, locale: "en" },
    });
    const { page } = open;
    await signIn(page);
    await page.waitForFunction(
      ([id]) => {
        const stage = (window as unknown as Handle).__inspector?.stage;
        return (stage?.models.get(id!)?.meshes.get("tileset")?.indices.length ?? 0) > 60_000;
      },
      [MODEL],
      { timeout: WAIT.timeout },
    );
    // Without lines at the model's edge, which are thicker than nothing.
    await page.keyboard.press("e");
    await page.keyboard.press("p");
    await page.keyboard.press("1");
    await page.getByTestId("scale-bar").filter({ hasText: /m$/ }).waitFor(WAIT);
    expect(await page.getByTestId("scale-bar").textContent()).toMatch(/^\d+ m$/);
  });

  const save = async (): Promise<Buffer> => {
    const download = open.page.waitForEvent("download", { timeout: 400_000 });
    await open.page.getByTestId("picture-save").click();
    return readFileSync(await (await download).path());
  };

  it("have a scale bar that is as long as it says, beside the model's own length", async () => {
    const { page } = open;
    await page.keyboard.press("o");
    await page.getByTestId("picture-background-white").check({ force: true });
    const png = await save();
    expect(readHead(png)).toEqual({ widthPx: 3840, heightPx: 2160, perMetre: undefined });
    const box = await page.evaluate(
      ([id]) => {
        const { stage } = (window as unknown as Handle).__inspector;
        const all = stage.models.get(id!)!.boundsM;
        const low = [Infinity, Infinity];
        const high = [-Infinity, -Infinity];
        for (let at = 0; at < all.length; at += 6)
          for (const k of [0, 1] as const) {
            if (Number.isNaN(all[at]!)) continue;
            low[k] = Math.min(low[k]!, all[at + k]!);
            high[k] = Math.max(high[k]!, all[at + 3 + k]!);
          }
        return { acrossM: high[0]! - low[0]!, upM: high[1]! - low[1]! };
      },
      [MODEL],
    );
    const ratio = await page.evaluate(() => {
      const { canvas } = (window as unknown as Handle).__inspector.stage;
      return Math.min(3840 / canvas.clientWidth, 2160 / canvas.clientHeight);
    });
    const measured = await measurePicture(page, png, Math.round(52 * ratio));
    const perMetre = measured.heightPx / box.upM;
    expect(Math.abs(measured.widthPx / box.acrossM / perMetre - 1)).toBeLessThan(0.01);
    // One of 1, 2 or 5 times a power of ten metres.
    const barM = measured.barPx / perMetre;
    const nearest = [0.5, 1, 2, 5, 10, 20].find((each) => Math.abs(barM / each - 1) < 0.01);
    expect(nearest, `${barM} m`).toBeDefined();
  });

  it("are drawn in pieces without a seam", async () => {
    const differing = await open.page.evaluate(async () => {
      const { stage } = (window as unknown as Handle).__inspector;
      const { view } = stage;
      const [x, y, z] = view.targetM;
      stage.setView(
        { ...view, eyeM: [x - 10, y - 15, z + 10], projection: "perspective" },
        { isSudden: true },
      );
      const options = { pixelRatio: 2, background: [1, 1, 1] as const };
      const pixelsOf = async (maxTilePx: number): Promise<Uint8ClampedArray> => {
        const picture = await stage.takePicture(640, 400, { ...options, maxTilePx });
        return picture.getContext("2d")!.getImageData(0, 0, 640, 400).data;
      };
      const [whole, pieces] = [await pixelsOf(2048), await pixelsOf(90)];
      const isAtSeam = (px: number) => px % 90 === 0 || px % 90 === 89;
      const found = { differing: 0, atSeam: 0, drawn: 0, most: 0 };
      for (let pixel = 0; pixel < whole.length / 4; pixel++) {
        const at = 4 * pixel;
        const by = Math.max(...[0, 1, 2, 3].map((k) => Math.abs(whole[at + k]! - pieces[at + k]!)));
        found.most = Math.max(found.most, by);
        if (whole[at]! < 250) found.drawn++;
        if (by <= 24) continue;
        found.differing++;
        if (isAtSeam(pixel % 640) || isAtSeam(Math.floor(pixel / 640))) found.atSeam++;
      }
      return found;
    });
    expect(differing.drawn).toBeGreaterThan(50_000);
    // Rounding gives some pixels of slanting edges one of their four samples more or less, a seam or not.
    expect(differing.most).toBeLessThan(100);
    expect(differing.differing).toBeLessThan(differing.drawn / 200);
    // 4 % of all pixels lie at a seam; one that is seen would be hundreds of them.
    expect(differing.atSeam).toBeLessThan(40);
  });

  it("can be see-through, and on paper say how large they are", async () => {
    const { page } = open;
    await page.getByTestId("picture-background-transparent").check({ force: true });
    await page.getByTestId("picture-part-title").uncheck();
    await page.locator("#picture-size").click();
    await page.getByText("A4 landscape 150 dpi").click();
    const png = await save();
    expect(readHead(png)).toEqual({ widthPx: 1754, heightPx: 1240, perMetre: 5906 });
    const corner = await page.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const context = new OffscreenCanvas(image.width, image.height).getContext("2d")!;
      context.drawImage(image, 0, 0);
      return [...context.getImageData(4, 4, 1, 1).data];
    }, png.toString("base64"));
    expect(corner[3]).toBe(0);
  });

  it("go to the clipboard too", async () => {
    const { page } = open;
    await page.getByTestId("picture-copy").click();
    await page.getByTestId("picture-done").waitFor({ timeout: 400_000 });
    const type = await page.evaluate(async () => (await navigator.clipboard.read())[0]?.types);
    expect(type).toContain("image/png");
  });

  it("say the limit of what can be made", async () => {
    const { page } = open;
    await page.locator("#picture-size").click();
    await page.getByText("Own width × height").click();
    await page.getByTestId("picture-widthPx").fill("40000");
    await page.getByTestId("picture-limit").waitFor(WAIT);
    expect(await page.getByTestId("picture-save").isDisabled()).toBe(true);
    expect(open.troubles).toEqual([]);
  });
});

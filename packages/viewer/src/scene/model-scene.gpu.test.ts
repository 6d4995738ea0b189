import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { movePlace } from "../client/move-place.ts";
import { convertSample, type SampleModel } from "./fixture/sample-model.suite.ts";
import { openSceneRig, PICTURE_PX, type SceneRig } from "./fixture/scene-rig.suite.ts";
import type { SceneLayer } from "./scene-contract.ts";

const FILE = resolve(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "ifc/duplex_georeferenced.ifc");
const ID = "duplex";
/** The green roof, an IfcSlab of the storey with number 3. */
const ROOF = "3ThA22djr8AQQ9eQMA5s7I";
const ROOF_STOREY = 3;
const CRITICAL = 6;

describe.skipIf(!existsSync(FILE))("a building model in the scene", () => {
  let model: SampleModel;
  let rig: SceneRig;
  let roof: number;
  let layer: SceneLayer;

  const draw = async (change: () => Promise<unknown>) => {
    await change();
    await rig.settle();
  };
  const show = (layers: readonly SceneLayer[]) =>
    rig.page.evaluate((next) => window.cityScene.setLayers(next), layers);
  const placeOf = async (featureIndex: number) => {
    const at = await rig.page.evaluate((pick) => window.cityScene.screenPositionOf(pick), {
      layer: ID,
      featureIndex,
    });
    if (!at) throw new Error(`element ${featureIndex} is off the picture`);
    return at;
  };
  const roofPixel = async () => {
    const { xPx, yPx } = await placeOf(roof);
    return rig.pixelAt(xPx, yPx);
  };
  const isGreen = ([red, green, blue]: readonly [number, number, number]) =>
    green > red + 8 && green > blue + 8;
  const paint = (byte: number) =>
    rig.page.evaluate(
      ({ id, index, count, status }) => {
        const bytes = new Uint8Array(count);
        bytes[index] = status;
        window.cityScene.paint(id, bytes, "all");
      },
      { id: ID, index: roof, count: layer.features, status: byte },
    );

  beforeAll(async () => {
    model = await convertSample(ID, FILE);
    roof = model.rowOf(ROOF);
    const count = model.table.objects.elementCount;
    const [lon, lat] = [model.pose.lonDeg, model.pose.latDeg];
    layer = {
      ...{ id: ID, kind: "models", tileset: `/tiles/${ID}/tileset.json`, features: count, revision: 1 },
      ...{ isVisible: true, opacity: 1, bbox: [lon - 1e-4, lat - 2e-4, lon + 1e-4, lat + 1e-5] },
    };
    rig = await openSceneRig(model.files);
    await show([layer]);
    await rig.page.evaluate(
      ({ id, positions, classes, indices }) => {
        window.cityScene.setPositions(id, Float64Array.from(positions));
        window.cityScene.setClasses(id, classes, Uint8Array.from(indices));
        window.cityScene.flyToLayer(id);
      },
      {
        id: ID,
        positions: model.positions,
        classes: model.table.classes.map(({ name }) => name),
        indices: [...model.table.objects.classIndex.subarray(0, count)],
      },
    );
    await rig.settle();
  });
  afterAll(() => rig?.close());

  it("shows elements in their own colours, and paints the status of one over it", async () => {
    expect(isGreen(await roofPixel())).toBe(true);
    await draw(() => paint(CRITICAL));
    // The symbol stands above its foot; the roof itself is red beside it.
    const { xPx, yPx } = await placeOf(roof);
    const [red, green, blue] = await rig.pixelAt(xPx + 25, yPx);
    expect(red).toBeGreaterThan(1.6 * Math.max(green, blue));
    await draw(() => paint(0));
  });

  it("tints what is selected with the interface's colour", async () => {
    const select = (index: number | null) =>
      rig.page.evaluate(
        (pick) => window.cityScene.select(pick),
        index === null ? null : { layer: ID, featureIndex: index },
      );
    await draw(() => select(roof));
    const { xPx, yPx } = await placeOf(roof);
    const [red, green, blue] = await rig.pixelAt(xPx + 30, yPx);
    expect(blue).toBeGreaterThan(green);
    expect(green).toBeGreaterThan(red);
    await draw(() => select(null));
  });

  it("leaves out hidden storeys and hidden classes, for the eye and for a click", async () => {
    const hideStoreys = (storeys: number[]) =>
      rig.page.evaluate(({ id, hidden }) => window.cityScene.hideStoreys(id, new Set(hidden)), {
        id: ID,
        hidden: storeys,
      });
    await draw(() => hideStoreys([ROOF_STOREY]));
    expect(isGreen(await roofPixel())).toBe(false);
    expect(await pickAt(await placeOf(roof))).not.toMatchObject({ featureIndex: roof });
    await draw(() => hideStoreys([]));
    expect(await pickAt(await placeOf(roof))).toEqual({ layer: ID, featureIndex: roof });

    const hideClasses = (classes: string[]) =>
      rig.page.evaluate(({ id, hidden }) => window.cityScene.hideClasses(id, new Set(hidden)), {
        id: ID,
        hidden: classes,
      });
    await draw(() => hideClasses(["IfcSlab"]));
    expect(isGreen(await roofPixel())).toBe(false);
    await draw(() => hideClasses([]));
    expect(isGreen(await roofPixel())).toBe(true);
  });

  it("takes the symbol of an element away with its storey", async () => {
    const symbols = () => rig.page.evaluate(() => window.cityScene.diagnostics().symbolsShown);
    const hideStoreys = (storeys: number[]) =>
      rig.page.evaluate(({ id, hidden }) => window.cityScene.hideStoreys(id, new Set(hidden)), {
        id: ID,
        hidden: storeys,
      });
    await draw(() => paint(CRITICAL));
    expect(await symbols()).toBe(1);
    await draw(() =>
      rig.page.evaluate(({ id, storeys }) => window.cityScene.setStoreys(id, Uint16Array.from(storeys)), {
        id: ID,
        storeys: [...model.table.objects.storey.subarray(0, layer.features)],
      }),
    );
    await draw(() => hideStoreys([ROOF_STOREY]));
    expect(await symbols()).toBe(0);
    await draw(() => hideStoreys([]));
    expect(await symbols()).toBe(1);
    await draw(() => paint(0));
  });

  it("draws spaces from a tileset of their own, picked as elements of the model", async () => {
    const spaces = { ...layer, id: `${ID}/space`, of: ID, tileset: `/tiles/${ID}/spaces.json` };
    await draw(() => show([{ ...layer, isVisible: false }, spaces]));
    const picked = (await pickAt(await placeOf(roof))) as { layer: string; featureIndex: number };
    expect(picked.layer).toBe(ID);
    expect(model.table.classes[model.table.objects.classIndex[picked.featureIndex]!]!.name).toBe("IfcSpace");
    await draw(() => show([layer]));
  });

  it("follows who places it by hand, tells what a drag does, and goes back", async () => {
    const { pose } = model;
    const away = { ...pose, ...movePlace(pose, 90, 30) };
    const before = await placeOf(roof);
    const place = (to: typeof pose | null) =>
      rig.page.evaluate(
        (placing) => window.cityScene.setPlacing(placing),
        to && { layer: ID, from: pose, to },
      );
    await draw(() => place(away));
    expect(isGreen(await rig.pixelAt(before.xPx, before.yPx))).toBe(false);
    await draw(() => place(pose));
    expect(isGreen(await rig.pixelAt(before.xPx, before.yPx))).toBe(true);

    const { mouse } = rig.page;
    await mouse.move(before.xPx, before.yPx);
    await mouse.down();
    await mouse.move(before.xPx + 60, before.yPx, { steps: 3 });
    await mouse.up();
    const drag = await rig.page.evaluate(() => window.lastDrag);
    // To the right of a picture that looks north is east.
    expect(drag).toMatchObject({ lonDeg: expect.any(Number), latDeg: expect.closeTo(pose.latDeg, 4) });
    expect((drag as { lonDeg: number }).lonDeg - pose.lonDeg).toBeGreaterThan(1e-5);

    await draw(() => place(away));
    await draw(() => place(null));
    expect(isGreen(await rig.pixelAt(before.xPx, before.yPx))).toBe(true);
  });

  it("comes back with its storeys hidden after the graphics context was taken away", async () => {
    await draw(() =>
      rig.page.evaluate(({ id, storey }) => window.cityScene.hideStoreys(id, new Set([storey])), {
        id: ID,
        storey: ROOF_STOREY,
      }),
    );
    await rig.loseContext();
    expect(isGreen(await roofPixel())).toBe(false);
    expect(await pickAt({ xPx: PICTURE_PX.width - 5, yPx: 5 })).toBeNull();
    expect(rig.troubles).toEqual([]);
  });

  async function pickAt({ xPx, yPx }: { xPx: number; yPx: number }): Promise<unknown> {
    const { page } = rig;
    await page.evaluate(() => Object.assign(window, { lastPick: undefined }));
    await page.mouse.click(xPx, yPx);
    await page.waitForFunction(() => window.lastPick !== undefined, undefined, { timeout: 60_000 });
    return page.evaluate(() => window.lastPick);
  }
});

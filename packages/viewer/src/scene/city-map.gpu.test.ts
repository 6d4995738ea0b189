import type { TileFeature } from "@shuicheng/shared/tiles";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSceneRig, PICTURE_PX, type Pixel, type SceneRig } from "./fixture/scene-rig.suite.ts";
import { SMALL_MAP } from "./fixture/small-map.ts";
import { GROUND_M, MAIN_POSITIONS, MAINS, MAINS_LAYER, PLACE, tilesAtPlace } from "./fixture/two-mains.ts";
import type { SceneLayer } from "./scene-contract.ts";

/** A house of 40 × 40 m and 30 m, 60 m south-east of the place. */
const HOUSES: readonly TileFeature[] = [
  {
    featureIndex: 0,
    importance: 30,
    prisms: [
      {
        ringEnuM: [
          [40, -80, 0],
          [80, -80, 0],
          [80, -40, 0],
          [40, -40, 0],
        ],
        upEnu: [0, 0, 1],
        heightM: 30,
      },
    ],
  },
];
/** Feature 0 is in use, feature 1 abandoned. */
const CLASSES = ["pipe", "abandoned-pipe"];
const HOUSES_LAYER: SceneLayer = {
  ...MAINS_LAYER,
  id: "houses",
  kind: "buildings",
  tileset: "/tiles/houses/tileset.json",
  features: 1,
};
/** The camera straight above the place: a pixel is a place on the map. */
const ABOVE = { ...PLACE, heightM: GROUND_M + 500, headingDeg: 0, pitchDeg: -90 } as const;

let rig: SceneRig;
let page: Page;

beforeAll(async () => {
  rig = await openSceneRig(new Map([...tilesAtPlace("mains", MAINS), ...tilesAtPlace("houses", HOUSES)]));
  ({ page } = rig);
  await page.evaluate(
    ({ map, camera, classes, positions }) => {
      const { cityScene } = window;
      cityScene.setUnderground({ groundOpacity: 1, isBelowGround: false, depthM: 0 });
      cityScene.setBaseMap(map);
      cityScene.setPositions("mains", Float64Array.from(positions));
      cityScene.setClasses("mains", classes, Uint8Array.of(0, 1));
      cityScene.flyToCamera(camera);
    },
    {
      map: SMALL_MAP,
      camera: ABOVE,
      classes: CLASSES,
      positions: [...MAIN_POSITIONS],
    },
  );
  await rig.settle();
});

afterAll(() => rig?.close());

describe("the base map", () => {
  it("draws road, lake and park where they are, in their colours", async () => {
    const road = await pixelOf(-100, 0);
    const lake = await pixelOf(200, 150);
    const park = await pixelOf(-200, 150);

    expect(lake[2] - lake[0]).toBeGreaterThan(40);
    expect(park[1]).toBeGreaterThan(park[0] + 10);
    expect(park[1]).toBeGreaterThan(park[2] + 5);
    expect(Math.min(...road)).toBeGreaterThan(lake[0] + 30);
  });

  it("goes over into the day and back", async () => {
    const night = await pixelOf(-100, -60);
    await show(() => window.cityScene.setTheme("day"));
    const day = await pixelOf(-100, -60);
    await show(() => window.cityScene.setTheme("night"));

    expect(Math.min(...night)).toBeLessThan(70);
    expect(Math.min(...day)).toBeGreaterThan(200);
    expect(await pixelOf(-100, -60)).toEqual(night);
  });

  it("sets its names, and takes them away with the map", async () => {
    const before = await inkOfNames();
    await show(() => window.cityScene.setBaseMap(null));
    const none = await inkOfNames();
    await page.evaluate((map) => window.cityScene.setBaseMap(map), SMALL_MAP);
    await rig.settle();

    expect(before).toBeGreaterThan(100);
    expect(none).toBe(0);
    // A canvas that was read is drawn by another path from then on, with other soft edges.
    expect(Math.abs((await inkOfNames()) - before)).toBeLessThan(before * 0.1);
  });

  it("comes back after the graphics context was taken away", async () => {
    await rig.loseContext();

    const lake = await pixelOf(200, 150);
    expect(lake[2] - lake[0]).toBeGreaterThan(40);
    expect(await inkOfNames()).toBeGreaterThan(100);
  });
});

describe("layers", () => {
  it("names the layer whose tiles fail, and the rest lives", async () => {
    await setLayers([
      MAINS_LAYER,
      HOUSES_LAYER,
      { ...MAINS_LAYER, id: "broken", kind: "gas", tileset: "/missing/tileset.json" },
    ]);
    expect(await page.evaluate(() => window.lastState?.failedTiles)).toMatchObject([{ layer: "broken" }]);

    await setLayers([MAINS_LAYER, HOUSES_LAYER]);
    expect(await page.evaluate(() => window.lastState?.failedTiles)).toEqual([]);
  });

  it("stands a house on the ground, its roof lighter than the ground", async () => {
    const roof = await pixelOf(62, -62);
    expect(Math.min(...roof)).toBeGreaterThan(90);
    await show(() => window.cityScene.paint("houses", Uint8Array.of(6), "all"));
    const alarmed = await pixelOf(62, -62);
    await show(() => window.cityScene.paint("houses", Uint8Array.of(1), "all"));

    expect(alarmed[0]).toBeGreaterThan(alarmed[1] * 2);
  });

  it("keeps the form of a selected house: tinted, its roof lighter than its wall", async () => {
    await show(() => window.cityScene.select({ layer: "houses", featureIndex: 0 }));
    const [roof, wall] = [await pixelOf(62, -62), await pixelOf(41.2, -62)];
    await show(() => window.cityScene.select(null));

    for (const pixel of [roof, wall]) expect(blueness(pixel)).toBeGreaterThan(40);
    expect(lightness(roof)).toBeGreaterThan(lightness(wall) + 40);
    expect(blueness(await pixelOf(62, -62))).toBeLessThan(30);
  });

  it("keeps the hue of a selected main inside its casing", async () => {
    await show(() =>
      window.cityScene.setUnderground({ groundOpacity: 0.2, isBelowGround: false, depthM: 0 }),
    );
    await show(() => window.cityScene.select({ layer: "mains", featureIndex: 0 }));
    const across = [];
    for (const northM of [-4, -3, -2, -1, 0, 1, 2, 3, 4]) across.push(await pixelOf(-60, northM));
    await show(() => window.cityScene.select(null));
    await show(() => window.cityScene.setUnderground({ groundOpacity: 1, isBelowGround: false, depthM: 0 }));

    // Water is blue-green: next to no red. Its casing is pale.
    const core = across.filter(([red, green, blue]) => red < 90 && green > red + 60 && blue > red + 60);
    const casing = across.filter((pixel) => Math.min(...pixel) > 110);
    expect(core.length).toBeGreaterThan(0);
    expect(casing.length).toBeGreaterThan(1);
  });

  it("fades a layer by its opacity, live painting kept", async () => {
    const whole = await pixelOf(62, -62);
    await setLayers([MAINS_LAYER, { ...HOUSES_LAYER, opacity: 0.3 }]);
    const faint = await pixelOf(62, -62);
    await show(() => window.cityScene.paint("houses", Uint8Array.of(6), "all"));
    const alarmed = await pixelOf(62, -62);
    await show(() => window.cityScene.paint("houses", Uint8Array.of(1), "all"));
    await setLayers([MAINS_LAYER, { ...HOUSES_LAYER, opacity: 0 }]);
    const gone = await pixelOf(62, -62);
    await setLayers([MAINS_LAYER, HOUSES_LAYER]);

    expect(faint[1]).toBeLessThan(whole[1] - 20);
    expect(faint[1]).toBeGreaterThan(gone[1]);
    expect(alarmed[0]).toBeGreaterThan(alarmed[1] * 2);
    expect(await pixelOf(62, -62)).toEqual(whole);
  });

  it("draws pipes in use in their hue, abandoned ones grey, and neither when its class is hidden", async () => {
    await show(() =>
      window.cityScene.setUnderground({ groundOpacity: 0.2, isBelowGround: false, depthM: 0 }),
    );
    const inUse = await pixelOf(-60, 0);
    const abandoned = await pixelOf(-60, 60);
    await show(() => window.cityScene.hideClasses("mains", new Set(["pipe"])));
    const hidden = await pixelOf(-60, 0);
    await show(() => window.cityScene.hideClasses("mains", new Set()));
    const again = await pixelOf(-60, 0);

    expect(blueness(inUse)).toBeGreaterThan(40);
    expect(blueness(abandoned)).toBeLessThan(blueness(inUse) / 2);
    expect(blueness(hidden)).toBeLessThan(20);
    expect(again).toEqual(inUse);
  });

  it("says what the pointer rests on, and when it rests on nothing", async () => {
    const at = await screenOf(-60, 0);
    await page.mouse.move(at.xPx, at.yPx);
    await page.waitForFunction(() => window.lastHover?.pick.featureIndex === 0, undefined, {
      timeout: 60_000,
    });
    const away = await screenOf(-60, 120);
    await page.mouse.move(away.xPx, away.yPx);
    await page.waitForFunction(() => window.lastHover === null, undefined, { timeout: 60_000 });
  });
});

describe("measuring", () => {
  it("measures along clicked points, ends with Enter, and takes points back", async () => {
    await show(() => window.cityScene.setTool("measure"));
    await clickAt(-100, 100);
    await clickAt(100, 100);
    await page.waitForFunction(() => (window.lastMeasurement as Line | null)?.points.length === 2);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => (window.lastMeasurement as Line | null)?.isOpen === false);
    const line = (await page.evaluate(() => window.lastMeasurement)) as Line;
    await page.keyboard.press("Backspace");
    await page.waitForFunction(() => (window.lastMeasurement as Line | null)?.points.length === 1);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => window.lastMeasurement === null);
    await show(() => window.cityScene.setTool("select"));

    expect(line.horizontalM).toBeGreaterThan(198);
    expect(line.horizontalM).toBeLessThan(202);
    expect(Math.abs(line.riseM)).toBeLessThan(1);
  });

  it("measures by keys alone: Enter at the cross-hair, Shift and arrows, Backspace, Escape", async () => {
    const points = async (count: number) =>
      page.waitForFunction((n) => ((window.lastMeasurement as Line | null)?.points.length ?? 0) === n, count);
    await page.keyboard.press("Tab");
    await show(() => window.cityScene.setTool("measure"));
    await page.keyboard.press("Enter");
    await points(1);
    for (let i = 0; i < 5; i++) await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Enter");
    await points(2);
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Enter");
    await points(3);
    await page.keyboard.press("Backspace");
    await points(2);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => (window.lastMeasurement as Line | null)?.isOpen === false);
    const line = (await page.evaluate(() => window.lastMeasurement)) as Line;
    const metresPerPixel = (await page.evaluate(() => window.lastView?.metresPerPixel)) ?? 0;
    await show(() => window.cityScene.setTool("select"));

    // Five steps of ten pixels, across the view.
    expect(line.horizontalM / (50 * metresPerPixel)).toBeCloseTo(1, 1);
  });

  it("takes the height of a roof", async () => {
    await show(() => window.cityScene.setUnderground({ groundOpacity: 1, isBelowGround: false, depthM: 0 }));
    await show(() => window.cityScene.setTool("measure"));
    await clickAt(-60, -60);
    await clickAt(62, -62);
    await page.waitForFunction(() => (window.lastMeasurement as Line | null)?.points.length === 2);
    const { riseM } = (await page.evaluate(() => window.lastMeasurement)) as Line;
    await show(() => window.cityScene.setTool("select"));

    expect(riseM).toBeGreaterThan(28);
    expect(riseM).toBeLessThan(32);
  });
});

describe("the camera", () => {
  it("goes exactly where a link says, and tells it again", async () => {
    const place = { lonDeg: 115.9712, latDeg: 36.4461, heightM: 345.6, headingDeg: 123.4, pitchDeg: -27.8 };
    await page.evaluate((camera) => window.cityScene.flyToCamera(camera), place);
    await rig.settle();
    const told = (await page.evaluate(() => window.lastView?.camera)) as typeof place;

    expect(told.lonDeg).toBeCloseTo(place.lonDeg, 7);
    expect(told.latDeg).toBeCloseTo(place.latDeg, 7);
    expect(told.heightM).toBeCloseTo(place.heightM, 2);
    expect(told.headingDeg).toBeCloseTo(place.headingDeg, 4);
    expect(told.pitchDeg).toBeCloseTo(place.pitchDeg, 4);
  });

  it("turns north up around what it looks at", async () => {
    const before = await page.evaluate(() => window.lastView);
    await show(() => window.cityScene.flyNorth());
    const after = await page.evaluate(() => window.lastView);

    expect(Math.min(after!.headingDeg, 360 - after!.headingDeg)).toBeLessThan(0.1);
    expect(after!.lonDeg).toBeCloseTo(before!.lonDeg, 5);
    expect(after!.latDeg).toBeCloseTo(before!.latDeg, 5);
  });

  it("goes to a depth below the ground, by keys to whole metres, and up again", async () => {
    await show(() =>
      window.cityScene.setUnderground({ groundOpacity: 0.3, isBelowGround: true, depthM: -4.5 }),
    );
    expect(await eyeHeightM()).toBeCloseTo(-4.5, 1);
    await page.evaluate(() => document.querySelector<HTMLElement>("canvas[tabindex]")?.focus());
    await page.keyboard.press("PageDown");
    await rig.settle();
    expect(await eyeHeightM()).toBeCloseTo(-5, 0);
    await show(() =>
      window.cityScene.setUnderground({ groundOpacity: 0.3, isBelowGround: false, depthM: 0 }),
    );
    expect(await eyeHeightM()).toBeGreaterThan(0);
  });
});

describe("all of it", () => {
  it("draws under the server's content security policy, without an error, in few calls", async () => {
    expect(rig.troubles).toEqual([]);
    expect(await page.evaluate(() => window.cityScene.diagnostics().drawCalls)).toBeGreaterThan(0);
  });

  it("leaves nothing behind when disposed", async () => {
    await page.evaluate(() => window.cityScene.dispose());
    expect(await page.evaluate(() => document.getElementById("scene")?.childElementCount)).toBe(0);
  });
});

interface Line {
  readonly points: readonly unknown[];
  readonly horizontalM: number;
  readonly riseM: number;
  readonly isOpen: boolean;
}

async function show(change: () => void): Promise<void> {
  await page.evaluate(change);
  await rig.settle();
}

async function setLayers(layers: readonly SceneLayer[]): Promise<void> {
  await page.evaluate((next) => window.cityScene.setLayers(next), layers as SceneLayer[]);
  await rig.settle();
}

/** The pixel of a place, metres from {@link PLACE}, in the picture from straight above. */
async function screenOf(eastM: number, northM: number): Promise<{ xPx: number; yPx: number }> {
  const metresPerPixel = (2 * 500 * Math.tan(Math.PI / 6)) / PICTURE_PX.width;
  return {
    xPx: PICTURE_PX.width / 2 + eastM / metresPerPixel,
    yPx: PICTURE_PX.height / 2 - northM / metresPerPixel,
  };
}

async function pixelOf(eastM: number, northM: number): Promise<Pixel> {
  const { xPx, yPx } = await screenOf(eastM, northM);
  return rig.pixelAt(xPx, yPx);
}

async function clickAt(eastM: number, northM: number): Promise<void> {
  const { xPx, yPx } = await screenOf(eastM, northM);
  await page.mouse.click(xPx, yPx);
}

const lightness = ([red, green, blue]: Pixel) => (red + green + blue) / 3;
const blueness = ([red, , blue]: Pixel) => blue - red;
const eyeHeightM = () => page.evaluate(() => window.lastView?.eyeHeightM ?? Number.NaN);

/** Pixels of the names' canvas that one can see. */
const inkOfNames = () =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>("#scene > canvas[aria-hidden]");
    const { data } = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? {
      data: [],
    };
    let ink = 0;
    for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) > 1) ink++;
    return ink;
  });

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { enuToEcef, geodeticToEcef, transformDirection } from "@shuicheng/shared/geo";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ray } from "../../../../test/browser/three-page.ts";
import type { CameraPlace } from "../client/view-store.ts";
import { type BuiltPage, openBuiltPage } from "./fixture/built-page.suite.ts";
import { convertSample, type SampleModel } from "./fixture/sample-model.suite.ts";
import { openSceneRig, PICTURE_PX, type SceneRig } from "./fixture/scene-rig.suite.ts";

const FILE = resolve(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "ifc/duplex_georeferenced.ifc");
const THREE_PAGE = resolve("test/browser/three-page.html");
const ID = "duplex";
const TILESET = `/tiles/${ID}/tileset.json`;
/** Cesium's angle of view, across the longer side of the picture. */
const VIEW_RAD = Math.PI / 3;
/** Pixels between the points that are picked, and from a point to those that must show the same element as it does. */
const STEP_PX = 8;
const MARGIN_PX = 2;

describe.skipIf(!existsSync(FILE))("a building model in Cesium and in three.js", () => {
  let model: SampleModel;
  let cesium: SceneRig;
  let three: BuiltPage;

  beforeAll(async () => {
    model = await convertSample(ID, FILE);
    const { lonDeg: lon, latDeg: lat } = model.pose;
    cesium = await openSceneRig(model.files);
    await cesium.page.evaluate(
      ({ layer, positions }) => {
        window.cityScene.setLayers([layer]);
        window.cityScene.setPositions(layer.id, Float64Array.from(positions));
        window.cityScene.flyToLayer(layer.id);
      },
      {
        layer: {
          ...{ id: ID, kind: "models" as const, tileset: TILESET, revision: 1, isVisible: true, opacity: 1 },
          features: model.table.objects.elementCount,
          bbox: [lon - 1e-4, lat - 2e-4, lon + 1e-4, lat + 1e-5] as const,
        },
        positions: model.positions,
      },
    );
    await cesium.settle();
    three = await openBuiltPage(THREE_PAGE, { tiles: model.files });
  });
  afterAll(async () => {
    await cesium?.close();
    await three?.close();
  });

  it("gives the same element at the same place, seen along the same line", async () => {
    const camera = await cesium.page.evaluate(() => window.lastView?.camera);
    if (!camera) throw new Error("the scene told no view");
    const eye = rayThrough(camera, PICTURE_PX.width / 2, PICTURE_PX.height / 2);
    await three.page.evaluate(({ url, ray }) => window.openTileset(url, ray), { url: TILESET, ray: eye });
    const points = await findInnerPoints(camera);
    const elements = new Set(points.map(({ featureIndex }) => featureIndex));
    expect(elements.size).toBeGreaterThanOrEqual(5);
    // Two points of each element: where one lies is no chance.
    const chosen = [...elements].flatMap((element) =>
      points.filter(({ featureIndex }) => featureIndex === element).slice(0, 2),
    );
    for (const { xPx, yPx, featureIndex } of chosen) {
      expect(await pickAt(xPx, yPx), `at ${xPx}, ${yPx}`).toEqual({ layer: ID, featureIndex });
    }
    expect([...cesium.troubles, ...three.troubles]).toEqual([]);
  });

  /** Points at which three.js sees an element, and the same one all around: on an edge either may be right. */
  async function findInnerPoints(camera: CameraPlace) {
    const places: { readonly xPx: number; readonly yPx: number }[] = [];
    for (let yPx = STEP_PX; yPx < PICTURE_PX.height; yPx += STEP_PX)
      for (let xPx = STEP_PX; xPx < PICTURE_PX.width; xPx += STEP_PX) places.push({ xPx, yPx });
    const around = [
      [0, 0],
      [-MARGIN_PX, -MARGIN_PX],
      [MARGIN_PX, -MARGIN_PX],
      [-MARGIN_PX, MARGIN_PX],
      [MARGIN_PX, MARGIN_PX],
    ] as const;
    const rays = places.flatMap(({ xPx, yPx }) =>
      around.map(([x, y]) => rayThrough(camera, xPx + x + 0.5, yPx + y + 0.5)),
    );
    const hits = await three.page.evaluate((all) => window.castRays(all), rays);
    return places.flatMap((place, k) => {
      const [featureIndex = null, ...others] = hits.slice(around.length * k, around.length * (k + 1));
      return featureIndex !== null && others.every((hit) => hit === featureIndex)
        ? [{ ...place, featureIndex }]
        : [];
    });
  }

  async function pickAt(xPx: number, yPx: number): Promise<unknown> {
    const { page } = cesium;
    await page.evaluate(() => Object.assign(window, { lastPick: undefined }));
    await page.mouse.click(xPx, yPx);
    await page.waitForFunction(() => window.lastPick !== undefined, undefined, { timeout: 60_000 });
    return page.evaluate(() => window.lastPick);
  }
});

/** The line from the eye through a point of the picture, in ECEF, worked out from where the eye is said to be. */
function rayThrough(camera: CameraPlace, xPx: number, yPx: number): Ray {
  const [heading, pitch] = [camera.headingDeg, camera.pitchDeg].map((deg) => (deg * Math.PI) / 180) as [
    number,
    number,
  ];
  const [sinH, cosH, sinP, cosP] = [Math.sin(heading), Math.cos(heading), Math.sin(pitch), Math.cos(pitch)];
  const forward = [sinH * cosP, cosH * cosP, sinP];
  const right = [cosH, -sinH, 0];
  const up = [-sinH * sinP, -cosH * sinP, cosP];
  const half = Math.tan(VIEW_RAD / 2) / (PICTURE_PX.width / 2);
  const [x, y] = [(xPx - PICTURE_PX.width / 2) * half, (PICTURE_PX.height / 2 - yPx) * half];
  const enu = [0, 1, 2].map((k) => forward[k]! + x * right[k]! + y * up[k]!) as [number, number, number];
  const origin = { lonDeg: camera.lonDeg, latDeg: camera.latDeg, ellipsoidalHeightM: camera.heightM };
  return { originEcefM: geodeticToEcef(origin), directionEcef: transformDirection(enuToEcef(origin), enu) };
}

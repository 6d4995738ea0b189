import { FEATURE_INDEX_PROPERTY } from "@shuicheng/shared/tiles";
import {
  type Cesium3DTile,
  type Cesium3DTileFeature,
  Cesium3DTileset,
  CesiumWidget,
  Color,
  Ellipsoid,
  Globe,
} from "cesium";
import { createCityScene } from "../../../../packages/viewer/src/scene/index.ts";

/** A layer of the server's as far as painting needs it. */
interface PaintLayer {
  readonly id: string;
  readonly kind: "water";
  readonly tileset: string;
  readonly features: number;
  readonly revision: number;
  readonly bbox: readonly [number, number, number, number];
}

/** So many features go back and forth between normal and `status`, so many times. */
export interface PaintOrder {
  readonly layer: PaintLayer;
  readonly changes: number;
  readonly rounds: number;
  /** Theirs sets a colour instead. */
  readonly status: number;
  /** Decides how many tiles, and so how many features, theirs has to colour; ours holds all anyway. */
  readonly screenErrorPx: number;
}

/** Script time of each round, ms: setting the colours, and all of the frame that follows. */
export interface PaintTimes {
  readonly setMs: number[];
  readonly frameMs: number[];
  readonly idleFrameMs: number[];
  /** Features that the tiles in view hold. */
  readonly features: number;
}

declare global {
  interface Window {
    paintOurs(order: PaintOrder): Promise<PaintTimes>;
    paintFeatures(order: PaintOrder): Promise<PaintTimes>;
  }
}

const place = document.getElementById("place") as HTMLElement;
const nextFrame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));

/** Our way: status bytes into one texture that a custom shader reads. */
window.paintOurs = async ({ layer, changes, rounds, status: painted }) => {
  const scene = createCityScene(place, { msaaSamples: 1 });
  let pending = Number.POSITIVE_INFINITY;
  scene.onState((state) => {
    pending = state.pendingTiles;
  });
  scene.setLayers([{ ...layer, isVisible: true, opacity: 1 }]);
  scene.paint(layer.id, new Uint8Array(layer.features).fill(1), "all");
  scene.flyToLayer(layer.id);
  await settle(() => pending);
  const status = new Uint8Array(layer.features).fill(1);
  const changed = pickIndices(layer.features, changes);
  const counts = window.__pageProbe;
  const times: PaintTimes = { setMs: [], frameMs: [], idleFrameMs: [], features: layer.features };
  for (let round = 0; round < rounds; round++) {
    // A frame without paint: the selection asks for one.
    times.idleFrameMs.push(
      await timeFrame(counts, () => scene.select({ layer: layer.id, featureIndex: round })),
    );
    for (const index of changed) status[index] = round % 2 === 0 ? painted : 1;
    const began = performance.now();
    scene.paint(layer.id, status, changed);
    times.setMs.push(performance.now() - began);
    times.frameMs.push(await timeFrame(counts, () => {}));
  }
  scene.dispose();
  return times;
};

/** Cesium's way: `feature.color` of each feature that changed, in the tiles in view. */
window.paintFeatures = async ({ layer, changes, rounds, screenErrorPx }) => {
  const widget = new CesiumWidget(place, {
    globe: new Globe(Ellipsoid.WGS84),
    baseLayer: false,
    skyBox: false,
    skyAtmosphere: false,
    requestRenderMode: true,
    maximumRenderTimeChange: Number.POSITIVE_INFINITY,
    msaaSamples: 1,
  });
  const { scene } = widget;
  scene.globe.show = false;
  const tileset = await Cesium3DTileset.fromUrl(layer.tileset, { maximumScreenSpaceError: screenErrorPx });
  scene.primitives.add(tileset);
  const features = new Map<number, Cesium3DTileFeature>();
  tileset.tileLoad.addEventListener(({ content }: Cesium3DTile) => {
    for (let id = 0; id < content.featuresLength; id++) {
      const feature = content.getFeature(id);
      features.set(Number(feature.getProperty(FEATURE_INDEX_PROPERTY)), feature);
    }
  });
  scene.camera.flyToBoundingSphere(tileset.boundingSphere, { duration: 0 });
  let pending = Number.POSITIVE_INFINITY;
  tileset.loadProgress.addEventListener((waiting: number, processing: number) => {
    pending = waiting + processing;
  });
  scene.requestRender();
  await settle(() => pending);
  const known = [...features.values()];
  const changing = pickIndices(known.length, changes);
  const colours = [Color.fromCssColorString("#E5484D"), Color.fromCssColorString("#7B8894")];
  const counts = window.__pageProbe;
  const times: PaintTimes = { setMs: [], frameMs: [], idleFrameMs: [], features: known.length };
  for (let round = 0; round < rounds; round++) {
    times.idleFrameMs.push(await timeFrame(counts, () => scene.requestRender()));
    const began = performance.now();
    for (const index of changing) (known[index] as Cesium3DTileFeature).color = colours[round % 2] as Color;
    times.setMs.push(performance.now() - began);
    times.frameMs.push(await timeFrame(counts, () => scene.requestRender()));
  }
  widget.destroy();
  return times;
};

/** `count` indices, evenly spread. */
function pickIndices(total: number, count: number): Uint32Array {
  const step = Math.max(1, Math.floor(total / count));
  return Uint32Array.from({ length: Math.min(count, Math.ceil(total / step)) }, (_, i) => i * step);
}

/** Time in the frame that `ask` has drawn, which may be a while from now. */
async function timeFrame(counts: { frames: number; frameMs: number }, ask: () => void): Promise<number> {
  const { frames, frameMs } = counts;
  ask();
  while (counts.frames === frames) await nextFrame();
  return counts.frameMs - frameMs;
}

/** Waits until nothing was pending for two seconds. */
async function settle(pending: () => number): Promise<void> {
  let quietSince = performance.now();
  while (performance.now() - quietSince < 2_000) {
    if (pending() !== 0) quietSince = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

import { buildModuleUrl, ImageryLayer, type Scene, TileMapServiceImageryProvider } from "cesium";
import type { ThemeName } from "../client/view-store.ts";

/** The far globe's picture ends at this terrain level; nearer ground is of one colour. */
const LAST_FAR_LEVEL = 5;
/**
 * Below the first height of the eye above the ellipsoid the ground is of the theme's own colour, from the second on the
 * picture is whole. A continent seen through a city whose map is still to come would be the wrong place.
 */
const PICTURE_M = { none: 250_000, whole: 700_000 } as const;

/** How the picture is toned, quiet enough for what lies on it. */
const TONES: Readonly<Record<ThemeName, { brightness: number; saturation: number; contrast: number }>> = {
  night: { brightness: 0.55, saturation: 0.18, contrast: 1.1 },
  day: { brightness: 1.5, saturation: 0.35, contrast: 0.75 },
};

/** How much of the far globe's picture an eye at this height sees, 0–1. Height above the ellipsoid, metres. */
export function farGlobeShare(eyeHeightM: number): number {
  const share = (eyeHeightM - PICTURE_M.none) / (PICTURE_M.whole - PICTURE_M.none);
  return Math.min(Math.max(share, 0), 1);
}

/** Lays the picture of the whole Earth (Natural Earth II) lowest on the globe, unseen until the eye is far away. */
export function layFarGlobe({ globe }: Scene): void {
  const layer = ImageryLayer.fromProviderAsync(
    TileMapServiceImageryProvider.fromUrl(buildModuleUrl("Assets/Textures/NaturalEarthII"), {
      credit: "Natural Earth II",
    }),
    { maximumTerrainLevel: LAST_FAR_LEVEL, show: false },
  );
  globe.imageryLayers.add(layer, 0);
}

/** Gives the picture the tones of a theme. */
export function toneFarGlobe({ globe }: Scene, theme: ThemeName): void {
  Object.assign(globe.imageryLayers.get(0), TONES[theme]);
}

/** Brings the picture up to where the camera is now; once a frame, before it is drawn. */
export function updateFarGlobe({ globe, camera }: Scene): void {
  const layer = globe.imageryLayers.get(0);
  const share = farGlobeShare(camera.positionCartographic.height);
  layer.show = share > 0;
  layer.alpha = share;
}

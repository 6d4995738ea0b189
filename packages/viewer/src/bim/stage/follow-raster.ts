import { OrthographicCamera, PerspectiveCamera, type Scene, type Vector3 } from "three";

/**
 * Keeps `raster` (see `SharedUniforms`) with what a scene is drawn on: the canvas, or a piece of a picture, so that patterns
 * go on from piece to piece and are as wide on a picture as on the canvas.
 */
export function followRaster(scene: Scene, raster: Vector3): void {
  scene.onBeforeRender = (renderer, _scene, camera) => {
    const view =
      camera instanceof PerspectiveCamera || camera instanceof OrthographicCamera ? camera.view : null;
    // Only a camera of a picture has it, CSS pixels.
    const heightPx = camera.userData.pictureHeightPx as number | undefined;
    if (!view?.enabled || heightPx === undefined) raster.set(0, 0, renderer.getPixelRatio());
    else raster.set(view.offsetX, view.fullHeight - view.offsetY - view.height, view.fullHeight / heightPx);
  };
}

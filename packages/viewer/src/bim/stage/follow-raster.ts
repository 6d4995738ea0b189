import { OrthographicCamera, PerspectiveCamera, type Scene, Vector2, type Vector4 } from "three";

/** How far a line one pixel wide comes towards the eye, in heights of the picture at its distance: most of a pixel. */
const LINE_STEP = 0.65;

/**
 * Keeps `raster` with what a scene is drawn on: the canvas, or a piece of a picture, so that patterns go on from piece to piece
 * and are as wide on a picture as on the canvas, and lines stand before their faces by what they are wide.
 *
 * @param raster x, y: where what is drawn next begins in the whole picture, from the left and from below, pixels. z: how many
 * pixels a CSS pixel has. w: how far lines come towards the eye, as a share of their distance.
 */
export function followRaster(scene: Scene, raster: Vector4): void {
  const drawn = new Vector2();
  scene.onBeforeRender = (renderer, _scene, camera) => {
    const view =
      camera instanceof PerspectiveCamera || camera instanceof OrthographicCamera ? camera.view : null;
    // Only a camera of a picture has it, CSS pixels.
    const heightPx = camera.userData.pictureHeightPx as number | undefined;
    if (!view?.enabled || heightPx === undefined) {
      raster.set(0, 0, renderer.getPixelRatio(), LINE_STEP / renderer.getDrawingBufferSize(drawn).y);
      return;
    }
    const { offsetX, offsetY, height, fullHeight } = view;
    const ratio = fullHeight / heightPx;
    const lineStep = (LINE_STEP * Math.max(1, Math.round(ratio))) / fullHeight;
    raster.set(offsetX, fullHeight - offsetY - height, ratio, lineStep);
  };
}

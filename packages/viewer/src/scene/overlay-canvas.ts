/** Lays a see-through canvas over all of `container`; it takes no clicks and no reader's attention. */
export function layCanvas(container: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.style.cssText = "position:absolute;inset:0;width:100%;height:100%;pointer-events:none";
  canvas.setAttribute("aria-hidden", "true");
  container.append(canvas);
  return canvas;
}

/**
 * Empties the canvas, gives it the device's own pixels and makes a unit a CSS pixel.
 *
 * One pixel in the corner keeps the least opacity there is: a frame of nothing but clearing was dropped by Chromium
 * (software rendering), and what had been drawn before stayed on the picture.
 */
export function startDrawing(context: CanvasRenderingContext2D): void {
  const { canvas } = context;
  const scale = Math.min(window.devicePixelRatio, 2);
  const width = Math.round(canvas.clientWidth * scale);
  const height = Math.round(canvas.clientHeight * scale);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.reset();
  context.fillStyle = "rgba(0,0,0,0.004)";
  context.fillRect(0, 0, 1, 1);
  context.scale(scale, scale);
}

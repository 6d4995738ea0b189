import type { MeasureTool } from "./measure-tool.ts";

/**
 * Enter ends the line, Backspace and Escape take its last point back; with none left Escape is free for the page.
 * Listens on the picture, which has the focus after the first click. @returns Ends it.
 */
export function watchMeasureKeys(
  canvas: HTMLCanvasElement,
  tool: MeasureTool,
  isMeasuring: () => boolean,
): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (!isMeasuring() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") tool.end();
    else if ((event.key !== "Backspace" && event.key !== "Escape") || !tool.takeBack()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  canvas.addEventListener("keydown", onKey);
  return () => canvas.removeEventListener("keydown", onKey);
}

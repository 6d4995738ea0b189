import { THEMES } from "../app/tokens.ts";
import type { ThemeName } from "../client/view-store.ts";

const SIZE_PX = 8;
const patterns = new Map<ThemeName, { image: HTMLCanvasElement; repeat: "repeat" }>();

/** 45° hatch for a chart: old or missing, as everywhere on the page. */
export function trendHatch(theme: ThemeName) {
  const known = patterns.get(theme);
  if (known) return known;
  const made = { image: drawHatch(THEMES[theme].status.stale), repeat: "repeat" } as const;
  patterns.set(theme, made);
  return made;
}

function drawHatch(colour: string): HTMLCanvasElement {
  const image = document.createElement("canvas");
  [image.width, image.height] = [SIZE_PX, SIZE_PX];
  const pen = image.getContext("2d");
  if (!pen) return image;
  pen.strokeStyle = colour;
  pen.globalAlpha = 0.3;
  pen.lineWidth = 1.6;
  pen.beginPath();
  for (const x of [-SIZE_PX, 0, SIZE_PX]) {
    pen.moveTo(x - 1, SIZE_PX + 1);
    pen.lineTo(x + SIZE_PX + 1, -1);
  }
  pen.stroke();
  return image;
}

import { Cartesian3, type Scene } from "cesium";
import { THEMES, tokens } from "../../app/tokens.ts";
import type { Measurement, ThemeName } from "../../client/view-store.ts";
import type { Language } from "../../format/language.ts";
import { formatDistance, formatMeasurement } from "../../format/measurement.ts";
import { layCanvas, startDrawing } from "../overlay-canvas.ts";
import { createProjection } from "../project-points.ts";
import type { ScreenPosition } from "../scene-contract.ts";
import type { MeasureAim } from "./measure-aim.ts";
import { ecefOf, type MeasuredPoint, measureStep } from "./measure-line.ts";
import type { MeasureTool } from "./measure-tool.ts";

const FONT = `500 12px ${tokens.type.family}`;
const LABEL = { heightPx: 20, paddingPx: 6, risePx: 14 } as const;
/** A point off the picture still carries its line. */
const MARGIN_PX = 20_000;

/** The panel's words, short. */
const WORDS: Readonly<
  Record<Language, { readonly length: string; readonly horizontal: string; readonly rise: string }>
> = {
  zh: { length: "空间", horizontal: "水平", rise: "高差" },
  en: { length: "In space", horizontal: "Horizontal", rise: "Rise" },
};
/** Half the cross-hair's lines, and the gap around what it aims at. */
const CROSS = { armPx: 14, gapPx: 4 } as const;

/** The measured line over the picture: white, on top of everything, crisp at every zoom. */
export interface MeasureOverlay {
  /** For the frame just drawn. */
  draw(scene: Scene, look: { readonly theme: ThemeName; readonly language: Language }): void;
  dispose(): void;
}

/** Lays the measure's canvas over the scene. */
export function createMeasureOverlay(
  container: HTMLElement,
  tool: MeasureTool,
  aim: MeasureAim,
): MeasureOverlay {
  const canvas = layCanvas(container);
  const context = canvas.getContext("2d");
  let isEmpty = true;
  return {
    draw(scene, { theme, language }) {
      const measurement = tool.measurement();
      const isBlank = !measurement && !aim.isShown();
      if (!context || (isBlank && isEmpty)) return;
      startDrawing(context);
      isEmpty = isBlank;
      const ink = {
        line: THEMES[theme].selection,
        halo: theme === "night" ? "rgba(8,11,14,.75)" : "rgba(255,255,255,.85)",
      };
      if (aim.isShown()) drawCross(context, aim.place(), ink);
      if (!measurement) return;
      const next = tool.nextPoint();
      const points = next ? [...measurement.points, next] : measurement.points;
      const project = createProjection(scene, MARGIN_PX);
      const places = points.map((point) => project(Cartesian3.fromArray([...ecefOf(point)])));
      drawLine(context, places, next !== null, ink);
      places.forEach((place, index) => {
        if (place && !(next && index === places.length - 1)) drawPoint(context, place, ink);
      });
      drawLabels(context, { measurement, points, places }, { theme, language });
    },
    dispose: () => canvas.remove(),
  };
}

interface Ink {
  readonly line: string;
  readonly halo: string;
}

/** The last step, where it follows the pointer, is broken. */
function drawLine(
  context: CanvasRenderingContext2D,
  places: readonly (ScreenPosition | null)[],
  isLastOpen: boolean,
  { line, halo }: Ink,
): void {
  for (const [colour, widthPx] of [
    [halo, 5],
    [line, 2],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = widthPx;
    context.lineCap = "round";
    places.slice(1).forEach((to, index) => {
      const from = places[index];
      if (!from || !to) return;
      context.setLineDash(isLastOpen && index === places.length - 2 ? [6, 6] : []);
      context.beginPath();
      context.moveTo(from.xPx, from.yPx);
      context.lineTo(to.xPx, to.yPx);
      context.stroke();
    });
  }
  context.setLineDash([]);
}

function drawPoint(
  context: CanvasRenderingContext2D,
  { xPx, yPx }: ScreenPosition,
  { line, halo }: Ink,
): void {
  context.beginPath();
  context.arc(xPx, yPx, 4, 0, 2 * Math.PI);
  context.fillStyle = line;
  context.strokeStyle = halo;
  context.lineWidth = 2;
  context.fill();
  context.stroke();
}

/** What the keyboard aims at is left free in the middle. */
function drawCross(context: CanvasRenderingContext2D, { xPx, yPx }: ScreenPosition, ink: Ink): void {
  context.lineCap = "round";
  for (const [colour, widthPx] of [
    [ink.halo, 5],
    [ink.line, 2],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = widthPx;
    context.beginPath();
    for (const side of [-1, 1]) {
      context.moveTo(xPx + side * CROSS.gapPx, yPx);
      context.lineTo(xPx + side * CROSS.armPx, yPx);
      context.moveTo(xPx, yPx + side * CROSS.gapPx);
      context.lineTo(xPx, yPx + side * CROSS.armPx);
    }
    context.stroke();
  }
}

/**
 * The length of each step, that to the pointer too, and the sums of what is set: the panel's numbers, in its rounding.
 */
function drawLabels(
  context: CanvasRenderingContext2D,
  line: {
    readonly measurement: Measurement;
    /** The measured points, and the one that the pointer would add. */
    readonly points: readonly MeasuredPoint[];
    readonly places: readonly (ScreenPosition | null)[];
  },
  look: { readonly theme: ThemeName; readonly language: Language },
): void {
  const { measurement, points, places } = line;
  if (points.length > 2 || measurement.points.length === 1) {
    places.slice(1).forEach((to, index) => {
      const from = places[index];
      if (!from || !to || Math.hypot(to.xPx - from.xPx, to.yPx - from.yPx) < 70) return;
      const step = measureStep(points[index] as MeasuredPoint, points[index + 1] as MeasuredPoint);
      const middle = { xPx: (from.xPx + to.xPx) / 2, yPx: (from.yPx + to.yPx) / 2 };
      drawPlate(context, middle, [formatDistance(step.lengthM)], look.theme);
    });
  }
  const end = places[measurement.points.length - 1];
  if (!end || measurement.points.length < 2) return;
  const words = WORDS[look.language];
  const { length, horizontal, rise } = formatMeasurement(measurement);
  drawPlate(
    context,
    { xPx: end.xPx, yPx: end.yPx - LABEL.risePx - LABEL.heightPx * 1.5 },
    [`${words.length} ${length}`, `${words.horizontal} ${horizontal}`, `${words.rise} ${rise}`],
    look.theme,
  );
}

function drawPlate(
  context: CanvasRenderingContext2D,
  centre: ScreenPosition,
  lines: readonly string[],
  theme: ThemeName,
): void {
  const { surface, text, form } = THEMES[theme];
  context.font = FONT;
  const widthPx = Math.max(...lines.map((line) => context.measureText(line).width)) + 2 * LABEL.paddingPx;
  const heightPx = lines.length * LABEL.heightPx;
  const [leftPx, topPx] = [Math.round(centre.xPx - widthPx / 2), Math.round(centre.yPx - heightPx / 2)];
  context.fillStyle = surface.panel;
  context.strokeStyle = form.border;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(leftPx + 0.5, topPx + 0.5, widthPx, heightPx, tokens.radiusPx);
  context.fill();
  context.stroke();
  context.textAlign = "left";
  context.textBaseline = "middle";
  lines.forEach((line, index) => {
    context.fillStyle = index === 0 ? text.primary : text.secondary;
    context.fillText(line, leftPx + LABEL.paddingPx, topPx + (index + 0.5) * LABEL.heightPx + 1);
  });
}

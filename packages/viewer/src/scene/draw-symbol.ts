import {
  MARKS_OF,
  type MarkPath,
  type MarkShape,
  SEVERITY_COLOURS_OF,
  THEMES,
  tokens,
  UNACKNOWLEDGED_RING,
} from "../app/tokens.ts";
import type { ThemeName } from "../client/view-store.ts";
import type { SymbolCluster } from "./cluster-symbols.ts";

/** From the foot up to the lower edge of the mark, CSS pixels. */
const STEM_PX = 24;
/** Side of a mark: acknowledged, and not yet. Not below 20: it has to be seen and hit. */
const MARK_PX = { acknowledged: 22, unacknowledged: 24 } as const;
const PLATE = { heightPx: 28, paddingPx: 6, gapPx: 6, markPx: 18 } as const;
const COUNT_FONT = `600 14px ${tokens.type.family}`;
/** The mark's side in its own path units. */
const MARK_BOX = 16;

/** A rectangle that answers to the mouse, CSS pixels. */
export interface HitBox {
  readonly leftPx: number;
  readonly topPx: number;
  readonly rightPx: number;
  readonly bottomPx: number;
}

/** What a symbol is drawn on. */
type SymbolContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Where a mark goes: its centre and its side, CSS pixels. */
interface MarkPlace {
  readonly xPx: number;
  readonly yPx: number;
  readonly sidePx: number;
}

/** A plate's outline, CSS pixels. */
interface PlateOutline {
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Under what is white by night and dark by day. */
const HALO: Readonly<Record<ThemeName, string>> = {
  night: tokens.surface.scrim,
  day: "rgba(255,255,255,.8)",
};

const pathCache = new Map<string, Path2D>();

/**
 * Draws a symbol: foot, stem, and a mark, or a plate with the worst mark and the count.
 *
 * @param look `isRingShown`: the ring of an unacknowledged mark; it alone blinks.
 * @returns Where it can be hit.
 */
export function drawSymbol(
  context: SymbolContext,
  { lead, members, isUnacknowledged }: SymbolCluster<unknown>,
  { isRingShown, theme }: { readonly isRingShown: boolean; readonly theme: ThemeName },
): HitBox {
  const { xPx, yPx, mark } = lead;
  drawStem(context, xPx, yPx, theme);
  if (members.length > 1) {
    return drawPlate(context, { xPx, yPx: yPx - STEM_PX }, mark.shape, {
      count: members.length,
      hasRing: isUnacknowledged && isRingShown,
      theme,
    });
  }
  const sidePx = isUnacknowledged ? MARK_PX.unacknowledged : MARK_PX.acknowledged;
  const ringPx = isUnacknowledged ? (UNACKNOWLEDGED_RING.radius / MARK_BOX) * sidePx - sidePx / 2 : 0;
  const centreYPx = yPx - STEM_PX - ringPx - sidePx / 2;
  const place = { xPx, yPx: centreYPx, sidePx };
  drawBacking(context, place, theme);
  drawMark(context, mark.shape, place, theme);
  if (isUnacknowledged && isRingShown) drawRing(context, mark.shape, place, theme);
  const reachPx = sidePx / 2 + ringPx + 2;
  return { leftPx: xPx - reachPx, topPx: centreYPx - reachPx, rightPx: xPx + reachPx, bottomPx: yPx + 4 };
}

/** Draws the sign of the selection: a broken white ring around a dot. */
export function drawSelection(
  context: SymbolContext,
  { xPx, yPx }: { readonly xPx: number; readonly yPx: number },
  theme: ThemeName,
): void {
  const trace = (colour: string, extraPx: number) => {
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = 2 + extraPx;
    context.setLineDash([14, 9.56]);
    context.lineDashOffset = 7;
    context.beginPath();
    context.arc(xPx, yPx, 15, 0, 2 * Math.PI);
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    context.arc(xPx, yPx, 3 + extraPx / 2, 0, 2 * Math.PI);
    context.fill();
  };
  trace(HALO[theme], 3);
  trace(THEMES[theme].selection, 0);
}

function drawStem(context: SymbolContext, xPx: number, yPx: number, theme: ThemeName): void {
  for (const [colour, widthPx] of [
    [HALO[theme], 3],
    [THEMES[theme].status.neutral, 1.2],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = widthPx;
    context.beginPath();
    context.ellipse(xPx, yPx, 4, 2.2, 0, 0, 2 * Math.PI);
    context.moveTo(xPx, yPx - 2);
    context.lineTo(xPx, yPx - STEM_PX);
    context.stroke();
  }
}

function drawPlate(
  context: SymbolContext,
  foot: { readonly xPx: number; readonly yPx: number },
  shape: MarkShape,
  { count, hasRing, theme }: { readonly count: number; readonly hasRing: boolean; readonly theme: ThemeName },
): HitBox {
  const text = String(count);
  context.font = COUNT_FONT;
  const textPx = Math.ceil(context.measureText(text).width);
  const { heightPx, paddingPx, gapPx, markPx } = PLATE;
  const widthPx = paddingPx * 2 + markPx + gapPx + textPx;
  const leftPx = Math.round(foot.xPx - widthPx / 2);
  const topPx = Math.round(foot.yPx - heightPx);
  const colour = colourOf(shape, theme);
  context.fillStyle = THEMES[theme].surface.panel;
  context.beginPath();
  context.roundRect(leftPx, topPx, widthPx, heightPx, tokens.radiusPx);
  context.fill();
  if (hasRing) strokePlate(context, inset({ leftPx, topPx, widthPx, heightPx }, -3.5), colour, 1.2);
  strokePlate(context, inset({ leftPx, topPx, widthPx, heightPx }, 0.75), colour, 1.5);
  const middlePx = topPx + heightPx / 2;
  drawMark(context, shape, { xPx: leftPx + paddingPx + markPx / 2, yPx: middlePx, sidePx: markPx }, theme);
  context.fillStyle = THEMES[theme].text.primary;
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.fillText(text, leftPx + paddingPx + markPx + gapPx, middlePx + 1);
  return { leftPx, topPx, rightPx: leftPx + widthPx, bottomPx: foot.yPx + STEM_PX + 4 };
}

function inset({ leftPx, topPx, widthPx, heightPx }: PlateOutline, byPx: number): PlateOutline {
  return {
    leftPx: leftPx + byPx,
    topPx: topPx + byPx,
    widthPx: widthPx - 2 * byPx,
    heightPx: heightPx - 2 * byPx,
  };
}

function strokePlate(
  context: SymbolContext,
  { leftPx, topPx, widthPx, heightPx }: PlateOutline,
  colour: string,
  linePx: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = linePx;
  context.beginPath();
  context.roundRect(leftPx, topPx, widthPx, heightPx, tokens.radiusPx);
  context.stroke();
}

/** A soft disc of the page's colour, so that a mark reads over a bright pipe. */
function drawBacking(context: SymbolContext, { xPx, yPx, sidePx }: MarkPlace, theme: ThemeName): void {
  context.globalAlpha = 0.6;
  context.fillStyle = THEMES[theme].surface.page;
  context.beginPath();
  context.arc(xPx, yPx, sidePx / 2 + 1, 0, 2 * Math.PI);
  context.fill();
  context.globalAlpha = 1;
}

function drawMark(
  context: SymbolContext,
  shape: MarkShape,
  { xPx, yPx, sidePx }: MarkPlace,
  theme: ThemeName,
): void {
  context.save();
  context.translate(xPx - sidePx / 2, yPx - sidePx / 2);
  context.scale(sidePx / MARK_BOX, sidePx / MARK_BOX);
  for (const path of MARKS_OF[theme][shape]) drawPath(context, path);
  context.restore();
}

function drawPath(context: SymbolContext, { d, fill, stroke, width = 1, dash = [] }: MarkPath): void {
  let path = pathCache.get(d);
  if (!path) {
    path = new Path2D(d);
    pathCache.set(d, path);
  }
  if (fill) {
    context.fillStyle = fill;
    context.fill(path);
  }
  if (!stroke) return;
  context.strokeStyle = stroke;
  context.lineWidth = width;
  context.setLineDash([...dash]);
  context.stroke(path);
  context.setLineDash([]);
}

function drawRing(
  context: SymbolContext,
  shape: MarkShape,
  { xPx, yPx, sidePx }: MarkPlace,
  theme: ThemeName,
): void {
  const scale = sidePx / MARK_BOX;
  context.strokeStyle = colourOf(shape, theme);
  context.lineWidth = UNACKNOWLEDGED_RING.width * scale;
  context.beginPath();
  context.arc(xPx, yPx, UNACKNOWLEDGED_RING.radius * scale, 0, 2 * Math.PI);
  context.stroke();
}

/** The colour a plate's border and a ring take from their mark. */
function colourOf(shape: MarkShape, theme: ThemeName): string {
  const severities = SEVERITY_COLOURS_OF[theme];
  switch (shape) {
    case "octagon":
      return severities.critical;
    case "triangle":
      return severities.high;
    case "diamond":
      return severities.medium;
    case "circle":
      return severities.low;
    case "dot":
      return severities.advisory;
    case "clock":
    case "question":
    case "slash":
    case "shelved":
      return THEMES[theme].status.outOfService;
  }
}

import { chooseScaleBar, type ScaleBar } from "../../client/inspector/picture/scale-bar.ts";
import { LEGEND_LINE_PX, type PictureSheet, type SheetBox, type SheetLayout } from "./picture-sheet.ts";

/** Colours as CSS has them. */
export interface SheetLook {
  readonly paper: string;
  readonly line: string;
  readonly ink: string;
  readonly faint: string;
  readonly family: string;
}

type Context = CanvasRenderingContext2D;

/** Draws what stands on a picture besides the model. The context's unit is the CSS pixel. */
export function drawSheet(context: Context, sheet: PictureSheet, layout: SheetLayout, look: SheetLook): void {
  context.save();
  context.textBaseline = "middle";
  if (layout.band) drawBand(context, sheet, layout.band, layout.bar, look);
  if (layout.bar && sheet.scale) {
    const isInBand = layout.band !== undefined && layout.bar.y >= layout.band.y;
    if (!isInBand) drawPlate(context, layout.bar, look);
    const bar = chooseScaleBar(sheet.scale.metresPerPx, layout.bar.maxBarPx);
    if (bar) drawBar(context, bar, sheet.scale.note, layout.bar, look);
  }
  layout.legends.forEach((box, at) => {
    const legend = sheet.legends[at];
    if (legend) drawLegend(context, legend, box, sheet.more, look);
  });
  context.restore();
}

function drawPlate(context: Context, { x, y, widthPx, heightPx }: SheetBox, look: SheetLook): void {
  context.fillStyle = look.paper;
  context.strokeStyle = look.line;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(x + 0.5, y + 0.5, widthPx - 1, heightPx - 1, 4);
  context.fill();
  context.stroke();
}

function drawBand(
  context: Context,
  { title }: PictureSheet,
  { x, y, widthPx, heightPx }: SheetBox,
  bar: SheetBox | undefined,
  look: SheetLook,
): void {
  context.fillStyle = look.paper;
  context.fillRect(x, y, widthPx, heightPx);
  context.fillStyle = look.line;
  context.fillRect(x, y, widthPx, 1);
  if (!title) return;
  const left = x + 16;
  const end = (bar && bar.y >= y ? bar.x : x + widthPx) - 16;
  context.font = `12px ${look.family}`;
  const dateWidth = context.measureText(title.date).width;
  context.font = `600 15px ${look.family}`;
  writeLine(context, title.name, left, y + 17, end - left, look.ink);
  context.font = `12px ${look.family}`;
  writeLine(context, title.facts, left, y + 37, end - left - dateWidth - 16, look.faint);
  writeLine(context, title.date, Math.max(left, end - dateWidth), y + 37, dateWidth + 1, look.faint);
}

/** Words that have no room end in dots. */
function writeLine(
  context: Context,
  text: string,
  x: number,
  y: number,
  roomPx: number,
  colour: string,
): void {
  context.fillStyle = colour;
  if (context.measureText(text).width <= roomPx) {
    context.fillText(text, x, y);
    return;
  }
  const letters = [...text];
  while (letters.length > 0 && context.measureText(`${letters.join("")}…`).width > roomPx) letters.pop();
  if (letters.length > 0) context.fillText(`${letters.join("")}…`, x, y);
}

type BarBox = NonNullable<SheetLayout["bar"]>;

/** Parts in turn filled and empty, in a frame as long as the bar says; the note stands left of it. */
function drawBar(context: Context, bar: ScaleBar, note: string, box: BarBox, look: SheetLook): void {
  const left = box.x + 12 + box.notePx;
  const top = box.y + box.heightPx - 15;
  const height = 5;
  context.fillStyle = look.ink;
  const part = bar.lengthPx / bar.parts;
  for (let at = 0; at < bar.parts; at += 2) context.fillRect(left + at * part, top, part, height);
  // The frame lies within: its outer edge is the bar's length.
  const lines = [
    [left, top, bar.lengthPx, 1],
    [left, top + height - 1, bar.lengthPx, 1],
    [left, top - 3, 1, height + 3],
    [left + bar.lengthPx - 1, top - 3, 1, height + 3],
  ] as const;
  for (const [x, y, width, tall] of lines) context.fillRect(x, y, width, tall);
  context.font = `500 12px ${look.family}`;
  const labelY = box.y + 15;
  context.fillText("0", left, labelY);
  const width = context.measureText(bar.label).width;
  context.fillText(bar.label, Math.max(left + 14, left + bar.lengthPx - width), labelY);
  if (box.notePx === 0) return;
  context.font = `12px ${look.family}`;
  const noteWidth = Math.min(context.measureText(note).width, box.notePx - 8);
  writeLine(context, note, left - 12 - noteWidth, top + height / 2, noteWidth + 1, look.faint);
}

function drawLegend(
  context: Context,
  { title, lines }: PictureSheet["legends"][number],
  box: SheetBox & { readonly shown: number },
  more: PictureSheet["more"],
  look: SheetLook,
): void {
  drawPlate(context, box, look);
  const [left, right] = [box.x + 12, box.x + box.widthPx - 12];
  const middleOf = (row: number) => box.y + 4 + (row + 0.5) * LEGEND_LINE_PX;
  context.font = `500 13px ${look.family}`;
  writeLine(context, title, left, middleOf(0), right - left, look.ink);
  context.font = `13px ${look.family}`;
  lines.slice(0, box.shown).forEach(({ colour, label, count }, at) => {
    const y = middleOf(at + 1);
    context.fillStyle = colour;
    context.fillRect(left, y - 6, 12, 12);
    const countWidth = context.measureText(count).width;
    writeLine(context, label, left + 20, y, right - left - 28 - countWidth, look.ink);
    context.fillStyle = look.faint;
    context.fillText(count, right - countWidth, y);
  });
  if (box.shown < lines.length)
    writeLine(
      context,
      more(lines.length - box.shown),
      left + 20,
      middleOf(box.shown + 1),
      right - left - 20,
      look.faint,
    );
}

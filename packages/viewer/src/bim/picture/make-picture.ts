import type { PictureSize } from "../../client/inspector/picture/picture-sizes.ts";
import type { InspectorStage, PictureOptions } from "../stage/stage-contract.ts";
import { drawSheet, type SheetLook } from "./draw-sheet.ts";
import { layOutSheet, type PictureSheet, type SheetLayout } from "./picture-sheet.ts";

/** What a picture with all that stands on it is made of. */
export interface PictureOrder {
  readonly size: PictureSize;
  readonly sheet: PictureSheet;
  readonly layout: SheetLayout;
  readonly look: SheetLook;
  readonly options: Omit<PictureOptions, "pixelRatio">;
}

/**
 * Draws the model and what stands on the sheet.
 *
 * @throws as {@link InspectorStage.takePicture} does.
 */
export async function makePicture(
  stage: InspectorStage,
  { size, sheet, layout, look, options }: PictureOrder,
): Promise<HTMLCanvasElement> {
  const { widthPx, heightPx, pixelRatio } = size;
  // Fonts come in pieces, when words of theirs are first drawn: a canvas does not wait for them by itself.
  await loadFonts(sheet, look.family);
  const modelPx = layout.band ? heightPx - Math.round(layout.band.heightPx * pixelRatio) : heightPx;
  const model = await stage.takePicture(widthPx, modelPx, { ...options, pixelRatio });
  const picture = layout.band ? underlay(model, widthPx, heightPx) : model;
  const context = picture.getContext("2d");
  if (context) {
    context.save();
    context.scale(pixelRatio, pixelRatio);
    drawSheet(context, sheet, layout, look);
    context.restore();
  }
  return picture;
}

/** Where all stands on a picture of that size. */
export function layOut({ widthPx, heightPx, pixelRatio }: PictureSize, sheet: PictureSheet): SheetLayout {
  return layOutSheet({ widthPx: widthPx / pixelRatio, heightPx: heightPx / pixelRatio }, sheet);
}

/** A larger canvas with the model at its top; the model's own is emptied, for it may hold half a gigabyte. */
function underlay(model: HTMLCanvasElement, widthPx: number, heightPx: number): HTMLCanvasElement {
  const picture = document.createElement("canvas");
  picture.width = widthPx;
  picture.height = heightPx;
  picture.getContext("2d")?.drawImage(model, 0, 0);
  model.width = 0;
  model.height = 0;
  return picture;
}

async function loadFonts({ title, scale, legends }: PictureSheet, family: string): Promise<void> {
  const words = [
    ...[title?.name, title?.facts, title?.date, scale?.note],
    ...legends.flatMap((legend) => [legend.title, ...legend.lines.map(({ label }) => label)]),
  ].join("");
  // A font that does not come is replaced by another; the picture is made all the same.
  await Promise.all(
    ["13px", "500 13px", "600 15px"].map((font) =>
      document.fonts.load(`${font} ${family}`, `${words}0123456789`).catch(() => []),
    ),
  );
}

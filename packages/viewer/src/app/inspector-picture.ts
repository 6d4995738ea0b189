import i18next from "i18next";
import { encodePicture } from "../bim/picture/encode-picture.ts";
import { layOut, makePicture } from "../bim/picture/make-picture.ts";
import type { PictureSheet } from "../bim/picture/picture-sheet.ts";
import { heightInPicture } from "../bim/stage/picture-tiles.ts";
import type { InspectorStage } from "../bim/stage/stage-contract.ts";
import {
  metresPerPxAt,
  type PictureSize,
  pictureSizeOf,
  scaleOnPaper,
} from "../client/inspector/picture/picture-sizes.ts";
import {
  isMaking,
  type PictureSettings,
  type PictureUse,
  usePictureStore,
} from "../client/inspector/picture/picture-store.ts";
import { toolKeys } from "../client/inspector/tool-keys.ts";
import { useToolStore } from "../client/inspector/tool-store.ts";
import { useViewStore } from "../client/view-store.ts";
import { PANEL_TOOLS } from "../panels/inspector/panel-tools.ts";
import { saveFile } from "../panels/inspector/save-file.ts";
import { describePicture, fileNameOf } from "./inspector-picture-words.ts";
import { THEMES, tokens } from "./tokens.ts";

/** Makes pictures when the panel asks. Answers what ends it. */
export function bindPicture(stage: InspectorStage): () => void {
  let making: AbortController | undefined;
  const make = async (use: PictureUse): Promise<void> => {
    if (isMaking(usePictureStore.getState().run)) return;
    const own = new AbortController();
    making = own;
    const settings = usePictureStore.getState();
    const tell = usePictureStore.setState;
    tell({ run: { phase: "drawing", done: 0, total: 1 } });
    try {
      const blob = draw(stage, use === "copy" ? { ...settings, format: "png" } : settings, own.signal);
      // The clipboard is asked while the click still counts; it waits for the picture itself.
      if (use === "copy") await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
      else saveFile(fileNameOf(stage, settings), "", await blob);
      tell({ run: { phase: "done", use, bytes: (await blob).size } });
    } catch (error) {
      if (making === own) tell({ run: own.signal.aborted ? { phase: "idle" } : { phase: "failed", error } });
    }
  };
  const endings = [
    usePictureStore.subscribe(({ asked }, { asked: before }) => {
      if (asked.save !== before.save) void make("save");
      if (asked.copy !== before.copy) void make("copy");
      if (asked.cancel !== before.cancel) making?.abort();
    }),
    toolKeys.add({
      letter: PANEL_TOOLS.picture.letter.toLowerCase(),
      press: () => useToolStore.getState().toggle("picture"),
      putAway() {
        const { inHand, putDown } = useToolStore.getState();
        if (inHand === "picture") putDown();
        return inHand === "picture";
      },
    }),
  ];
  return () => {
    for (const end of endings) end();
    making?.abort();
    making = undefined;
    usePictureStore.setState({ run: { phase: "idle" } });
  };
}

async function draw(stage: InspectorStage, settings: PictureSettings, signal: AbortSignal): Promise<Blob> {
  const { canvas } = stage;
  const size = pictureSizeOf(settings.preset, settings.own, {
    ...{ widthPx: canvas.clientWidth, heightPx: canvas.clientHeight },
    pixelRatio: window.devicePixelRatio,
  });
  const background =
    settings.format === "jpeg" && settings.background === "transparent" ? "white" : settings.background;
  const theme = background === "shown" ? useViewStore.getState().theme : "day";
  const words = describePicture(stage, settings.parts);
  // The band is there or not whatever stands in it: the scale follows from the room that it leaves.
  const { model } = layOut(size, { ...words, scale: undefined });
  const scale = scaleOf(stage, settings, size, model);
  const sheet: PictureSheet = { ...words, scale: settings.parts.has("bar") ? scale : undefined };
  const { surface, text, form } = THEMES[theme];
  const tell = usePictureStore.setState;
  const picture = await makePicture(stage, {
    ...{ size, sheet, layout: layOut(size, sheet) },
    look: {
      paper: surface.panel,
      line: form.border,
      ink: text.primary,
      faint: text.secondary,
      family: tokens.type.family,
    },
    options: {
      signal,
      heightM: scale.metresPerPx * model.heightPx,
      hasOverlays: settings.parts.has("overlays"),
      ...(background === "shown" ? {} : { background: background === "white" ? [1, 1, 1] : null }),
      dress: (paint) => inTheme(theme, paint),
      onProgress: (done, total) => tell({ run: { phase: "drawing", done, total } }),
    },
  });
  signal.throwIfAborted();
  tell({ run: { phase: "writing" } });
  const blob = await encodePicture(picture, settings.format, size.paper?.dpi);
  signal.throwIfAborted();
  return blob;
}

function scaleOf(
  { view, canvas }: InspectorStage,
  { scale }: PictureSettings,
  { paper }: PictureSize,
  model: { readonly widthPx: number; readonly heightPx: number },
): { readonly metresPerPx: number; readonly note: string } {
  const isFlat = view.projection === "orthographic";
  const aspect = canvas.clientWidth / Math.max(1, canvas.clientHeight);
  const seenM = heightInPicture(view.heightM, aspect, model.widthPx / model.heightPx);
  const isDrawn = isFlat && paper !== undefined && scale !== null;
  const metresPerPx = isDrawn ? metresPerPxAt(scale) : seenM / model.heightPx;
  if (!isFlat) return { metresPerPx, note: i18next.t("inspector:picture.atTarget") };
  if (!paper) return { metresPerPx, note: "" };
  const n = Number(scaleOnPaper(metresPerPx).toPrecision(3));
  return { metresPerPx, note: `1:${n} (${paper.name})` };
}

/**
 * Draws in another theme than the page's: all that is drawn follows the theme's store, and before anybody renders the page it
 * is as it was.
 */
function inTheme(theme: "night" | "day", paint: () => void): void {
  const before = useViewStore.getState().theme;
  if (theme !== before) useViewStore.setState({ theme });
  try {
    paint();
  } finally {
    if (theme !== before) useViewStore.setState({ theme: before });
  }
}

/** A sheet of paper that a picture fills. */
interface Paper {
  readonly name: string;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly dpi: number;
}

/** ISO 216, lying. */
const A4 = { name: "A4", widthMm: 297, heightMm: 210 } as const;
const A3 = { name: "A3", widthMm: 420, heightMm: 297 } as const;

/** Sizes to choose from: the canvas's own, pixels, paper, or what one writes. */
export const PICTURE_PRESETS = {
  screen: {},
  hd: { widthPx: 1920, heightPx: 1080 },
  uhd: { widthPx: 3840, heightPx: 2160 },
  "a4-150": { paper: { ...A4, dpi: 150 } },
  "a4-300": { paper: { ...A4, dpi: 300 } },
  "a3-150": { paper: { ...A3, dpi: 150 } },
  "a3-300": { paper: { ...A3, dpi: 300 } },
  own: {},
} as const satisfies Readonly<
  Record<string, { readonly widthPx?: number; readonly heightPx?: number; readonly paper?: Paper }>
>;

/** One of {@link PICTURE_PRESETS}. */
export type PicturePreset = keyof typeof PICTURE_PRESETS;

/** Scales of drawings, 1 : n (ISO 5455). */
export const DRAWING_SCALES = [10, 20, 50, 100, 200, 500, 1000] as const;

/** Browsers give no larger canvas than this a side (Safari), and encode no more pixels than this without failing. */
export const MAX_SIDE_PX = 16_384;
/** A0 at 300 dpi is 139 million; four bytes each are held twice while the file is written. */
export const MAX_PIXELS = 150_000_000;

/** Millimetres that a CSS pixel is on paper: 96 an inch. */
const CSS_PX_MM = 25.4 / 96;

/** How large a picture is. */
export interface PictureSize {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Pixels of the picture a CSS pixel: how much larger than on the screen lines and words are. */
  readonly pixelRatio: number;
  /** Where it is printed as it is meant. */
  readonly paper: Paper | undefined;
}

/**
 * The size that a preset means.
 *
 * @param own What is written, for `own`. @param canvas CSS pixels, with the screen's pixel ratio.
 */
export function pictureSizeOf(
  preset: PicturePreset,
  own: { readonly widthPx: number; readonly heightPx: number },
  canvas: { readonly widthPx: number; readonly heightPx: number; readonly pixelRatio: number },
): PictureSize {
  const chosen: { widthPx?: number; heightPx?: number; paper?: Paper } = PICTURE_PRESETS[preset];
  const { paper } = chosen;
  if (paper) {
    const pixels = (mm: number) => Math.round((mm / 25.4) * paper.dpi);
    return {
      ...{ widthPx: pixels(paper.widthMm), heightPx: pixels(paper.heightMm), paper },
      pixelRatio: paper.dpi / 96,
    };
  }
  if (preset === "screen") {
    const pixelRatio = Math.min(2, Math.max(1, canvas.pixelRatio));
    const [widthPx, heightPx] = [canvas.widthPx, canvas.heightPx].map((css) => Math.round(css * pixelRatio));
    return { widthPx: widthPx as number, heightPx: heightPx as number, pixelRatio, paper: undefined };
  }
  const { widthPx, heightPx } = preset === "own" ? own : (chosen as typeof own);
  // Words keep their relation to the picture, but stay legible on a small one.
  const pixelRatio = Math.max(0.75, Math.min(widthPx / canvas.widthPx, heightPx / canvas.heightPx));
  return { widthPx, heightPx, pixelRatio, paper: undefined };
}

/** Whether a picture of that size can be made. */
export function isSound({ widthPx, heightPx }: Pick<PictureSize, "widthPx" | "heightPx">): boolean {
  const isSide = (px: number) => Number.isInteger(px) && px >= 64 && px <= MAX_SIDE_PX;
  return isSide(widthPx) && isSide(heightPx) && widthPx * heightPx <= MAX_PIXELS;
}

/** Metres that a CSS pixel on paper spans at 1 : n. */
export const metresPerPxAt = (n: number): number => (n * CSS_PX_MM) / 1000;

/** The n of 1 : n on paper, where a CSS pixel spans so many metres. */
export const scaleOnPaper = (metresPerPx: number): number => (metresPerPx * 1000) / CSS_PX_MM;

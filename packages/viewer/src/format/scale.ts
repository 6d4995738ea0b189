/** A round length and how wide its bar is. */
export interface ScaleBar {
  readonly lengthM: number;
  readonly widthPx: number;
}

/**
 * The longest 1, 2 or 5 × 10ⁿ metres that fit `maxWidthPx`; undefined where the scale is not known.
 *
 * @param metresPerPixel Metres of ground per CSS pixel in the middle of the picture.
 */
export function pickScale(metresPerPixel: number, maxWidthPx: number): ScaleBar | undefined {
  const maxM = metresPerPixel * maxWidthPx;
  if (!Number.isFinite(maxM) || maxM <= 0) return undefined;
  const power = 10 ** Math.floor(Math.log10(maxM) + 1e-9);
  const step = [5, 2, 1].find((factor) => factor * power <= maxM * (1 + 1e-9)) ?? 1;
  const lengthM = step * power;
  return { lengthM, widthPx: lengthM / metresPerPixel };
}

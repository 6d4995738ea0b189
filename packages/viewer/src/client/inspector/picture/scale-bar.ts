/** A bar that says how long something is. */
export interface ScaleBar {
  readonly lengthM: number;
  readonly lengthPx: number;
  /** Its length in words, with unit. */
  readonly label: string;
  /** Equal parts that it is divided in, so that halves or fifths can be read off it. */
  readonly parts: number;
}

/** Lengths that can be reckoned with, and into how many parts each divides. */
const STEPS = [
  [5, 5],
  [2, 4],
  [1, 5],
] as const;

/**
 * The longest bar of 1, 2 or 5 times a power of ten metres that has room. Undefined where there is no scale.
 *
 * @param metresPerPx What a pixel spans. @param maxPx Room for it.
 */
export function chooseScaleBar(metresPerPx: number, maxPx: number): ScaleBar | undefined {
  const roomM = metresPerPx * maxPx;
  if (!(roomM > 0) || !Number.isFinite(roomM)) return undefined;
  const exponent = Math.floor(Math.log10(roomM) + 1e-9);
  const power = 10 ** exponent;
  // A room of 9.999… of what it ought to be is one of ten.
  const [step, parts] = STEPS.find(([each]) => each * power <= roomM * (1 + 1e-9)) ?? STEPS[2];
  const lengthM = Number((step * power).toPrecision(1));
  return { lengthM, lengthPx: lengthM / metresPerPx, label: barLabel(lengthM), parts };
}

/** Metres; below one millimetres, from a thousand on kilometres. */
function barLabel(lengthM: number): string {
  if (lengthM < 1) return `${Number((lengthM * 1000).toPrecision(6))} mm`;
  return lengthM >= 1000 ? `${lengthM / 1000} km` : `${lengthM} m`;
}

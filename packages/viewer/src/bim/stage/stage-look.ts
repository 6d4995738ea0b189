/** How the picture is coloured; the theme's tokens decide. sRGB, 0 to 1. */
export interface StageLook {
  readonly background: readonly [number, number, number];
  /** Colour that selected elements are mixed with, and how much. */
  readonly selection: readonly [number, number, number, number];
  readonly ghost: readonly [number, number, number];
  readonly edge: readonly [number, number, number, number];
  /** What the file's own colours are multiplied with, and how much of their hue stays. */
  readonly tone: readonly [brightness: number, saturation: number];
}

/** For a light and a dark page. */
export const STAGE_LOOKS: Readonly<Record<"night" | "day", StageLook>> = {
  night: {
    background: [0.086, 0.11, 0.137],
    selection: [1, 1, 1, 0.86],
    ghost: [0.62, 0.68, 0.74],
    edge: [0.03, 0.045, 0.06, 0.62],
    tone: [0.92, 0.78],
  },
  day: {
    background: [0.933, 0.945, 0.957],
    selection: [0.07, 0.25, 0.53, 0.82],
    ghost: [0.3, 0.36, 0.42],
    edge: [0.16, 0.2, 0.25, 0.7],
    tone: [0.94, 0.85],
  },
};

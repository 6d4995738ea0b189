/**
 * Opacities in a paint that are whole and say something besides: the element is drawn in the paint's colour with a pattern over
 * it, as in the city. `old` hatched: nothing newer is known. `bad` in broken squares: its source says that it cannot be used.
 */
export const PAINT_MARKS = { old: 254, bad: 253 } as const;

/** One way from nothing to all. */
export interface Turn {
  /** Scenario time at which it begins, ms. */
  readonly afterMs: number;
  /** `smooth`: how long it takes. `exponential`: its time constant. */
  readonly overMs: number;
  readonly shape?: "smooth" | "exponential";
}

/** How far a turn has come, 0 to 1. */
function turnAt({ afterMs, overMs, shape = "smooth" }: Turn, sinceMs: number): number {
  const part = (sinceMs - afterMs) / overMs;
  if (part <= 0) return 0;
  if (shape === "exponential") return 1 - Math.exp(-part);
  return part >= 1 ? 1 : part * part * (3 - 2 * part);
}

/** Something that comes and goes, 0 to 1. */
export function episodeAt(rise: Turn, fall: Turn, sinceMs: number): number {
  return turnAt(rise, sinceMs) * (1 - turnAt(fall, sinceMs));
}

/** A wave that passes: 0 outside of ±`halfWidthMs` round `peakMs`, 1 at the peak (raised cosine). */
export function waveAt(peakMs: number, halfWidthMs: number, sinceMs: number): number {
  const part = (sinceMs - peakMs) / halfWidthMs;
  return Math.abs(part) >= 1 ? 0 : (1 + Math.cos(part * Math.PI)) / 2;
}

import { BAD_QUALITY_BIT, type Severity, STALE_BIT, severityOf } from "@shuicheng/shared/contracts";
import { rgbaOf } from "../inspector/find/hex-colour.ts";
import { PAINT_MARKS } from "../inspector/paint-marks.ts";
import { classOf } from "../status-class.ts";

/** Colours of states, sRGB `#RRGGBB`. */
export interface StatusPaints {
  readonly severities: Readonly<Record<Severity, string>>;
  readonly stale: string;
  readonly bad: string;
}

/**
 * Colours elements by how they stand, red, green, blue, opacity a row: what needs a person in its severity's colour, what is old or
 * bad in grey, and what is well or not measured in its own colour (opacity 0): normal is quiet. What is old is hatched, what
 * is bad broken, whatever its colour: see `PAINT_MARKS`.
 *
 * @param features By row the feature index, into `statuses`.
 * @returns Undefined where nothing is painted.
 */
export function paintStatuses(
  features: Uint32Array,
  statuses: Uint8Array,
  rows: number,
  paints: StatusPaints,
): Uint8Array | undefined {
  let paint: Uint8Array | undefined;
  for (let row = 0; row < features.length; row++) {
    const status = statuses[features[row] as number] ?? 0;
    const colour = colourOf(status, paints);
    if (colour === undefined) continue;
    paint ??= new Uint8Array(4 * rows);
    paint.set(rgbaOf(colour), 4 * row);
    paint[4 * row + 3] = opacityOf(status);
  }
  return paint;
}

function opacityOf(status: number): number {
  if (status & STALE_BIT) return PAINT_MARKS.old;
  return status & BAD_QUALITY_BIT ? PAINT_MARKS.bad : 255;
}

function colourOf(status: number, { severities, stale, bad }: StatusPaints): string | undefined {
  switch (classOf(status)) {
    case "abnormal":
    case "uncertain":
      return severities[severityOf(status)];
    case "stale":
      return stale;
    case "bad":
      return bad;
    default:
      return undefined;
  }
}

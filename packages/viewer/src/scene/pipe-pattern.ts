import type { LayerKind } from "@shuicheng/shared/contracts";

/** A broken line: what is drawn of each period, as shares of it, and the period's length on screen. */
export interface PipePattern {
  /** Spans of the period that are full, each from–to in 0–1, ascending. */
  readonly spans: readonly (readonly [from: number, to: number])[];
  /** The period is between this and twice this many CSS pixels long. */
  readonly leastPeriodPx: number;
}

/**
 * The second mark beside the hue, so that kinds are told apart also by who sees no hue: storm dashed, gas dash and
 * dot, power long dashes, telecom dotted. Water and sewage are whole; heating and tunnels are double by themselves.
 */
export const PIPE_PATTERNS: Readonly<Partial<Record<LayerKind, PipePattern>>> = {
  storm: { spans: [[0, 0.6]], leastPeriodPx: 13 },
  gas: {
    spans: [
      [0, 0.54],
      [0.7, 0.84],
    ],
    leastPeriodPx: 19,
  },
  power: { spans: [[0, 0.82]], leastPeriodPx: 20 },
  telecom: { spans: [[0, 0.5]], leastPeriodPx: 6 },
};

/** A pipe that is no longer in use: sparse dots. */
export const ABANDONED_PATTERN: PipePattern = { spans: [[0, 0.3]], leastPeriodPx: 7 };

/** What is left of the colour in a gap: enough to follow the pipe. */
export const GAP_SHARE = 0.3;

/** Spans are moved from the seam of the period by this share of it, so that both their edges can be soft. */
const FROM_SEAM = 0.09;

/**
 * GLSL function `name(along, perPx, pixelM)` → 1 on a span, 0 in a gap, smooth over a pixel. `along` is metres along the
 * pipe, `perPx` how many of them a pixel has, `pixelM` how wide a pixel is at that distance: the period goes by this
 * one, which is the same on all faces of a duct. Periods are powers of two of metres: when the camera comes nearer, each splits
 * in two where it stood, and nothing slides along the pipe.
 */
export function patternFunction(name: string, { spans, leastPeriodPx }: PipePattern): string {
  const edge = (at: number) => `smoothstep(${glsl(at + FROM_SEAM)} - w, ${glsl(at + FROM_SEAM)} + w, t)`;
  const shares = spans.map(([from, to]) => `${edge(from)} - ${edge(to)}`).join(" + ");
  return /* glsl */ `
float ${name}(float along, float perPx, float pixelM) {
  float periodM = exp2(ceil(log2(${glsl(leastPeriodPx)} * max(pixelM, 1e-4))));
  float w = min(0.5 * perPx / periodM, ${glsl(FROM_SEAM * 0.9)});
  float t = fract(along / periodM);
  return clamp(${shares}, 0.0, 1.0);
}`;
}

const glsl = (value: number) => value.toFixed(4);

import type { LayerKind } from "@shuicheng/shared/contracts";
import { KIND_COLOURS, KIND_OUT_OF_FOCUS, SEVERITY_COLOURS, tokens } from "../app/tokens.ts";

/** Red, green, blue in 0–1. Which of sRGB or linear it is stands in the name of what holds it. */
export type Rgb = readonly [number, number, number];

/** Colours a layer's features are painted in, sRGB. */
export interface LayerPalette {
  readonly normal: Rgb;
  readonly unknown: Rgb;
  readonly stale: Rgb;
  readonly outOfService: Rgb;
  /** Index = severity code − 2: advisory, low, medium, high, critical. */
  readonly abnormal: readonly [Rgb, Rgb, Rgb, Rgb, Rgb];
  readonly selected: Rgb;
}

/** How much of a kind's hue is left where nothing is measured, and of its grey where the value is old. */
const UNKNOWN_SHARE = 0.5;
const STALE_SHARE = 0.5;

/**
 * The palette of a layer's kind on the night ground. Normal is the hue at 55 %, so that a status colour, which is
 * always full, stands out; unknown is the hue greyed and dimmed, stale is grey without hue.
 */
export function buildLayerPalette(kind: LayerKind): LayerPalette {
  const ground = parseHex(tokens.surface.page);
  const hue = parseHex(KIND_COLOURS[kind]);
  const grey = greyOf(hue);
  return {
    normal: mix(ground, hue, KIND_OUT_OF_FOCUS),
    unknown: mix(ground, mix(grey, hue, 0.75), UNKNOWN_SHARE),
    stale: mix(ground, mix(grey, parseHex(tokens.status.stale), 0.5), STALE_SHARE),
    outOfService: mix(ground, parseHex(tokens.status.outOfService), 0.4),
    abnormal: [
      parseHex(SEVERITY_COLOURS.advisory),
      parseHex(SEVERITY_COLOURS.low),
      parseHex(SEVERITY_COLOURS.medium),
      parseHex(SEVERITY_COLOURS.high),
      parseHex(SEVERITY_COLOURS.critical),
    ],
    selected: parseHex(tokens.selection),
  };
}

/** Reads `#RRGGBB`. */
export function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

/** sRGB → linear light. The shader works in linear; a byte put there as it is comes out pastel. Source: IEC 61966-2-1. */
export function toLinear([r, g, b]: Rgb): Rgb {
  return [channelToLinear(r), channelToLinear(g), channelToLinear(b)];
}

function channelToLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** `share` of `b` over `a`, channel by channel. */
export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** Grey of the same luma (Rec. 709 weights). */
function greyOf([r, g, b]: Rgb): Rgb {
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return [luma, luma, luma];
}

/** The city's ground by night: light enough to stay a ground when half of it is see-through. */
export const GROUND_COLOUR: Rgb = mix(parseHex(tokens.surface.raised), parseHex(tokens.surface.line), 0.4);

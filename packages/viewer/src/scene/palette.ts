import type { LayerKind } from "@shuicheng/shared/contracts";
import { KIND_COLOURS_OF, KIND_OUT_OF_FOCUS, SEVERITY_COLOURS_OF, THEMES } from "../app/tokens.ts";
import type { ThemeName } from "../client/view-store.ts";
import { MAP_COLOURS } from "./map/map-colours.ts";

/** Red, green, blue in 0–1. Which of sRGB or linear it is stands in the name of what holds it. */
export type Rgb = readonly [number, number, number];

/** Colours a layer's features are painted in, sRGB. */
export interface LayerPalette {
  readonly normal: Rgb;
  readonly unknown: Rgb;
  /** What `normal` and `unknown` become while the layer is in focus. */
  readonly focused: Rgb;
  readonly stale: Rgb;
  readonly outOfService: Rgb;
  /** Index = severity code − 2: advisory, low, medium, high, critical. */
  readonly abnormal: readonly [Rgb, Rgb, Rgb, Rgb, Rgb];
  /** Casing of what is selected: inside it a pipe keeps its kind, its status and its roundness. */
  readonly selected: Rgb;
  /** A pipe no longer in use. */
  readonly abandoned: Rgb;
}

/** How much of a kind's hue over the page is drawn: measured and well, and where nothing is measured. */
const HUE_SHARE: Readonly<Record<ThemeName, { readonly normal: number; readonly unknown: number }>> = {
  night: { normal: KIND_OUT_OF_FOCUS, unknown: 0.5 },
  // On paper a hue at half its strength is a pastel that no longer holds 3 : 1.
  day: { normal: 0.92, unknown: 0.84 },
};
const FOCUSED_SHARE = 0.92;
/** How much of its grey is left where the value is old. */
const STALE_SHARE = 0.5;

/**
 * The palette of a layer's kind on the theme's ground. Normal is the hue at 55 % by night, so that a status colour,
 * which is always full, stands out; unknown is the hue greyed and dimmed, stale is grey without hue.
 */
export function buildLayerPalette(kind: LayerKind, theme: ThemeName = "night"): LayerPalette {
  const { surface, status, accent } = THEMES[theme];
  const severities = SEVERITY_COLOURS_OF[theme];
  const page = parseHex(surface.page);
  const hue = parseHex(KIND_COLOURS_OF[theme][kind]);
  const grey = greyOf(hue);
  return {
    normal: mix(page, hue, HUE_SHARE[theme].normal),
    unknown: mix(page, mix(grey, hue, 0.75), HUE_SHARE[theme].unknown),
    focused: mix(page, hue, FOCUSED_SHARE),
    stale: mix(page, mix(grey, parseHex(status.stale), 0.5), STALE_SHARE),
    outOfService: mix(page, parseHex(status.outOfService), 0.4),
    abnormal: [
      parseHex(severities.advisory),
      parseHex(severities.low),
      parseHex(severities.medium),
      parseHex(severities.high),
      parseHex(severities.critical),
    ],
    selected: parseHex(accent.focus),
    abandoned: mix(page, mix(grey, hue, 0.25), 0.5),
  };
}

/** Colours of buildings, sRGB: what is lit from above, what from the side, and what lies in shadow at the foot. */
export interface BuildingPalette {
  readonly roof: Rgb;
  readonly wall: Rgb;
  readonly shade: Rgb;
}

/** Grey blocks: by night as dark as the mock-up's, by day a paper model. */
export const BUILDING_COLOURS: Readonly<Record<ThemeName, BuildingPalette>> = {
  night: { roof: parseHex("#677480"), wall: parseHex("#4C5863"), shade: parseHex("#20272E") },
  day: { roof: parseHex("#FBFCFC"), wall: parseHex("#C6CFD7"), shade: parseHex("#84929F") },
};

/** The same of a selected building: the interface's accent, lit as the grey ones are, so that its edges stay. */
export const SELECTED_BUILDING_COLOURS: Readonly<Record<ThemeName, BuildingPalette>> = {
  night: selectedBuilding("night", { roof: 0.42, shade: 0.72 }),
  day: selectedBuilding("day", { roof: 0.5, shade: 0.55 }),
};

/** @param shares How much white its roof and how much black its foot have over the accent of its walls. */
function selectedBuilding(theme: ThemeName, shares: { roof: number; shade: number }): BuildingPalette {
  const wall = parseHex(THEMES[theme].accent.base);
  return { roof: mix(wall, [1, 1, 1], shares.roof), wall, shade: mix(wall, [0, 0, 0], shares.shade) };
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

/** The city's ground where the map shows nothing else. */
export const GROUND_COLOURS: Readonly<Record<ThemeName, Rgb>> = {
  night: parseHex(MAP_COLOURS.night.ground),
  day: parseHex(MAP_COLOURS.day.ground),
};

/** Contrast of two sRGB colours, 1–21. Source: WCAG 2.2, relative luminance and contrast ratio. */
export function contrastOf(a: Rgb, b: Rgb): number {
  const [lighter, darker] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => y - x) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminanceOf(colour: Rgb): number {
  const [r, g, b] = toLinear(colour);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

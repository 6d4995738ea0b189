import type { LayerKind, MarkupColour, Severity } from "@shuicheng/shared/contracts";
import type { ThemeName } from "../client/view-store.ts";

/**
 * Design tokens of the night theme, the one source of colour and measure for panels, charts and both renderers.
 * Colours are sRGB `#RRGGBB`. Normal is grey; colour means that a person is needed (ISA-101).
 */
export const tokens = {
  surface: {
    page: "#0E1216",
    panel: "#151B21",
    raised: "#1C242C",
    line: "#2A343E",
    /** Behind dialogs; the only colour with an alpha. */
    scrim: "rgba(8,11,14,.72)",
  },
  text: { primary: "#E6EBF0", secondary: "#A9B5C0", quiet: "#8996A3" },
  /** Interface only, never in city data. */
  accent: { base: "#5B9CF0", focus: "#9CC6FF" },
  status: {
    critical: "#E5484D",
    high: "#F0883A",
    medium: "#E8C547",
    low: "#A99BE8",
    advisory: "#8FA3B5",
    normal: "#7B8894",
    /** Stroke of a mark without a hue of its own, e.g. bad quality: `?` in a dashed border. */
    neutral: "#C2CCD5",
    stale: "#A9B5C0",
    outOfService: "#8996A3",
  },
  /** Text of a row that is tinted with its status. */
  onTintedRow: { critical: "#FF8B8E", high: "#F0A368", medium: "#F4D774" },
  /** White in the scene means selected or measured, nothing else. */
  selection: "#FFFFFF",
  form: { border: "#55636F" },
  type: {
    family: '"Noto Sans SC Variable", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif',
  },
  radiusPx: 4,
  motionMs: 120,
} as const;

/** Colours of a theme, by the names of {@link tokens}. */
export type ThemeColours = {
  readonly [group in "surface" | "text" | "accent" | "status" | "onTintedRow" | "form"]: {
    readonly [name in keyof (typeof tokens)[group]]: string;
  };
} & { readonly selection: string };

/** Day: for an office with windows. The same names; status hues darkened until they hold 4.5 : 1 on paper. */
const DAY: ThemeColours = {
  surface: {
    page: "#EEF1F4",
    panel: "#FFFFFF",
    raised: "#F5F7F9",
    line: "#D5DBE1",
    scrim: "rgba(30,38,46,.4)",
  },
  text: { primary: "#16202A", secondary: "#44525F", quiet: "#5C6B78" },
  accent: { base: "#1F66C7", focus: "#0B4BA3" },
  status: {
    critical: "#C4232A",
    high: "#B4560B",
    medium: "#7F6400",
    low: "#6250BA",
    advisory: "#4F6579",
    normal: "#66737F",
    neutral: "#4A5661",
    stale: "#55636F",
    outOfService: "#66737F",
  },
  onTintedRow: { critical: "#A3161D", high: "#8F4306", medium: "#665000" },
  selection: "#0B1B2B",
  form: { border: "#8894A0" },
};

/** The colours of a theme; night is the default. */
export const THEMES: Readonly<Record<ThemeName, ThemeColours>> = { night: tokens, day: DAY };

/** Colour of a severity that needs a person, and the quiet ones of those that do not, by theme. */
export const SEVERITY_COLOURS_OF: Readonly<Record<ThemeName, Readonly<Record<Severity, string>>>> = {
  night: severityColours(tokens),
  day: severityColours(DAY),
};

function severityColours({ status }: ThemeColours): Readonly<Record<Severity, string>> {
  const { normal, advisory, low, medium, high, critical } = status;
  return { unknown: normal, normal, advisory, low, medium, high, critical };
}

/**
 * Hue of a layer's kind, on pipes and line samples only, by theme. Pipe kinds follow CJJ 61-2017: in a dark-ground
 * variant by night, darkened to 3 : 1 on paper by day. The rest is grey, so that it cannot be read as a pipe or as an
 * alarm.
 */
export const KIND_COLOURS_OF: Readonly<Record<ThemeName, Readonly<Record<LayerKind, string>>>> = {
  night: {
    water: "#35C5DD",
    storm: "#C9B08C",
    sewage: "#B07C46",
    gas: "#E06AC4",
    heating: "#D9A05B",
    power: "#CF7A74",
    telecom: "#63C08A",
    tunnel: "#9AA5B1",
    buildings: "#5A6672",
    facilities: "#7B8894",
    sensors: "#7B8894",
    models: "#8FA3B5",
  },
  day: {
    water: "#0B7D93",
    storm: "#8A6F3C",
    sewage: "#7A4E1F",
    gas: "#B0338F",
    heating: "#A3690F",
    power: "#B04C45",
    telecom: "#23784C",
    tunnel: "#55636F",
    buildings: "#8A96A2",
    facilities: "#66737F",
    sensors: "#66737F",
    models: "#4F6579",
  },
};

/**
 * Colours of markup on saved views by name: none is near an alarm's red, orange, yellow or violet, the interface's blue or the
 * selection's white. Each holds 4.5 : 1 on the panel of its theme, which is drawn round it.
 */
export const MARKUP_COLOURS_OF: Readonly<Record<ThemeName, Readonly<Record<MarkupColour, string>>>> = {
  night: { pink: "#F07AC8", teal: "#35C5DD", green: "#6CD08F", ink: "#C2CCD5" },
  day: { pink: "#B0338F", teal: "#0B7184", green: "#1F6E45", ink: "#2E3A46" },
};

/**
 * Colours of the series of a chart, in their order, by theme: none is near an alarm's red, orange, yellow or violet or the
 * interface's blue. Each holds 4.5 : 1 on the panel of its theme; a number at the end of each line says the same.
 */
export const SERIES_COLOURS_OF: Readonly<Record<ThemeName, readonly string[]>> = {
  night: ["#E6EBF0", "#35C5DD", "#F07AC8", "#6CD08F", "#C9B08C", "#8FA3B5", "#D79A94", "#9CC96B"],
  day: ["#16202A", "#0B7184", "#B0338F", "#1F6E45", "#80632F", "#5C6B78", "#96544D", "#4C7316"],
};

/** Share of a kind's hue that is drawn while the layer is not in focus. */
export const KIND_OUT_OF_FOCUS = 0.55;

/** Marks of states: shape before colour. Alarm priorities, and what is not an alarm. */
export type MarkShape =
  | "octagon"
  | "triangle"
  | "diamond"
  | "circle"
  | "dot"
  | "clock"
  | "question"
  | "slash"
  | "shelved";

/** One stroke or fill of a mark; `d` is SVG path data in a 16 × 16 box. */
export interface MarkPath {
  readonly d: string;
  readonly fill?: string;
  readonly stroke?: string;
  /** In units of the 16 × 16 box, as the dashes are. */
  readonly width?: number;
  readonly dash?: readonly number[];
}

const CIRCLE_6_4 = "M14.4 8A6.4 6.4 0 1 1 1.6 8A6.4 6.4 0 1 1 14.4 8Z";

/** Drawing of each mark, for SVG in panels and canvas in the scene alike. Bottom stroke first. */
export const MARKS_OF: Readonly<Record<ThemeName, Readonly<Record<MarkShape, readonly MarkPath[]>>>> = {
  night: drawMarks(tokens, { triangle: "#1A0E04", diamond: "#1A1604" }),
  day: drawMarks(DAY, { triangle: "#FFFFFF", diamond: "#FFFFFF" }),
};

/** @param sign Colour of the exclamation mark on a filled shape: dark on a light fill, white on a dark one. */
function drawMarks(
  { status, text }: ThemeColours,
  sign: { readonly triangle: string; readonly diamond: string },
): Readonly<Record<MarkShape, readonly MarkPath[]>> {
  return {
    octagon: [
      { d: "M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z", fill: status.critical },
      { d: "M8 3.6v5.2M8 10.8v1.8", stroke: "#FFFFFF", width: 2 },
    ],
    triangle: [
      { d: "M8 .9 15.6 14.8H.4z", fill: status.high },
      { d: "M8 5.6v4.2M8 11.2v1.8", stroke: sign.triangle, width: 1.8 },
    ],
    diamond: [
      { d: "M8 .4 15.6 8 8 15.6.4 8z", fill: status.medium },
      { d: "M8 4.2v4.4M8 10.2v1.8", stroke: sign.diamond, width: 1.8 },
    ],
    circle: [
      { d: "M14.6 8A6.6 6.6 0 1 1 1.4 8A6.6 6.6 0 1 1 14.6 8Z", stroke: status.low, width: 2 },
      { d: "M8 4.6v4M8 10v1.6", stroke: status.low, width: 1.8 },
    ],
    dot: [{ d: "M11.4 8A3.4 3.4 0 1 1 4.6 8A3.4 3.4 0 1 1 11.4 8Z", fill: status.advisory }],
    clock: [
      { d: CIRCLE_6_4, stroke: status.stale, width: 1.6, dash: [3, 1.6] },
      { d: "M8 4.4V8l2.6 1.8", stroke: status.stale, width: 1.6 },
    ],
    question: [
      {
        d: "M3.6 1.6h8.8a2 2 0 0 1 2 2v8.8a2 2 0 0 1-2 2H3.6a2 2 0 0 1-2-2V3.6a2 2 0 0 1 2-2z",
        stroke: status.neutral,
        width: 1.4,
        dash: [2.6, 1.8],
      },
      { d: "M5.8 6.2a2.2 2.2 0 1 1 3.2 2c-.8.4-1 .8-1 1.6M8 11.2v1.5", stroke: text.primary, width: 1.6 },
    ],
    slash: [
      { d: CIRCLE_6_4, stroke: status.outOfService, width: 1.6 },
      { d: "M3.6 12.4 12.4 3.6", stroke: status.outOfService, width: 1.6 },
    ],
    shelved: [
      {
        d: "M3.4 3.4h9.2a1 1 0 0 1 1 1v7.2a1 1 0 0 1-1 1H3.4a1 1 0 0 1-1-1V4.4a1 1 0 0 1 1-1z",
        stroke: status.outOfService,
        width: 1.6,
      },
      { d: "M2.4 8h11.2", stroke: status.outOfService, width: 1.6 },
    ],
  };
}

/** Outer ring of a mark that nobody has acknowledged: same centre, in the mark's colour. It alone may blink, at 1 Hz. */
export const UNACKNOWLEDGED_RING = { radius: 10.4, width: 1.4 } as const;

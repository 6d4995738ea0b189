import { describe, expect, it } from "vitest";
import type { ThemeName } from "../client/view-store.ts";
import { ANTD_THEMES, cssVariables } from "./theme.ts";
import { KIND_COLOURS_OF, THEMES } from "./tokens.ts";

/** Relative luminance of an sRGB colour. Source: WCAG 2.2, "relative luminance". */
function luminanceOf(hex: string): number {
  const value = Number.parseInt(hex.slice(1), 16);
  const [r, g, b] = [value >> 16, (value >> 8) & 255, value & 255].map((byte) => {
    const channel = byte / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrastOf(a: string, b: string): number {
  const [light, dark] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** `share` of `b` over `a`, as `color-mix(in srgb, …)` does. */
function mix(a: string, b: string, share: number): string {
  const [x, y] = [a, b].map((hex) => Number.parseInt(hex.slice(1), 16)) as [number, number];
  const bytes = [16, 8, 0].map((bits) =>
    Math.round(((x >> bits) & 255) + (((y >> bits) & 255) - ((x >> bits) & 255)) * share),
  );
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

const NAMES: readonly ThemeName[] = ["night", "day"];
const PIPES = ["water", "storm", "sewage", "gas", "heating", "power", "telecom", "tunnel"] as const;

describe.each(NAMES)("the %s theme", (name) => {
  const colours = THEMES[name];
  const variables = cssVariables(name);
  const grounds = {
    page: colours.surface.page,
    panel: colours.surface.panel,
    raised: colours.surface.raised,
    hover: variables["--hover"]!,
    "selected row": variables["--selected-row"]!,
  };

  it.each(Object.entries(grounds))("holds 4.5 : 1 for every text on %s", (_, ground) => {
    for (const text of [colours.text.primary, colours.text.secondary, colours.accent.focus]) {
      expect(contrastOf(text, ground)).toBeGreaterThanOrEqual(4.5);
    }
    for (const tinted of Object.values(colours.onTintedRow)) {
      expect(contrastOf(tinted, ground)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(["page", "panel", "raised"] as const)("holds 4.5 : 1 for quiet text on %s", (surface) => {
    expect(contrastOf(colours.text.quiet, colours.surface[surface])).toBeGreaterThanOrEqual(4.5);
  });

  it("holds 4.5 : 1 on the accent and on the band of an alarm", () => {
    expect(
      contrastOf(ANTD_THEMES[name].token?.colorTextLightSolid ?? "", colours.accent.base),
    ).toBeGreaterThanOrEqual(4.5);
    for (const severity of ["critical", "high", "medium"] as const) {
      const band = mix(colours.surface.panel, colours.status[severity], 0.12);
      expect(contrastOf(colours.text.primary, band)).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(colours.onTintedRow[severity], band)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("holds 3 : 1 for marks, lines of pipes and borders of fields (WCAG 1.4.11)", () => {
    const { panel } = colours.surface;
    const { normal: _, ...marks } = colours.status;
    for (const colour of Object.values(marks)) expect(contrastOf(colour, panel)).toBeGreaterThanOrEqual(3);
    for (const kind of PIPES)
      expect(contrastOf(KIND_COLOURS_OF[name][kind], panel)).toBeGreaterThanOrEqual(3);
  });
});

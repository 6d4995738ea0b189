import { type ThemeConfig, theme } from "antd";
import { tokens } from "./tokens.ts";

/** Interface shades between the tokens: hovered rows and the selected one. */
const HOVER = "#222C36";
const SELECTED_ROW = "#22344C";
/** Text on the accent: dark, 7.1 : 1. */
const ON_ACCENT = "#07131F";

/** The tokens as CSS variables, so that style sheets hold no colour of their own. */
const CSS_VARIABLES: Readonly<Record<string, string>> = {
  "--page": tokens.surface.page,
  "--panel": tokens.surface.panel,
  "--raised": tokens.surface.raised,
  "--line": tokens.surface.line,
  "--scrim": tokens.surface.scrim,
  "--hover": HOVER,
  "--selected-row": SELECTED_ROW,
  "--text-primary": tokens.text.primary,
  "--text-secondary": tokens.text.secondary,
  "--text-quiet": tokens.text.quiet,
  "--accent": tokens.accent.base,
  "--focus": tokens.accent.focus,
  "--form-border": tokens.form.border,
  "--selection": tokens.selection,
  "--critical": tokens.status.critical,
  "--high": tokens.status.high,
  "--medium": tokens.status.medium,
  "--low": tokens.status.low,
  "--advisory": tokens.status.advisory,
  "--stale": tokens.status.stale,
  "--critical-text": tokens.onTintedRow.critical,
  "--high-text": tokens.onTintedRow.high,
  "--medium-text": tokens.onTintedRow.medium,
  "--font": tokens.type.family,
  "--motion": `${tokens.motionMs}ms`,
};

/** Gives the document the tokens as CSS variables. */
export function applyTokens(root: HTMLElement): void {
  for (const [name, value] of Object.entries(CSS_VARIABLES)) root.style.setProperty(name, value);
}

/** The dark theme of antd with our tokens. */
export const antdTheme: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: {
    colorPrimary: tokens.accent.base,
    colorInfo: tokens.accent.base,
    colorError: tokens.status.critical,
    colorBgBase: tokens.surface.page,
    colorBgContainer: tokens.surface.page,
    colorBgElevated: tokens.surface.raised,
    colorText: tokens.text.primary,
    colorTextSecondary: tokens.text.secondary,
    colorTextPlaceholder: tokens.text.quiet,
    colorBorder: tokens.form.border,
    colorTextLightSolid: ON_ACCENT,
    borderRadius: tokens.radiusPx,
    borderRadiusSM: tokens.radiusPx,
    controlHeight: 32,
    controlHeightSM: 26,
    fontFamily: tokens.type.family,
    fontSize: 13,
    motionDurationFast: `${tokens.motionMs}ms`,
    motionDurationMid: `${tokens.motionMs}ms`,
    motionDurationSlow: `${tokens.motionMs}ms`,
  },
  components: {
    Button: {
      primaryColor: ON_ACCENT,
      fontWeight: 400,
      primaryShadow: "none",
      defaultShadow: "none",
      dangerShadow: "none",
      defaultBg: tokens.surface.raised,
      defaultHoverBg: HOVER,
      contentFontSizeSM: 12,
      paddingInlineSM: 8,
    },
    Slider: {
      railBg: tokens.form.border,
      railHoverBg: tokens.form.border,
      trackBg: tokens.text.secondary,
      trackHoverBg: tokens.text.secondary,
      handleColor: tokens.text.primary,
      handleActiveColor: tokens.accent.focus,
    },
  },
};

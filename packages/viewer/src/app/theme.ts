import { theme as antd, type ThemeConfig } from "antd";
import type { ThemeName } from "../client/view-store.ts";
import { THEMES, tokens } from "./tokens.ts";

/** Interface shades between the tokens, by theme: hovered rows, the selected one, and text on the accent. */
const SHADES: Readonly<Record<ThemeName, { hover: string; selectedRow: string; onAccent: string }>> = {
  night: { hover: "#222C36", selectedRow: "#22344C", onAccent: "#07131F" },
  day: { hover: "#E4E9EE", selectedRow: "#D7E6FA", onAccent: "#FFFFFF" },
};

/** The theme's tokens as CSS variables, so that style sheets hold no colour of their own. */
export function cssVariables(theme: ThemeName): Readonly<Record<string, string>> {
  const { surface, text, accent, form, status, onTintedRow, selection } = THEMES[theme];
  return {
    "--page": surface.page,
    "--panel": surface.panel,
    "--raised": surface.raised,
    "--line": surface.line,
    "--scrim": surface.scrim,
    "--hover": SHADES[theme].hover,
    "--selected-row": SHADES[theme].selectedRow,
    "--text-primary": text.primary,
    "--text-secondary": text.secondary,
    "--text-quiet": text.quiet,
    "--accent": accent.base,
    "--focus": accent.focus,
    "--form-border": form.border,
    "--selection": selection,
    "--critical": status.critical,
    "--high": status.high,
    "--medium": status.medium,
    "--low": status.low,
    "--advisory": status.advisory,
    "--stale": status.stale,
    "--critical-text": onTintedRow.critical,
    "--high-text": onTintedRow.high,
    "--medium-text": onTintedRow.medium,
    "--font": tokens.type.family,
    "--motion": `${tokens.motionMs}ms`,
  };
}

/** Gives the document a theme: its CSS variables, and the browser's own parts (scroll bars, fields) to match. */
export function applyTheme(root: HTMLElement, theme: ThemeName): void {
  root.dataset.theme = theme;
  root.style.colorScheme = theme === "night" ? "dark" : "light";
  for (const [name, value] of Object.entries(cssVariables(theme))) root.style.setProperty(name, value);
  document.querySelector("meta[name=theme-color]")?.setAttribute("content", THEMES[theme].surface.page);
}

/** antd in a theme, with our tokens. */
export const ANTD_THEMES: Readonly<Record<ThemeName, ThemeConfig>> = {
  night: antdTheme("night"),
  day: antdTheme("day"),
};

function antdTheme(theme: ThemeName): ThemeConfig {
  const { surface, text, accent, form, status } = THEMES[theme];
  const { hover, onAccent } = SHADES[theme];
  return {
    algorithm: theme === "night" ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: accent.base,
      colorInfo: accent.base,
      colorError: status.critical,
      colorBgBase: surface.page,
      colorBgContainer: theme === "night" ? surface.page : surface.panel,
      colorBgElevated: surface.raised,
      colorText: text.primary,
      colorTextSecondary: text.secondary,
      colorTextPlaceholder: text.quiet,
      colorBorder: form.border,
      colorTextLightSolid: onAccent,
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
        primaryColor: onAccent,
        fontWeight: 400,
        primaryShadow: "none",
        defaultShadow: "none",
        dangerShadow: "none",
        defaultBg: surface.raised,
        defaultHoverBg: hover,
        // antd's own lighter accent is too pale to be read on a light button.
        defaultHoverColor: text.primary,
        defaultActiveColor: text.primary,
        contentFontSizeSM: 12,
        paddingInlineSM: 8,
      },
      Slider: {
        railBg: form.border,
        railHoverBg: form.border,
        trackBg: text.secondary,
        trackHoverBg: text.secondary,
        handleColor: text.primary,
        handleActiveColor: accent.focus,
      },
    },
  };
}

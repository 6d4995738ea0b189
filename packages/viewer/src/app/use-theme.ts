import { useEffect } from "react";
import { keepThemeChoice } from "../client/theme-choice.ts";
import { type ThemeName, useViewStore } from "../client/view-store.ts";
import { applyTheme } from "./theme.ts";

/** The page's theme: dresses the document in it and keeps the choice for the next visit. */
export function useTheme(): ThemeName {
  const theme = useViewStore((state) => state.theme);
  useEffect(() => {
    applyTheme(document.documentElement, theme);
    keepThemeChoice(theme);
  }, [theme]);
  return theme;
}

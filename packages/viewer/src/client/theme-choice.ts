import type { ThemeName } from "./view-store.ts";

const THEME_KEY = "shuicheng.theme";

/** The theme this person chose in this browser; night where they never did. */
export function readThemeChoice(): ThemeName {
  try {
    return localStorage.getItem(THEME_KEY) === "day" ? "day" : "night";
  } catch {
    return "night"; // a browser that forbids storage still shows the page
  }
}

/** Keeps the choice for the next visit. */
export function keepThemeChoice(theme: ThemeName): void {
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Without storage the choice holds until the page is closed.
  }
}

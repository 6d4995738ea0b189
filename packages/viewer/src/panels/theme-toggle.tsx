import { useTranslation } from "react-i18next";
import { useViewStore } from "../client/view-store.ts";
import { Icon } from "./icons.tsx";

/** Changes between night and day; the button says where it leads. */
export function ThemeToggle() {
  const { t } = useTranslation("header");
  const theme = useViewStore((state) => state.theme);
  const setTheme = useViewStore((state) => state.setTheme);
  const next = theme === "night" ? "day" : "night";
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={t(`theme.${next}`)}
      title={t(`theme.${next}`)}
      data-testid="theme"
      onClick={() => setTheme(next)}
    >
      <Icon name={next === "day" ? "sun" : "moon"} />
    </button>
  );
}

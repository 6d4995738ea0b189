import { useTranslation } from "react-i18next";
import type { TimeWindow } from "../../client/charts/chart-view.ts";
import { formatExactTime } from "../../format/time.ts";
import { useTimeStyle } from "../use-time-style.ts";

/** When an annotation is, a moment or a span. */
export function AnnotationTime({ fromMs, toMs }: TimeWindow) {
  const { t } = useTranslation("charts");
  const style = useTimeStyle();
  const [from, to] = [fromMs, toMs].map((timeMs) => formatExactTime(timeMs, style)) as [string, string];
  if (fromMs === toMs) return <span>{t("notes.at", { time: from })}</span>;
  // The same day is said once.
  return (
    <span>{t("notes.span", { from, to: to.slice(0, 10) === from.slice(0, 10) ? to.slice(11) : to })}</span>
  );
}

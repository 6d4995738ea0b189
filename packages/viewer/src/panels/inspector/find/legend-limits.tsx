import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ColourScheme } from "../../../client/inspector/find/colour-scheme.ts";
import { useDataStore } from "../../../client/inspector/find/data-store.ts";
import { MAX_OWN_LIMITS, parseLimits } from "../../../client/inspector/find/range-limits.ts";

/** Changes where the ranges of numbers begin and end. */
export function LegendLimits(props: { readonly scheme: ColourScheme; readonly onEnd: () => void }) {
  const { t } = useTranslation("inspectorData");
  const { ownLimits, setOwnLimits } = useDataStore();
  const [text, setText] = useState(() => (ownLimits ?? limitsOf(props.scheme)).join(" "));
  const limits = parseLimits(text);
  const most = MAX_OWN_LIMITS;
  const unit = props.scheme.unit?.symbol;
  const problem = typeof limits === "string" && limits !== "none" ? limits : undefined;
  const take = (next: readonly number[] | null): void => {
    setOwnLimits(next);
    props.onEnd();
  };
  return (
    <form
      className="legend-limits"
      onSubmit={(event) => {
        event.preventDefault();
        if (typeof limits !== "string") take(limits);
        else if (limits === "none") take(null);
      }}
    >
      <Input
        size="small"
        autoFocus
        value={text}
        suffix={unit}
        status={problem ? "error" : ""}
        aria-label={[t("colour.limitsLabel"), unit && t("colour.limitsUnit", { unit })]
          .filter(Boolean)
          .join(", ")}
        data-testid="legend-limits"
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") props.onEnd();
        }}
      />
      <small role="status">{t(`colour.${problem ?? "limitsHint"}`, { most })}</small>
      <span>
        <Button size="small" disabled={!ownLimits} onClick={() => take(null)}>
          {t("colour.limitsAuto")}
        </Button>
        <Button size="small" type="primary" htmlType="submit" disabled={problem !== undefined}>
          {t("colour.limitsApply")}
        </Button>
      </span>
    </form>
  );
}

/** The limits that a scheme has by itself. */
function limitsOf({ entries }: ColourScheme): number[] {
  const all = entries.flatMap(({ label }) => ("from" in label ? [label.from, label.to] : []));
  return [...new Set(all)].filter(Number.isFinite);
}

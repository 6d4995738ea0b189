import { Button } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useChartStore } from "../../client/charts/chart-store.ts";
import { chooseWindow, type TimeWindow } from "../../client/charts/chart-view.ts";
import { readCivil, writeCivil } from "../../client/charts/civil-moment.ts";
import { useTimeStyle } from "../use-time-style.ts";

/** From and to as clocks of the server's zone show them; what is typed holds until it is applied or the chart moves on. */
export function RangeFields({ window }: { readonly window: TimeWindow }) {
  const { t } = useTranslation("charts");
  const { timeZone } = useTimeStyle();
  const [typed, setTyped] = useState<{ readonly from?: string; readonly to?: string }>({});
  const showRange = useChartStore((state) => state.showRange);
  const from = typed.from ?? writeCivil(window.fromMs, timeZone);
  const to = typed.to ?? writeCivil(window.toMs, timeZone);
  const [fromMs, toMs] = [readCivil(from, timeZone), readCivil(to, timeZone)];
  const isRight = fromMs !== undefined && toMs !== undefined && fromMs < toMs;
  const isTyped = typed.from !== undefined || typed.to !== undefined;
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (!isRight) return;
    showRange(chooseWindow(fromMs, toMs), true);
    setTyped({});
  };
  const field = (key: "from" | "to", value: string) => (
    <label>
      {t(`range.${key}`)}
      <input
        type="datetime-local"
        step={1}
        value={value}
        aria-invalid={isTyped && !isRight}
        onChange={(event) => setTyped({ ...typed, [key]: event.target.value })}
        data-testid={`range-${key}`}
      />
    </label>
  );
  return (
    <form className="chart-range" onSubmit={apply} title={t("range.zone", { zone: timeZone })}>
      {field("from", from)}
      {field("to", to)}
      {isTyped && (
        <Button size="small" type="primary" htmlType="submit" disabled={!isRight}>
          {t("range.apply")}
        </Button>
      )}
      {isTyped && !isRight && <span role="alert">{t("range.wrong")}</span>}
    </form>
  );
}

import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { clearMeasurement } from "../client/clear-measurement.ts";
import { useViewStore } from "../client/view-store.ts";
import { formatMeasurement } from "../format/measurement.ts";
import { CopyButton } from "./copy-button.tsx";
import { Icon } from "./icons.tsx";
import "./measure-panel.css";

/** What was measured, while the tool is in hand: distance in space, seen from above, and rise. */
export function MeasurePanel() {
  const { t } = useTranslation("scene");
  const tool = useViewStore((state) => state.tool);
  const measurement = useViewStore((state) => state.measurement);
  const { setTool, showMeasurement } = useViewStore.getState();
  if (tool !== "measure") return null;
  const close = (): void => {
    setTool("select");
    showMeasurement(null);
  };
  const values = measurement && formatMeasurement(measurement);
  return (
    <section className="measure float" aria-label={t("measure.title")} data-testid="measure">
      <div className="measure-head">
        <h3>{t("measure.title")}</h3>
        <button type="button" className="icon-button" aria-label={t("measure.close")} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      {values ? (
        <dl>
          <dt>{t("measure.length")}</dt>
          <dd className="measure-main">{values.length}</dd>
          <dt>{t("measure.horizontal")}</dt>
          <dd>{values.horizontal}</dd>
          <dt>{t("measure.rise")}</dt>
          <dd>{values.rise}</dd>
        </dl>
      ) : (
        <p>{t("measure.start")}</p>
      )}
      {measurement && (
        <p>{t(measurement.isOpen ? "measure.goOn" : "measure.done", { count: measurement.points.length })}</p>
      )}
      <p className="measure-keys">{t("measure.keys")}</p>
      <p className="visually-hidden" role="status" data-testid="measure-told">
        {measurement && values
          ? `${t("measure.soFar", { count: measurement.points.length, ...values })}${
              measurement.isOpen ? "" : ` ${t("measure.done", { count: measurement.points.length })}`
            }`
          : `${t("measure.start")} ${t("measure.keys")}`}
      </p>
      {values && (
        <div className="measure-actions">
          <CopyButton
            text={t("measure.copyText", { ...values })}
            label={t("measure.copy")}
            copied={t("measure.copied")}
            failed={t("measure.copyFailed")}
          />
          <Button size="small" onClick={clearMeasurement}>
            {t("measure.clear")}
          </Button>
        </div>
      )}
      <p className="measure-datum">{t("measure.datum")}</p>
    </section>
  );
}

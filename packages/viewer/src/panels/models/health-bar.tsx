import { useTranslation } from "react-i18next";
import { formatNumber } from "../../format/number.ts";
import "./health-bar.css";

/** Shares of what is drawn, drawn from an axis and not drawn, as one bar; the numbers stand beside it or in its name. */
export function HealthBar(props: {
  readonly products: number;
  readonly drawn: number;
  readonly drawnFromAxis: number;
  /** How many products. */
  readonly notDrawn: number;
}) {
  const { t } = useTranslation("models");
  const { products, drawn, drawnFromAxis, notDrawn } = props;
  const label = t("health.bar", {
    products: formatNumber(products),
    drawn: formatNumber(drawn),
    axis: formatNumber(drawnFromAxis),
    rest: formatNumber(notDrawn),
  });
  return (
    <span className="health-bar" role="img" aria-label={label} title={label}>
      {products > 0 && (
        <>
          <i className="is-drawn" style={{ flexGrow: drawn }} />
          <i className="is-axis" style={{ flexGrow: drawnFromAxis }} />
          <i className="is-rest" style={{ flexGrow: notDrawn }} />
        </>
      )}
    </span>
  );
}

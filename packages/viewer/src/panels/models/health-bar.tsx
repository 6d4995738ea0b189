import { useTranslation } from "react-i18next";
import { formatNumber } from "../../format/number.ts";
import "./health-bar.css";

/** Shares of what is drawn, drawn from an axis, not meant to be drawn and not drawn, as one bar; the numbers stand beside it or in its name. */
export function HealthBar(props: {
  readonly products: number;
  readonly drawn: number;
  readonly drawnFromAxis: number;
  /** Products that are not to be drawn; where it is not known, they are among those not drawn. */
  readonly notMeant?: number;
  /** Products that could not be drawn. */
  readonly notDrawn: number;
}) {
  const { t } = useTranslation("models");
  const { products, drawn, drawnFromAxis, notMeant, notDrawn } = props;
  const isParted = notMeant !== undefined;
  const label = t(isParted ? "health.bar" : "health.barWhole", {
    products: formatNumber(products),
    drawn: formatNumber(drawn),
    axis: formatNumber(drawnFromAxis),
    meant: formatNumber(notMeant ?? 0),
    rest: formatNumber(notDrawn),
  });
  return (
    <span className="health-bar" role="img" aria-label={label} title={label}>
      {products > 0 && (
        <>
          <i className="is-drawn" style={{ flexGrow: drawn }} />
          <i className="is-axis" style={{ flexGrow: drawnFromAxis }} />
          <i className="is-rest" style={{ flexGrow: notMeant ?? notDrawn }} />
          {isParted && <i className="is-failed" style={{ flexGrow: notDrawn }} />}
        </>
      )}
    </span>
  );
}

import { severityCodeOfSide, severityOf } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { useLatestValue } from "../client/mirror-hooks.ts";
import { useAssetOfFeature, useDatastreams } from "../client/queries.ts";
import { useServerSecondMs } from "../client/server-clock.ts";
import { useViewStore } from "../client/view-store.ts";
import { formatAge } from "../format/age.ts";
import { NO_VALUE, withUnit } from "../format/number.ts";
import { findReading, formatResult, sideOf, wordOf } from "../format/reading.ts";
import { formatAssetClass, formatProperty } from "../format/terms.ts";
import { useTimeStyle } from "./use-time-style.ts";
import "./selection-label.css";

/** Room for the selection's ring. */
const LABEL_OFFSET_PX = 24;

/** The selected asset's label beside it in the scene: name, its first value, age. The panel says the same and more. */
export function SelectionLabel() {
  const selection = useViewStore((state) => state.selection);
  const pixel = useViewStore((state) => state.selectionPixel);
  const asset = useAssetOfFeature(selection).data;
  const { language } = useTimeStyle();
  if (!pixel || !asset) return null;
  return (
    <div className="selection-place" style={{ top: pixel.y }} aria-hidden="true">
      <span style={{ flexBasis: pixel.x + LABEL_OFFSET_PX }} />
      <div className="selection-label">
        <strong>
          {formatAssetClass(asset.class, language)} {asset.name || asset.id}
        </strong>
        <FirstValue asset={asset.id} />
      </div>
    </div>
  );
}

function FirstValue({ asset }: { readonly asset: string }) {
  const { t } = useTranslation("asset");
  const style = useTimeStyle();
  const nowMs = useServerSecondMs();
  const datastream = useDatastreams(asset).data?.[0];
  const followed = useLatestValue(datastream?.id ?? "");
  if (!datastream) return null;
  const reading = findReading(datastream, followed, nowMs);
  const word = reading && wordOf(reading);
  const side = reading ? sideOf(reading) : null;
  const words = { yes: t("boolean.true"), no: t("boolean.false") };
  const result = word === "bad" ? NO_VALUE : formatResult(reading?.latest.result, datastream, words);
  const said =
    word === "stale" ? t("stale") : word && word !== "good" ? t(`quality.${word}`) : word ? "" : t("noData");
  return (
    <span className="selection-value">
      <span data-severity={side === null ? undefined : severityOf(severityCodeOfSide(side))}>
        {formatProperty(datastream.observedProperty, datastream.name, style.language)}{" "}
        {withUnit(result, datastream.unit?.symbol ?? null)}
      </span>
      {side !== null && (
        <span>
          {t(`side.${side}`)} {side}
        </span>
      )}
      {said !== "" && <span>{said}</span>}
      {reading && <span>{formatAge(reading.latest.time, nowMs, style)}</span>}
    </span>
  );
}

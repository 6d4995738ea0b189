import { type Datastream, severityCodeOfSide, severityOf } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { useLatestValue } from "../client/mirror-hooks.ts";
import { useServerSecondMs } from "../client/server-clock.ts";
import { classOf } from "../client/status-class.ts";
import { formatAge } from "../format/age.ts";
import { comparisonOf } from "../format/limits.ts";
import { formatNumber, withUnit } from "../format/number.ts";
import { findReading, sideOf } from "../format/reading.ts";
import { formatProperty, formatState } from "../format/terms.ts";
import { isUnacknowledged, StatusMark } from "./status-mark.tsx";
import { useTimeStyle } from "./use-time-style.ts";
import { useYesNo } from "./use-value-words.ts";
import "./asset-status.css";

/** Why an asset is abnormal: each value beyond its limit, with the limit. Nothing while the asset is not abnormal. */
export function AssetStatus(props: { readonly status: number; readonly datastreams: readonly Datastream[] }) {
  const { t } = useTranslation(["asset", "terms"]);
  const { status } = props;
  if (classOf(status) !== "abnormal") return null;
  const severity = severityOf(status);
  return (
    <section
      className="asset-status"
      aria-label={t("asset:status")}
      data-severity={severity}
      data-testid="asset-status"
    >
      <ul>
        {props.datastreams.map((datastream) => (
          <Reason key={datastream.id} datastream={datastream} isUnacknowledged={isUnacknowledged(status)} />
        ))}
      </ul>
      <h3 className="asset-status-plain">
        <StatusMark kind={severity} isUnacknowledged={isUnacknowledged(status)} />
        {t("asset:flagged", { severity: t(`terms:severity.${severity}`) })}
      </h3>
    </section>
  );
}

function Reason(props: { readonly datastream: Datastream; readonly isUnacknowledged: boolean }) {
  const { t } = useTranslation(["asset", "terms"]);
  const { datastream } = props;
  const style = useTimeStyle();
  const nowMs = useServerSecondMs();
  const reading = findReading(datastream, useLatestValue(datastream.id), nowMs);
  const side = reading ? sideOf(reading) : null;
  const words = useYesNo();
  if (!reading || side === null || typeof reading.latest.result === "string") return null;
  const { result } = reading.latest;
  const property = formatProperty(datastream.observedProperty, datastream.name, style.language);
  const age = formatAge(reading.latest.time, nowMs, style);
  const severity = severityOf(severityCodeOfSide(side));
  return (
    <li>
      <StatusMark kind={severity} isUnacknowledged={props.isUnacknowledged} />
      <div>
        <h3>
          {t(`terms:severity.${severity}`)} •{" "}
          {typeof result === "boolean"
            ? formatState(datastream, result, words)
            : t(comparisonOf(side) === ">" ? "asset:over" : "asset:under", { property, side })}
          {props.isUnacknowledged && ` • ${t("terms:flag.unacknowledged")}`}
        </h3>
        <p>
          {typeof result === "boolean"
            ? t("asset:beyondState", { age })
            : t("asset:beyondDetail", {
                value: formatNumber(result, datastream.decimals),
                comparison: comparisonOf(side),
                limit: withUnit(
                  formatNumber(datastream.limits[side], datastream.decimals),
                  datastream.unit?.symbol ?? null,
                ),
                age,
              })}
        </p>
      </div>
    </li>
  );
}

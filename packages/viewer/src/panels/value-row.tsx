import { type Datastream, severityCodeOfSide, severityOf } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { useLatestValue } from "../client/mirror-hooks.ts";
import { useServerSecondMs } from "../client/server-clock.ts";
import { formatAge } from "../format/age.ts";
import { NO_VALUE, withUnit } from "../format/number.ts";
import { findReading, formatRange, formatResult, sideOf, wordOf } from "../format/reading.ts";
import { formatProperty } from "../format/terms.ts";
import { formatDuration } from "../format/time.ts";
import { Icon } from "./icons.tsx";
import { StatusMark } from "./status-mark.tsx";
import { useTimeStyle } from "./use-time-style.ts";
import { useLimitText, useYesNo } from "./use-value-words.ts";
import "./value-row.css";

/** One live value: number, unit, quality, age and limits; never one without the others. */
export function ValueRow(props: {
  readonly datastream: Datastream;
  readonly isTrendShown: boolean;
  readonly isOnlyOne: boolean;
  readonly onShowTrend: () => void;
}) {
  const { t } = useTranslation("asset");
  const { t: words } = useTranslation("terms");
  const { datastream } = props;
  const style = useTimeStyle();
  const nowMs = useServerSecondMs();
  const reading = findReading(datastream, useLatestValue(datastream.id), nowMs);
  const word = reading ? wordOf(reading) : "none";
  const side = reading ? sideOf(reading) : null;
  const unit = datastream.unit?.symbol ?? null;
  const property = formatProperty(datastream.observedProperty, datastream.name, style.language);
  const yesNo = useYesNo();
  const limits = useLimitText(datastream);
  const isOld = word === "stale" || word === "none";
  const result = formatResult(reading?.latest.result, datastream, yesNo);
  const severity = side === null ? undefined : severityOf(severityCodeOfSide(side));

  return (
    <div
      className={["value-row", isOld && "hatch", word === "bad" && "is-bad"].filter(Boolean).join(" ")}
      data-testid={`value-${datastream.id}`}
      data-word={word}
      data-side={side ?? "none"}
    >
      <div className="value-name">
        {props.isOnlyOne ? (
          <span>{property}</span>
        ) : (
          <button
            type="button"
            className="text-button"
            aria-pressed={props.isTrendShown}
            title={t("showTrend", { property })}
            onClick={props.onShowTrend}
          >
            {property}
          </button>
        )}
        <small>
          {limits === ""
            ? t("noLimits")
            : limits.split(" • ").map((limit, i, all) => (
                <span key={limit} className="value-limit">
                  {i < all.length - 1 ? `${limit} • ` : limit}
                </span>
              ))}
        </small>
      </div>
      <div className="value-result severity-text" data-severity={isOld ? undefined : severity}>
        <b data-testid="value">{word === "bad" ? NO_VALUE : result}</b>
        {unit !== null && <small>{unit}</small>}
      </div>
      <div className="value-quality">
        <span>
          {word === "good" && <Icon name="check" size={14} />}
          {word === "bad" && <StatusMark kind="bad" size={14} />}
          {isOld && <StatusMark kind="stale" size={14} />}
          {word === "uncertain" && <StatusMark kind="advisory" size={14} />}
          <span data-testid="quality">
            {word === "stale" ? t("stale") : word === "none" ? t("noData") : t(`quality.${word}`)}
          </span>
        </span>
        <small data-testid="age">
          {reading
            ? formatAge(reading.latest.time, nowMs, style)
            : t("expected", { interval: formatDuration(datastream.expectedIntervalMs, style.language) })}
        </small>
      </div>
      {(severity !== undefined || reading?.isOutOfRange || word === "bad") && (
        <div className="value-notes">
          {severity !== undefined && side !== null && (
            <span className="value-side">
              <StatusMark kind={severity} size={12} />{" "}
              {datastream.resultType === "boolean"
                ? words(`severity.${severity}`)
                : `${t(`side.${side}`)} (${side})`}
            </span>
          )}
          {reading?.isOutOfRange && (
            <span>
              {t("outOfRange", { range: formatRange(datastream.range, datastream.decimals, unit) })}
            </span>
          )}
          {word === "bad" && reading && <span>{t("rawValue", { value: withUnit(result, unit) })}</span>}
        </div>
      )}
    </div>
  );
}

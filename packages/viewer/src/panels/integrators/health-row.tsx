import type { DatastreamHealth } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { type HealthFinding, judgeHealth } from "../../client/integrators/judge-health.ts";
import { useServerSecondMs } from "../../client/server-clock.ts";
import { formatAge } from "../../format/age.ts";
import { formatNumber, formatQuantity, NO_VALUE } from "../../format/number.ts";
import { formatDuration, formatExactTime } from "../../format/time.ts";
import { StatusMark } from "../status-mark.tsx";
import { useTimeStyle } from "../use-time-style.ts";
import { formatPerMinute } from "./token-columns.ts";

/** A clock that is off by less is shown in seconds with a decimal. */
const EXACT_SKEW_MS = 60_000;

/** A datastream in the table of health. */
export function HealthRow(props: {
  readonly health: DatastreamHealth;
  readonly line: number;
  readonly topPx: number;
}) {
  const { t } = useTranslation("integrators");
  const { health } = props;
  const nowMs = useServerSecondMs();
  const style = useTimeStyle();
  const { newestTime, clockSkewMs } = health;
  return (
    // biome-ignore-start lint/a11y/useSemanticElements: a table element cannot have only the lines in sight
    // biome-ignore-start lint/a11y/useFocusableInteractive: cells are read, not walked
    <div
      className="health-line"
      role="row"
      aria-rowindex={props.line + 2}
      style={{ top: props.topPx }}
      data-testid={`health-${health.id}`}
    >
      <div role="cell" className="health-id" title={`${health.id} ${health.name}`}>
        <code>{health.id}</code> {health.name !== health.id && <span>{health.name}</span>}
      </div>
      <div role="cell">{formatPerMinute(1_000 / health.expectedIntervalMs)}</div>
      <div role="cell">{formatPerMinute(health.perSecondMinute)}</div>
      <Count value={health.late} />
      <Count value={health.duplicates} />
      <Count value={health.outOfRange} />
      <Count value={health.rejected} />
      <div role="cell">{formatSkew(clockSkewMs, style.language)}</div>
      <div
        role="cell"
        title={
          newestTime === null
            ? undefined
            : t("health.newestTitle", { time: formatExactTime(newestTime, style) })
        }
      >
        {newestTime === null ? NO_VALUE : formatAge(newestTime, nowMs, style)}
      </div>
      <div role="cell" className="health-judgement">
        <Judgement health={health} nowMs={nowMs} />
      </div>
    </div>
    // biome-ignore-end lint/a11y/useFocusableInteractive: cells are read, not walked
    // biome-ignore-end lint/a11y/useSemanticElements: a table element cannot have only the lines in sight
  );
}

function Count({ value }: { readonly value: number }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of a table that has only the lines in sight
    <div role="cell" className={value === 0 ? "is-zero" : undefined}>
      {formatNumber(value)}
    </div>
  );
}

function Judgement({ health, nowMs }: { readonly health: DatastreamHealth; readonly nowMs: number }) {
  const { t } = useTranslation("integrators");
  const { language } = useTimeStyle();
  const findings = judgeHealth(health);
  if (findings.length === 0) return <span className="is-zero">{t("health.normal")}</span>;
  const since = health.lastArrival;
  const wordOf = (finding: HealthFinding) => {
    if (finding !== "silent") return t(`health.findings.${finding}`);
    if (since === null) return t("health.neverSeen");
    return t("health.silentSince", { duration: formatDuration(nowMs - since, language) });
  };
  const words = findings.map(wordOf).join(language === "zh" ? "，" : ", ");
  return (
    <>
      <StatusMark kind={findings[0] === "silent" ? "stale" : "medium"} size={14} />
      <strong title={words}>{words}</strong>
    </>
  );
}

function formatSkew(skewMs: number | null, language: "zh" | "en"): string {
  if (skewMs === null) return NO_VALUE;
  if (Math.abs(skewMs) < EXACT_SKEW_MS)
    return formatQuantity(skewMs / 1_000, language === "zh" ? "秒" : "s", 1);
  return `${skewMs < 0 ? "−" : ""}${formatDuration(Math.abs(skewMs), language)}`;
}

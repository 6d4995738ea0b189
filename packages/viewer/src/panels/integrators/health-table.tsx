import type { DatastreamHealth, HealthSort } from "@shuicheng/shared/contracts";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { HealthView } from "../../client/integrators/integrator-queries.ts";
import { Icon } from "../icons.tsx";
import { useVirtualLines } from "../inspector/use-virtual-lines.ts";
import { HealthRow } from "./health-row.tsx";
import "./health-table.css";

const LINE_PX = 32;
/** More is read when so many lines are left below. */
const LINES_AHEAD = 100;

const COLUMNS = [
  { key: "id", sort: "id" },
  { key: "expected", sort: null },
  { key: "rate", sort: "perSecondMinute" },
  { key: "late", sort: "late" },
  { key: "duplicates", sort: "duplicates" },
  { key: "outOfRange", sort: "outOfRange" },
  { key: "rejected", sort: "rejected" },
  { key: "skew", sort: "clockSkewMs" },
  { key: "newest", sort: "lastArrival" },
  { key: "judgement", sort: null },
] as const satisfies readonly { readonly key: string; readonly sort: HealthSort | null }[];

/** The table itself; only the lines in sight are on the page. */
export function HealthTable(props: {
  readonly lines: readonly DatastreamHealth[];
  readonly view: HealthView;
  readonly onSort: (sort: HealthSort) => void;
  readonly onNearEnd: () => void;
}) {
  const { t } = useTranslation("integrators");
  const { lines, view, onSort, onNearEnd } = props;
  const body = useRef<HTMLDivElement>(null);
  const { first, last } = useVirtualLines(body, lines.length, LINE_PX);
  useEffect(() => {
    if (last + LINES_AHEAD >= lines.length) onNearEnd();
  }, [last, lines.length, onNearEnd]);
  return (
    // biome-ignore-start lint/a11y/useFocusableInteractive: rows are read, not walked; their buttons have focus
    // biome-ignore-start lint/a11y/useSemanticElements: a table element cannot have only the lines in sight
    <div className="health" role="table" aria-label={t("health.title")} aria-rowcount={lines.length + 1}>
      <div className="health-line health-head" role="row">
        {COLUMNS.map(({ key, sort }) => (
          <div
            key={key}
            role="columnheader"
            aria-sort={sortOf(view, sort)}
            title={key === "skew" ? t("health.skewTitle") : undefined}
          >
            {sort === null ? (
              t(`health.columns.${key}`)
            ) : (
              <button type="button" className="sort-button" onClick={() => onSort(sort)}>
                {t(`health.columns.${key}`)}
                {view.sort === sort && <Icon name={view.isDescending ? "down" : "up"} size={10} />}
              </button>
            )}
          </div>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys */}
      <div className="health-body" ref={body} role="rowgroup" tabIndex={0} data-panel="health">
        <div style={{ height: lines.length * LINE_PX, position: "relative" }}>
          {lines.slice(first, last).map((health, i) => (
            <HealthRow key={health.id} health={health} line={first + i} topPx={(first + i) * LINE_PX} />
          ))}
        </div>
      </div>
    </div>
    // biome-ignore-end lint/a11y/useSemanticElements: a table element cannot have only the lines in sight
    // biome-ignore-end lint/a11y/useFocusableInteractive: rows are read, not walked; their buttons have focus
  );
}

function sortOf({ sort, isDescending }: HealthView, column: HealthSort | null) {
  if (column === null) return undefined;
  if (column !== sort) return "none";
  return isDescending ? "descending" : "ascending";
}

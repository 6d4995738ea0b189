import {
  HEALTH_FILTERS,
  type HealthFilter,
  type HealthSort,
  type Integrator,
} from "@shuicheng/shared/contracts";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type HealthView, useDatastreamHealth } from "../../client/integrators/integrator-queries.ts";
import { formatNumber } from "../../format/number.ts";
import { Card } from "../models/card.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { HealthTable } from "./health-table.tsx";

/** Health of each datastream that a token has sent: sorted and narrowed by the server, read as one scrolls. */
export function HealthCard({ integrator }: { readonly integrator: Integrator }) {
  const { t } = useTranslation("integrators");
  const [view, setView] = useState<HealthView>({ sort: "id", isDescending: false, filter: null });
  const health = useDatastreamHealth(integrator.id, view);
  const lines = health.data?.pages.flatMap(({ items }) => items);
  const readMore = (): void => {
    if (health.hasNextPage && !health.isFetching) void health.fetchNextPage();
  };
  const options: { value: HealthFilter | "all"; label: string }[] = [
    { value: "all", label: t("health.all") },
    ...HEALTH_FILTERS.map((filter) => ({ value: filter, label: t(`health.filters.${filter}`) })),
  ];
  const shown = formatNumber(lines?.length ?? 0);
  return (
    <Card
      title={t("health.title")}
      testId="health"
      extra={
        <span className="card-extra">
          <span className="card-note" data-testid="health-count">
            {view.filter === null
              ? t("health.shown", { shown, total: formatNumber(integrator.datastreams) })
              : t("health.filtered", { shown: health.hasNextPage ? `${shown}+` : shown })}
          </span>
          <Select<HealthFilter | "all">
            size="small"
            className="health-filter"
            aria-label={t("health.filter")}
            value={view.filter ?? "all"}
            options={options}
            onChange={(filter) => setView({ ...view, filter: filter === "all" ? null : filter })}
          />
        </span>
      }
    >
      {health.isError && <ProblemNotice error={health.error} onRetry={() => void health.refetch()} />}
      {health.isPending && <p className="card-empty">{t("loading")}</p>}
      {lines?.length === 0 && (
        <p className="card-empty">{t(view.filter === null ? "health.none" : "health.noneFiltered")}</p>
      )}
      {lines !== undefined && lines.length > 0 && (
        <HealthTable
          lines={lines}
          view={view}
          onSort={(sort) => setView({ ...view, ...turnSort(view, sort) })}
          onNearEnd={readMore}
        />
      )}
    </Card>
  );
}

/** Figures the largest first, names from A; the same column again turns it round. */
function turnSort(view: HealthView, sort: HealthSort): Pick<HealthView, "sort" | "isDescending"> {
  return { sort, isDescending: sort === view.sort ? !view.isDescending : sort !== "id" };
}

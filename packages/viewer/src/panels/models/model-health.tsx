import type { Model } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { useModelHealth } from "../../client/model-queries.ts";
import { ProblemNotice } from "../problem-notice.tsx";
import { FindingsCard } from "./findings-card.tsx";
import { HealthCard } from "./health-card.tsx";
import { NotDrawnCard } from "./not-drawn-card.tsx";

/** What became of the model: the counts, what is not drawn and why, what was found. */
export function ModelHealth({ model }: { readonly model: Model }) {
  const { t } = useTranslation("models");
  const health = useModelHealth(model);
  if (health.isPending) {
    return (
      <p className="card-lead" role="status">
        {t("loading")}
      </p>
    );
  }
  if (health.isError) return <ProblemNotice error={health.error} onRetry={() => void health.refetch()} />;
  return (
    <>
      <HealthCard model={model} health={health.data} />
      <FindingsCard findings={health.data.findings} />
      <NotDrawnCard notDrawn={health.data.notDrawn} />
    </>
  );
}

import { LAYER_KINDS, type Layer } from "@shuicheng/shared/contracts";
import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { layerClassesQuery } from "../client/layer-queries.ts";
import { usePanelStore } from "../client/panel-store.ts";
import { Icon } from "./icons.tsx";
import { AbandonedSample, isLineKind, LineSample } from "./line-sample.tsx";
import { StatusMark } from "./status-mark.tsx";
import "./legend.css";

const SEVERITY_MARKS = ["critical", "high", "medium", "low"] as const;
/** What is no alarm, in the order of its counting. */
const QUIET_MARKS = ["stale", "bad", "advisory", "outOfService"] as const;
/** Class of pipes that nobody uses any more; the scene draws them apart. */
const ABANDONED = "abandoned-pipe";

/** What marks and lines in the scene mean; kinds only of the layers there are. Folds away. */
export function Legend({ layers }: { readonly layers: readonly Layer[] }) {
  const { t } = useTranslation(["scene", "terms"]);
  const { isLegendOpen, setLegendOpen } = usePanelStore();
  const kinds = LAYER_KINDS.filter((kind) => isLineKind(kind) && layers.some((layer) => layer.kind === kind));
  const hasAbandoned = useHasAbandoned(layers);
  return (
    <section className="legend float" aria-label={t("scene:legend")} data-testid="legend">
      <button
        type="button"
        className="legend-fold"
        aria-expanded={isLegendOpen}
        title={t(isLegendOpen ? "scene:legendFold" : "scene:legend")}
        onClick={() => setLegendOpen(!isLegendOpen)}
      >
        <Icon name={isLegendOpen ? "down" : "unfold"} size={12} />
        <span className={isLegendOpen ? "visually-hidden" : undefined}>{t("scene:legend")}</span>
      </button>
      {isLegendOpen && (
        <dl>
          <dt>{t("scene:status")}</dt>
          <dd>
            {SEVERITY_MARKS.map((kind) => (
              <span key={kind}>
                <StatusMark kind={kind} size={14} />
                {t(`terms:severity.${kind}`)}
              </span>
            ))}
            {QUIET_MARKS.map((kind) => (
              <span key={kind}>
                <StatusMark kind={kind} size={14} />
                {t(kind === "advisory" ? "terms:severity.advisory" : `terms:flag.${kind}`)}
              </span>
            ))}
          </dd>
          {kinds.length > 0 && (
            <>
              <dt>{t("scene:kind")}</dt>
              <dd>
                {kinds.map((kind) => (
                  <span key={kind}>
                    <LineSample kind={kind} width={18} />
                    {t(`terms:kind.${kind}`)}
                  </span>
                ))}
                {hasAbandoned && (
                  <span>
                    <AbandonedSample width={18} />
                    {t("scene:abandoned")}
                  </span>
                )}
              </dd>
            </>
          )}
        </dl>
      )}
    </section>
  );
}

/** Whether any layer of pipes has abandoned ones. */
function useHasAbandoned(layers: readonly Layer[]): boolean {
  return useQueries({
    queries: layers.filter((layer) => isLineKind(layer.kind)).map(layerClassesQuery),
    combine: (results) =>
      results.some(({ data }) => data?.items.some((item) => item.class === ABANDONED && item.features > 0)),
  });
}

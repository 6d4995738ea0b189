import type { Layer } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { useLayerCounts } from "../client/mirror-hooks.ts";
import { STATUS_CLASSES, type StatusClass } from "../client/status-class.ts";
import { useViewStore } from "../client/view-store.ts";
import { formatNumber } from "../format/number.ts";
import { LineSample } from "./line-sample.tsx";
import "./overview-strip.css";

/** How each layer stands in counts that add up to its features; "bad" is listed only where there is any. */
export function OverviewStrip({ layers }: { readonly layers: readonly Layer[] }) {
  const { t } = useTranslation("layers");
  return (
    <section className="overview" aria-label={t("overview")} data-panel="overview" tabIndex={-1}>
      {layers.map((layer) => (
        <LayerCard key={layer.id} layer={layer} />
      ))}
    </section>
  );
}

function LayerCard({ layer }: { readonly layer: Layer }) {
  const { t } = useTranslation(["layers", "terms"]);
  const counts = useLayerCounts(layer.id);
  const isSelected = useViewStore((state) => state.selection?.layer === layer.id);
  const fly = useViewStore((state) => state.fly);
  const classes = STATUS_CLASSES.filter((name) => name !== "bad" || counts.byClass.bad > 0);
  const total = formatNumber(counts.features);
  return (
    <button
      type="button"
      className={isSelected ? "overview-card is-selected" : "overview-card"}
      title={t("layers:adds", { name: layer.name, total })}
      data-testid={`overview-${layer.id}`}
      onClick={() => fly({ to: "layer", layer: layer.id })}
    >
      <span className="overview-name">
        <LineSample kind={layer.kind} />
        <span>{layer.name}</span>
        <span className="overview-total">{t("layers:total", { total })}</span>
      </span>
      <span className="overview-counts">
        {classes.map((name) => (
          <span key={name} className="overview-count" data-class={name} data-count={counts.byClass[name]}>
            <b className={weightOf(name, counts.byClass[name])}>{formatNumber(counts.byClass[name])}</b>
            <span>{t(`layers:class.${name}`)}</span>
          </span>
        ))}
      </span>
    </button>
  );
}

/** Quiet is grey: only what needs a person is bright. */
function weightOf(name: StatusClass, count: number): string {
  if (count === 0) return "is-none";
  return name === "abnormal" ? "is-loud" : name === "stale" || name === "bad" ? "is-noted" : "is-quiet";
}

import { type Layer, severityOf } from "@shuicheng/shared/contracts";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { isClassHidden } from "../client/class-visibility.ts";
import { layerClassesQuery } from "../client/layer-queries.ts";
import { useNotedFeatures } from "../client/mirror-hooks.ts";
import type { AttentionClass } from "../client/status-class.ts";
import type { NotedFeature } from "../client/twin-mirror.ts";
import { useViewStore } from "../client/view-store.ts";
import { formatNumber } from "../format/number.ts";
import { formatAssetClass } from "../format/terms.ts";
import { AbnormalCount } from "./abnormal-count.tsx";
import { classKey, countByClass } from "./layer-tree-model.ts";
import { ProblemNotice } from "./problem-notice.tsx";
import { useTreeItem } from "./tree-context.ts";
import { EyeButton } from "./tree-controls.tsx";
import { useLanguage } from "./use-time-style.ts";

const ABNORMAL: readonly AttentionClass[] = ["abnormal"];

/** The classes of a layer's assets: how many, how many abnormal, each shown or hidden. */
export function LayerClassRows({ layer }: { readonly layer: Layer }) {
  const { t } = useTranslation("layers");
  const classes = useQuery(layerClassesQuery(layer));
  const ids = useMemo(() => [layer.id], [layer.id]);
  const abnormal = useNotedFeatures(ids, ABNORMAL);
  const indices = classes.data?.indices;
  const counts = useMemo(
    () => (indices ? countByClass(abnormal, indices) : new Map<number, number>()),
    [abnormal, indices],
  );
  if (classes.isError) {
    return <ProblemNotice error={classes.error} onRetry={() => void classes.refetch()} />;
  }
  if (!classes.data) {
    return (
      <p className="layer-class-note" role="status">
        {t("classesLoading")}
      </p>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of tree items, not of form fields
    <ul role="group">
      {classes.data.items.map((item, place) => (
        <ClassRow
          key={item.class}
          layer={layer.id}
          assetClass={item.class}
          features={item.features}
          abnormal={counts.get(place) ?? 0}
          first={abnormal.find(({ featureIndex }) => indices?.[featureIndex] === place)}
        />
      ))}
    </ul>
  );
}

function ClassRow(props: {
  readonly layer: string;
  readonly assetClass: string;
  readonly features: number;
  readonly abnormal: number;
  /** The worst abnormal one. */
  readonly first: NotedFeature | undefined;
}) {
  const { t } = useTranslation("layers");
  const { layer, assetClass, abnormal } = props;
  const item = useTreeItem(classKey(layer, assetClass), 3, false);
  const isHidden = useViewStore((state) => isClassHidden(assetClass, state.switchedClasses.get(layer)));
  const toggleClass = useViewStore((state) => state.toggleClass);
  const name = formatAssetClass(assetClass, useLanguage());
  const label = [
    name,
    formatNumber(props.features),
    `${t("class.abnormal")} ${abnormal}`,
    t(isHidden ? "isHidden" : "isShown"),
  ];
  return (
    <li {...item.attributes} aria-label={label.join(", ")} data-testid={`class-${layer}-${assetClass}`}>
      <div className={isHidden ? "layer-row is-class is-hidden" : "layer-row is-class"}>
        <EyeButton
          state={isHidden ? "hidden" : "shown"}
          label={t("show", { name })}
          onToggle={() => toggleClass(layer, assetClass)}
        />
        <span className="class-name">{name}</span>
        <span className="layer-amount">{formatNumber(props.features)}</span>
        <AbnormalCount count={abnormal} worst={severityOf(props.first?.status ?? 0)} />
      </div>
    </li>
  );
}

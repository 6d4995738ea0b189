import { SEVERITIES } from "@shuicheng/shared/contracts";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useCountsOfLayers } from "../client/mirror-hooks.ts";
import { useViewStore } from "../client/view-store.ts";
import { formatLayerName } from "../format/layer-name.ts";
import { formatLength, formatNumber } from "../format/number.ts";
import { AbnormalCount } from "./abnormal-count.tsx";
import { FailedTiles } from "./failed-tiles.tsx";
import { groupKey, type LayerGroup } from "./layer-tree-model.ts";
import { isLineKind } from "./line-sample.tsx";
import { useTreeItem } from "./tree-context.ts";
import { EyeButton, TreeChevron } from "./tree-controls.tsx";
import { useLanguage } from "./use-time-style.ts";

/**
 * A group of layers: shown or hidden as one, with the sum of lengths or features and of what is abnormal. While it is
 * closed it names the layers in it whose tiles did not load.
 */
export function LayerGroupRow(props: { readonly group: LayerGroup; readonly children: ReactNode }) {
  const { t } = useTranslation("layers");
  const { layers, name } = props.group;
  const language = useLanguage();
  const item = useTreeItem(groupKey(name), 1, true);
  const ids = useMemo(() => layers.map((layer) => layer.id), [layers]);
  const counts = useCountsOfLayers(ids);
  const hiddenCount = useViewStore((state) => ids.filter((id) => state.hiddenLayers.has(id)).length);
  const showLayers = useViewStore((state) => state.showLayers);
  const abnormal = counts.reduce((sum, each) => sum + each.byClass.abnormal, 0);
  const worst = SEVERITIES[Math.max(...counts.map((each) => each.worstSeverity))] ?? "critical";
  const title = t(`group.${name}`);
  const amount = amountOf(layers);
  const label = [title, amount, `${t("class.abnormal")} ${abnormal}`].filter(Boolean).join(", ");
  return (
    <li {...item.attributes} aria-label={label}>
      <div className="layer-row is-group">
        <TreeChevron isExpanded={item.isExpanded} onToggle={item.toggle} />
        <EyeButton
          state={hiddenCount === 0 ? "shown" : hiddenCount === ids.length ? "hidden" : "mixed"}
          label={t("show", { name: title })}
          onToggle={() => showLayers(ids, hiddenCount === ids.length)}
        />
        <button type="button" tabIndex={-1} className="layer-name" onClick={item.toggle}>
          <span>{title}</span>
        </button>
        <span className="layer-amount">{amount}</span>
        <AbnormalCount count={abnormal} worst={worst} />
      </div>
      {item.isExpanded ? (
        // biome-ignore lint/a11y/useSemanticElements: a group of tree items, not of form fields
        <ul role="group">{props.children}</ul>
      ) : (
        layers.map((layer) => {
          const called = formatLayerName(layer, language);
          const told = item.isAmbiguous(layer.id) ? `${called} ${layer.id}` : called;
          return <FailedTiles key={layer.id} layer={layer.id} name={told} isNamed />;
        })
      )}
    </li>
  );
}

/** Length where the group has pipes, else how many features it has where that is one kind of thing. */
function amountOf(layers: LayerGroup["layers"]): string {
  const lengths = layers.flatMap(({ kind, lengthM }) =>
    isLineKind(kind) && lengthM !== null ? [lengthM] : [],
  );
  if (lengths.length > 0) return formatLength(lengths.reduce((sum, lengthM) => sum + lengthM, 0));
  return formatNumber(layers.reduce((sum, layer) => sum + layer.features, 0));
}

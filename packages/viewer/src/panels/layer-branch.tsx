import { type Layer, SEVERITIES } from "@shuicheng/shared/contracts";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { loadPart } from "../client/load-part.ts";
import { useLayerCounts } from "../client/mirror-hooks.ts";
import { modelsQuery } from "../client/model-queries.ts";
import { useSession } from "../client/session-queries.ts";
import { useViewStore } from "../client/view-store.ts";
import { formatLayerName } from "../format/layer-name.ts";
import { formatLength, formatNumber } from "../format/number.ts";
import { AbnormalCount } from "./abnormal-count.tsx";
import { FailedTiles } from "./failed-tiles.tsx";
import { Icon } from "./icons.tsx";
import { LayerClassRows } from "./layer-class-rows.tsx";
import { layerKey } from "./layer-tree-model.ts";
import { isLineKind, LineSample } from "./line-sample.tsx";
import { RangeSlider } from "./range-slider.tsx";
import { useTreeItem } from "./tree-context.ts";
import { EyeButton, TreeChevron } from "./tree-controls.tsx";
import { useLanguage } from "./use-time-style.ts";

/** Storeys come with the first model that is opened. */
const StoreyRows = lazy(async () => ({
  default: (await loadPart(() => import("./models/storey-rows.tsx"))).StoreyRows,
}));

/** A layer in the tree: its row, and while open its opacity and classes. */
export function LayerBranch({ layer }: { readonly layer: Layer }) {
  const { t } = useTranslation(["layers", "terms"]);
  const item = useTreeItem(layerKey(layer.id), 2, true);
  const name = formatLayerName(layer, useLanguage());
  const isHidden = useViewStore((state) => state.hiddenLayers.has(layer.id));
  const abnormal = useLayerCounts(layer.id).byClass.abnormal;
  const isLocked = useIsLocked(layer);
  const amount = useAmount(layer);
  const label = [
    name,
    item.isAmbiguous(layer.id) ? layer.id : "",
    t(`terms:kind.${layer.kind}`),
    amount,
    `${t("layers:class.abnormal")} ${abnormal}`,
    t(isHidden ? "layers:isHidden" : "layers:isShown"),
    isLocked ? t("layers:restricted") : "",
  ];
  return (
    <li {...item.attributes} aria-label={label.filter(Boolean).join(", ")} data-testid={`layer-${layer.id}`}>
      <LayerRow
        layer={layer}
        name={name}
        amount={amount}
        isExpanded={item.isExpanded}
        onToggle={item.toggle}
      />
      <FailedTiles layer={layer.id} name={name} />
      {item.isExpanded && (
        <div className="layer-details">
          <Opacity layer={layer} name={name} />
          {layer.kind === "models" && (
            <Suspense>
              <StoreyRows layer={layer} />
            </Suspense>
          )}
          <LayerClassRows layer={layer} />
        </div>
      )}
    </li>
  );
}

function LayerRow(props: {
  readonly layer: Layer;
  readonly name: string;
  readonly amount: string;
  readonly isExpanded: boolean;
  readonly onToggle: () => void;
}) {
  const { t } = useTranslation(["layers", "terms"]);
  const { layer, name } = props;
  const item = useTreeItem(layerKey(layer.id), 2, true);
  const isHidden = useViewStore((state) => state.hiddenLayers.has(layer.id));
  const isSelected = useViewStore((state) => state.selection?.layer === layer.id);
  const { toggleLayer, fly } = useViewStore.getState();
  const counts = useLayerCounts(layer.id);
  const isLocked = useIsLocked(layer);
  const classes = ["layer-row", isHidden && "is-hidden", isSelected && "is-selected"];
  return (
    <div className={classes.filter(Boolean).join(" ")}>
      <TreeChevron isExpanded={props.isExpanded} onToggle={props.onToggle} />
      <EyeButton
        state={isHidden ? "hidden" : "shown"}
        label={t("layers:show", { name })}
        onToggle={() => toggleLayer(layer.id)}
      />
      <button
        type="button"
        tabIndex={-1}
        className="layer-name"
        title={`${t("layers:flyTo", { name })} • ${t(`terms:kind.${layer.kind}`)} • ${layer.id}`}
        onClick={() => fly({ to: "layer", layer: layer.id })}
      >
        <LineSample kind={layer.kind} width={18} />
        <span>
          {name}
          {item.isAmbiguous(layer.id) && <small> {layer.id}</small>}
        </span>
      </button>
      <span className="layer-lock" title={isLocked ? t("layers:restricted") : undefined}>
        {isLocked && <Icon name="lock" size={12} />}
      </span>
      <span className="layer-cim" title={t("layers:cimLevel", { level: layer.cimLevel })}>
        {layer.cimLevel}
      </span>
      <span className="layer-amount">{props.amount}</span>
      <AbnormalCount
        count={counts.byClass.abnormal}
        worst={SEVERITIES[counts.worstSeverity] ?? "critical"}
        testId={`abnormal-${layer.id}`}
      />
    </div>
  );
}

/** Whether others may not see a layer that this person sees: with public viewing on everybody sees every layer. */
function useIsLocked(layer: Layer): boolean {
  const session = useSession().data;
  return layer.access === "restricted" && session?.publicView === false;
}

/** Pipes by their length, everything else by number; of a model the elements that its current revision has. */
function useAmount(layer: Layer): string {
  const isModel = layer.kind === "models";
  // Feature indices are never given up: what a revision no longer has is still counted by the layer.
  const { data } = useQuery({ ...modelsQuery, enabled: isModel });
  const elements = isModel ? data?.find((each) => each.layer === layer.id)?.elements : undefined;
  if (elements !== undefined) return formatNumber(elements);
  return isLineKind(layer.kind) && layer.lengthM !== null
    ? formatLength(layer.lengthM)
    : formatNumber(layer.features);
}

function Opacity({ layer, name }: { readonly layer: Layer; readonly name: string }) {
  const { t } = useTranslation("layers");
  const opacity = useViewStore((state) => state.layerOpacity.get(layer.id) ?? 1);
  const setLayerOpacity = useViewStore((state) => state.setLayerOpacity);
  const percent = Math.round(opacity * 100);
  return (
    <div className="layer-opacity">
      <span aria-hidden="true">{t("opacity")}</span>
      <RangeSlider
        label={t("opacityOf", { name })}
        {...{ min: 10, max: 100, step: 5, value: percent }}
        valueText={`${percent} %`}
        testId={`opacity-${layer.id}`}
        onChange={(value) => setLayerOpacity(layer.id, value / 100)}
      />
      <span>{percent} %</span>
    </div>
  );
}

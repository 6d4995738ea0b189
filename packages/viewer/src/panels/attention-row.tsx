import { type Asset, type Layer, severityCodeOfSide, severityOf } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { useFeatureStatus } from "../client/mirror-hooks.ts";
import type { NotedFeature } from "../client/twin-mirror.ts";
import { isSameFeature, useViewStore } from "../client/view-store.ts";
import { formatAssetName } from "../format/asset-name.ts";
import { formatLayerName } from "../format/layer-name.ts";
import { formatAssetClass } from "../format/terms.ts";
import { isUnacknowledged, markOf, StatusMark } from "./status-mark.tsx";
import { type TellingValue, useTellingValue } from "./use-telling-value.ts";
import { useLanguage } from "./use-time-style.ts";

/** One asset that needs a person: name and the value that tells why, class and layer, limit side and age. */
export function AttentionRow(props: {
  readonly feature: NotedFeature;
  readonly asset: Asset | undefined;
  readonly layer: Layer | undefined;
}) {
  const { t } = useTranslation(["layers", "terms"]);
  const { feature, asset, layer } = props;
  const language = useLanguage();
  const status = useFeatureStatus(feature.layer, feature.featureIndex);
  const isSelected = useViewStore((state) => isSameFeature(state.selection, feature));
  // Once a row: there are tens of rows, and the age of each moves every second.
  const value = useTellingValue(asset?.id);
  const choose = (): void => {
    const target = { layer: feature.layer, featureIndex: feature.featureIndex };
    const { select, fly } = useViewStore.getState();
    select(target);
    fly({ to: "feature", feature: target });
  };
  const layerName = layer ? formatLayerName(layer, language) : feature.layer;
  const name = asset
    ? formatAssetName(asset, language)
    : t("layers:feature", { layer: layerName, index: feature.featureIndex });
  return (
    <li>
      <button
        type="button"
        className={isSelected ? "attention-row is-selected" : "attention-row"}
        aria-current={isSelected || undefined}
        data-testid={`abnormal-${feature.layer}-${feature.featureIndex}`}
        onClick={choose}
      >
        <StatusMark kind={markOf(status)} isUnacknowledged={isUnacknowledged(status)} />
        <span className="attention-name">{name}</span>
        {asset && <RowValue value={value} />}
        <span className="attention-where">
          {asset && `${formatAssetClass(asset.class, language)} • `}
          {layerName}
        </span>
        {asset ? (
          <RowAge value={value} />
        ) : (
          <span className="attention-age">{t(`terms:severity.${severityOf(status)}`)}</span>
        )}
      </button>
    </li>
  );
}

function RowValue({ value }: { readonly value: TellingValue | undefined }) {
  if (!value) return <span className="attention-value" />;
  const severity = value.side === null ? undefined : severityOf(severityCodeOfSide(value.side));
  return (
    <span className="attention-value severity-text" data-severity={value.isOld ? undefined : severity}>
      {value.text}
    </span>
  );
}

function RowAge({ value }: { readonly value: TellingValue | undefined }) {
  const { t } = useTranslation("asset");
  if (!value) return <span className="attention-age" />;
  const said = value.word === "good" ? "" : value.word === "stale" ? t("stale") : t(`quality.${value.word}`);
  const words = [[value.property, value.beyond].filter(Boolean).join(" "), said, value.age];
  return <span className="attention-age">{words.filter(Boolean).join(" • ")}</span>;
}

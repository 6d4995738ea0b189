import { type Asset, type Layer, severityCodeOfSide, severityOf } from "@shuicheng/shared/contracts";
import type { TFunction } from "i18next";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useFeatureStatus } from "../client/mirror-hooks.ts";
import { isSameFeature, useViewStore } from "../client/view-store.ts";
import { formatAssetName } from "../format/asset-name.ts";
import { formatLayerName } from "../format/layer-name.ts";
import { formatAssetClass } from "../format/terms.ts";
import { isUnacknowledged, markOf, StatusMark } from "./status-mark.tsx";
import { type TellingValue, useTellingValue } from "./use-telling-value.ts";
import { useLanguage } from "./use-time-style.ts";

/** One asset that needs a person: name and the value that tells why, class and layer, limit side and age. */
export const AttentionRow = memo(function AttentionRow(props: {
  /** Id of the layer, and the feature in it: not an object, which each patch of the layer makes anew. */
  readonly of: string;
  readonly featureIndex: number;
  readonly asset: Asset | undefined;
  readonly layer: Layer | undefined;
}) {
  const { t } = useTranslation(["asset", "layers", "terms"]);
  const { of, featureIndex, asset, layer } = props;
  const language = useLanguage();
  const status = useFeatureStatus(of, featureIndex);
  const isSelected = useViewStore((state) => isSameFeature(state.selection, { layer: of, featureIndex }));
  // Once a row: there are tens of rows, and the age of each moves every second.
  const value = useTellingValue(asset?.id);
  const choose = (): void => {
    const target = { layer: of, featureIndex };
    const { select, fly } = useViewStore.getState();
    select(target);
    fly({ to: "feature", feature: target });
  };
  const layerName = layer ? formatLayerName(layer, language) : of;
  const name = asset
    ? formatAssetName(asset, language)
    : t("layers:feature", { layer: layerName, index: featureIndex });
  return (
    <li>
      <button
        type="button"
        className={isSelected ? "attention-row is-selected" : "attention-row"}
        aria-current={isSelected || undefined}
        data-testid={`abnormal-${of}-${featureIndex}`}
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
          <span className="attention-age">{value && describeAge(value, t)}</span>
        ) : (
          <span className="attention-age">{t(`terms:severity.${severityOf(status)}`)}</span>
        )}
      </button>
    </li>
  );
});

function RowValue({ value }: { readonly value: TellingValue | undefined }) {
  if (!value) return <span className="attention-value" />;
  const severity = value.side === null ? undefined : severityOf(severityCodeOfSide(value.side));
  return (
    <span className="attention-value severity-text" data-severity={value.isOld ? undefined : severity}>
      {value.text}
    </span>
  );
}

function describeAge({ word, property, beyond, age }: TellingValue, t: TFunction<"asset">): string {
  const said = word === "good" ? "" : word === "stale" ? t("stale") : t(`quality.${word}`);
  return [[property, beyond].filter(Boolean).join(" "), said, age].filter(Boolean).join(" • ");
}

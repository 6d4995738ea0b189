import { type Asset, type Layer, severityOf } from "@shuicheng/shared/contracts";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAbnormalFeatures, useFeatureStatus } from "../client/mirror-hooks.ts";
import { featureKey, useAssetsOfFeatures } from "../client/queries.ts";
import type { AbnormalFeature } from "../client/twin-mirror.ts";
import { isSameFeature, useViewStore } from "../client/view-store.ts";
import { formatNumber } from "../format/number.ts";
import { formatAssetClass } from "../format/terms.ts";
import { isUnacknowledged, markOf, StatusMark } from "./status-mark.tsx";
import { useHeldList } from "./use-held-list.ts";
import { useLanguage } from "./use-time-style.ts";
import "./abnormal-list.css";

/** Rows listed at first and with each press of "more". */
const ROWS_A_STEP = 50;

/**
 * Every abnormal asset, worst first, so that each can be reached without the scene. While the pointer or the
 * focus is in the list its order is held: nothing moves under the hand, a strip says that something changed.
 */
export function AbnormalList({ layers }: { readonly layers: readonly Layer[] }) {
  const { t } = useTranslation("layers");
  const ids = useMemo(() => layers.map((layer) => layer.id), [layers]);
  const current = useAbnormalFeatures(ids);
  const held = useHeldList(current, featureKey);
  const [limit, setLimit] = useState(ROWS_A_STEP);
  const rows = held.list.slice(0, limit);
  const rest = held.list.length - rows.length;
  const assets = useAssetsOfFeatures(rows);
  return (
    <section
      className="abnormal"
      aria-label={t("abnormalTitle")}
      data-testid="abnormal-list"
      {...held.handlers}
    >
      <div className="abnormal-head">
        <h3>{t("abnormalTitle")}</h3>
        <span className={current.length > 0 ? "is-abnormal" : "is-calm"}>{formatNumber(current.length)}</span>
        <span className="visually-hidden" role="status">
          {t("abnormalNow", { count: current.length })}
        </span>
      </div>
      {held.changes > 0 && (
        <button type="button" className="abnormal-new" onClick={held.release}>
          {t("abnormalNew", { count: held.changes })}
        </button>
      )}
      {held.list.length === 0 ? (
        <p className="abnormal-none">{t("abnormalNone")}</p>
      ) : (
        <ul>
          {rows.map((feature) => (
            <AbnormalRow
              key={featureKey(feature)}
              feature={feature}
              asset={assets.get(featureKey(feature))}
              layerName={layers.find(({ id }) => id === feature.layer)?.name ?? feature.layer}
            />
          ))}
        </ul>
      )}
      {rest > 0 && (
        <button type="button" className="abnormal-new" onClick={() => setLimit((n) => n + ROWS_A_STEP)}>
          {t("abnormalMore", { count: Math.min(rest, ROWS_A_STEP) })}
        </button>
      )}
    </section>
  );
}

function AbnormalRow(props: {
  readonly feature: AbnormalFeature;
  readonly asset: Asset | undefined;
  readonly layerName: string;
}) {
  const { t } = useTranslation(["layers", "terms"]);
  const { feature, asset } = props;
  const language = useLanguage();
  const status = useFeatureStatus(feature.layer, feature.featureIndex);
  const isSelected = useViewStore((state) => isSameFeature(state.selection, feature));
  const choose = (): void => {
    const target = { layer: feature.layer, featureIndex: feature.featureIndex };
    const { select, fly } = useViewStore.getState();
    select(target);
    fly({ to: "feature", feature: target });
  };
  const name =
    asset?.name || asset?.id || t("layers:feature", { layer: props.layerName, index: feature.featureIndex });
  return (
    <li>
      <button
        type="button"
        className={isSelected ? "abnormal-row is-selected" : "abnormal-row"}
        aria-current={isSelected || undefined}
        data-testid={`abnormal-${feature.layer}-${feature.featureIndex}`}
        onClick={choose}
      >
        <StatusMark kind={markOf(status)} isUnacknowledged={isUnacknowledged(status)} />
        <span className="abnormal-name">{name}</span>
        <span className="abnormal-class">
          {asset ? formatAssetClass(asset.class, language) : props.layerName}
        </span>
        <span className="abnormal-severity">{t(`terms:severity.${severityOf(status)}`)}</span>
      </button>
    </li>
  );
}

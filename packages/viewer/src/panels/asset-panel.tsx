import {
  type Asset,
  type Datastream,
  type Layer,
  severityCodeOfSide,
  severityOf,
} from "@shuicheng/shared/contracts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFeatureStatus, useMirror } from "../client/mirror-hooks.ts";
import { useAssetOfFeature, useDatastreams, useLayers } from "../client/queries.ts";
import { type FeatureRef, useViewStore } from "../client/view-store.ts";
import { findReading, sideOf } from "../format/reading.ts";
import { formatAssetClass } from "../format/terms.ts";
import { AssetAttributes } from "./asset-attributes.tsx";
import { AssetStatus } from "./asset-status.tsx";
import { Icon } from "./icons.tsx";
import { ProblemNotice } from "./problem-notice.tsx";
import { isUnacknowledged, markOf, StatusMark } from "./status-mark.tsx";
import { TrendPanel } from "./trend-panel.tsx";
import { useLanguage } from "./use-time-style.ts";
import { ValueRow } from "./value-row.tsx";
import "./asset-panel.css";

/** Right panel of the selected asset: identity, status, live values, trend, attributes. */
export function AssetPanel({ feature }: { readonly feature: FeatureRef }) {
  const { t } = useTranslation("asset");
  const asset = useAssetOfFeature(feature);
  const select = useViewStore((state) => state.select);
  return (
    <aside
      className="asset-panel"
      aria-label={t("panel")}
      data-panel="asset"
      data-testid="asset-panel"
      tabIndex={-1}
    >
      <button
        type="button"
        className="icon-button asset-close"
        aria-label={t("close")}
        title={`${t("close")} (Esc)`}
        onClick={() => select(null)}
      >
        <Icon name="close" />
      </button>
      {asset.isPending && (
        <p className="asset-note" role="status">
          {t("loading")}
        </p>
      )}
      {asset.isError && <ProblemNotice error={asset.error} onRetry={() => void asset.refetch()} />}
      {asset.data && <AssetContent key={`${feature.layer}/${feature.featureIndex}`} asset={asset.data} />}
    </aside>
  );
}

function AssetContent({ asset }: { readonly asset: Asset }) {
  const layer = useLayers().data?.find(({ id }) => id === asset.layer);
  const status = useFeatureStatus(asset.layer, asset.featureIndex);
  const datastreams = useDatastreams(asset.id);
  return (
    <>
      <Identity asset={asset} layer={layer} status={status} />
      <AssetStatus status={status} datastreams={datastreams.data ?? []} />
      {datastreams.isError && (
        <ProblemNotice error={datastreams.error} onRetry={() => void datastreams.refetch()} />
      )}
      {datastreams.data && <Values datastreams={datastreams.data} />}
      <AssetAttributes asset={asset} layer={layer} />
    </>
  );
}

function Identity(props: {
  readonly asset: Asset;
  readonly layer: Layer | undefined;
  readonly status: number;
}) {
  const { t } = useTranslation(["asset", "terms"]);
  const { asset, layer, status } = props;
  const language = useLanguage();
  const fly = useViewStore((state) => state.fly);
  const feature = { layer: asset.layer, featureIndex: asset.featureIndex };
  const assetClass = formatAssetClass(asset.class, language);
  return (
    <div className="asset-identity">
      <StatusMark kind={markOf(status)} size={24} isUnacknowledged={isUnacknowledged(status)} />
      <div>
        <h2 data-testid="asset-name">
          {assetClass} {asset.name || asset.id}
        </h2>
        <p>
          {layer?.name ?? asset.layer} •{" "}
          <span data-testid="asset-severity">{t(`terms:severity.${severityOf(status)}`)}</span>
          <button type="button" className="text-button" onClick={() => fly({ to: "feature", feature })}>
            {t("asset:flyTo")}
          </button>
        </p>
      </div>
    </div>
  );
}

function Values({ datastreams }: { readonly datastreams: readonly Datastream[] }) {
  const { t } = useTranslation("asset");
  const [chosen, setChosen] = useState<string | null>(null);
  const worst = useWorst(datastreams);
  const shown = datastreams.find(({ id }) => id === chosen) ?? worst;
  if (!shown) return <p className="asset-note">{t("noDatastreams")}</p>;
  return (
    <>
      <section className="asset-values" aria-label={t("values")}>
        {datastreams.map((datastream) => (
          <ValueRow
            key={datastream.id}
            datastream={datastream}
            isTrendShown={datastream.id === shown.id}
            isOnlyOne={datastreams.length === 1}
            onShowTrend={() => setChosen(datastream.id)}
          />
        ))}
      </section>
      <TrendPanel key={shown.id} datastream={shown} />
    </>
  );
}

/** The datastream whose trend explains most: the one furthest beyond its limits when the panel opened, else the first. */
function useWorst(datastreams: readonly Datastream[]): Datastream | undefined {
  const mirror = useMirror();
  const [worst] = useState(() => {
    const codes = datastreams.map((datastream) => {
      const reading = findReading(datastream, mirror.valueOf(datastream.id), 0);
      const side = reading ? sideOf(reading) : null;
      return side === null ? 0 : severityCodeOfSide(side);
    });
    return datastreams[codes.indexOf(Math.max(...codes))]?.id;
  });
  return datastreams.find(({ id }) => id === worst) ?? datastreams[0];
}

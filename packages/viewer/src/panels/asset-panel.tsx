import { type Asset, type Datastream, type Layer, severityOf } from "@shuicheng/shared/contracts";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAssetOfFeature, useDatastreams } from "../client/asset-queries.ts";
import { useLayers } from "../client/layer-queries.ts";
import { loadPart } from "../client/load-part.ts";
import { useFeatureStatus, useMirror } from "../client/mirror-hooks.ts";
import { type FeatureRef, useViewStore } from "../client/view-store.ts";
import { findAddress, formatAssetTitle } from "../format/asset-name.ts";
import { findForeignLang } from "../format/language.ts";
import { formatLayerName } from "../format/layer-name.ts";
import { formatAssetClass } from "../format/terms.ts";
import { AssetActions } from "./asset-actions.tsx";
import { AssetAttributes } from "./asset-attributes.tsx";
import { AssetNeighbours } from "./asset-neighbours.tsx";
import { AssetStatus } from "./asset-status.tsx";
import { Icon } from "./icons.tsx";
import { ProblemNotice } from "./problem-notice.tsx";
import { isUnacknowledged, markOf, StatusMark } from "./status-mark.tsx";
import { pickTelling } from "./use-telling-value.ts";
import { useLanguage } from "./use-time-style.ts";
import { ValueRow } from "./value-row.tsx";
import "./asset-panel.css";

/** Charts are half a megabyte: they come with the first asset that is opened. */
const TrendPanel = lazy(async () => ({
  default: (await loadPart(() => import("./trend-panel.tsx"))).TrendPanel,
}));

/** Properties of elements come with the first element of a model that is opened. */
const ElementSection = lazy(async () => ({
  default: (await loadPart(() => import("./models/element-section.tsx"))).ElementSection,
}));

/** Right panel of the selected asset: identity, alarm, live values, trend, attributes, neighbours, actions. */
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
      {layer?.kind === "models" && (
        <Suspense>
          <ElementSection asset={asset} />
        </Suspense>
      )}
      <AssetNeighbours asset={asset} />
      <AssetActions asset={asset} />
    </>
  );
}

function Identity(props: {
  readonly asset: Asset;
  readonly layer: Layer | undefined;
  readonly status: number;
}) {
  const { t } = useTranslation("terms");
  const { asset, layer, status } = props;
  const language = useLanguage();
  const title = formatAssetTitle(asset, language);
  const assetClass = formatAssetClass(asset.class, language);
  const isMeasured = severityOf(status) !== "unknown" || markOf(status) !== "unknown";
  const layerName = layer ? formatLayerName(layer, language) : asset.layer;
  // A building of the layer of buildings is said once.
  const about = [
    title.includes(assetClass) || layerName.includes(assetClass) ? undefined : assetClass,
    layerName,
  ];
  const address = findAddress(asset, language);
  const saidOf = (byte: number): string => {
    const kind = markOf(byte);
    return kind === "stale" || kind === "bad" || kind === "outOfService"
      ? t(`flag.${kind}`)
      : t(`severity.${kind}`);
  };
  return (
    <div className="asset-identity">
      {isMeasured && (
        <StatusMark kind={markOf(status)} size={24} isUnacknowledged={isUnacknowledged(status)} />
      )}
      <div>
        <h2 data-testid="asset-name">{title}</h2>
        <p>
          {about.filter(Boolean).join(" • ")}
          {address !== undefined && (
            <>
              {" • "}
              <span lang={findForeignLang(address, language)}>{address}</span>
            </>
          )}
          {isMeasured && (
            <>
              {" • "}
              <span data-testid="asset-severity">{saidOf(status)}</span>
            </>
          )}
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
      <Suspense fallback={<p className="asset-note">{t("trend.loading")}</p>}>
        <TrendPanel key={shown.id} datastream={shown} />
      </Suspense>
    </>
  );
}

/** The datastream whose trend explains most: the one furthest beyond its limits when the panel opened, else the first. */
function useWorst(datastreams: readonly Datastream[]): Datastream | undefined {
  const mirror = useMirror();
  const [worst] = useState(() => pickTelling(datastreams, mirror)?.id);
  return datastreams.find(({ id }) => id === worst) ?? datastreams[0];
}

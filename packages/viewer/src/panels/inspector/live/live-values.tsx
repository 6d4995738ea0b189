import type { Datastream } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDatastreams } from "../../../client/asset-queries.ts";
import { useToolStore } from "../../../client/inspector/tool-store.ts";
import type { OpenModel } from "../../../client/inspector-store.ts";
import { listElementAssets } from "../../../client/live-binding/element-assets.ts";
import { useElementFeatures } from "../../../client/live-binding/live-queries.ts";
import { loadPart } from "../../../client/load-part.ts";
import { isLocalId } from "../../../client/local-model-store.ts";
import { useFeatureStatus, useMirror } from "../../../client/mirror-hooks.ts";
import { formatNumber } from "../../../format/number.ts";
import { AssetStatus } from "../../asset-status.tsx";
import { ProblemNotice } from "../../problem-notice.tsx";
import { pickTelling } from "../../use-telling-value.ts";
import { ValueRow } from "../../value-row.tsx";
import "./live-values.css";

/** Charts are half a megabyte: they come with the first element that has values. */
const TrendPanel = lazy(async () => ({
  default: (await loadPart(() => import("../../trend-panel.tsx"))).TrendPanel,
}));

/** What the datastreams of an element say: value, age, limits and trend of each, and why it is abnormal. */
export function LiveValues({ model, row }: { readonly model: OpenModel; readonly row: number }) {
  const { t } = useTranslation("inspectorLive");
  if (isLocalId(model.id)) return <p className="live-note">{t("element.local")}</p>;
  const asset = listElementAssets(model.id, model.table).assetOf[row];
  if (asset === undefined) return <NoValues />;
  return <ElementValues key={asset} model={model} row={row} asset={asset} />;
}

/** How many datastreams an element has; undefined while that is not known. */
export function useLiveCount(model: OpenModel, row: number): number | undefined {
  const isLocal = isLocalId(model.id);
  const asset = isLocal ? undefined : listElementAssets(model.id, model.table).assetOf[row];
  return useDatastreams(asset).data?.length;
}

function ElementValues(props: { readonly model: OpenModel; readonly row: number; readonly asset: string }) {
  const { t } = useTranslation("inspectorLive");
  const { model, row, asset } = props;
  const datastreams = useDatastreams(asset);
  const feature = useElementFeatures(model.id).data?.[row] ?? -1;
  const status = useFeatureStatus(model.id, feature);
  if (datastreams.isPending) {
    return (
      <p className="live-note" role="status">
        {t("element.loading")}
      </p>
    );
  }
  if (datastreams.isError)
    return <ProblemNotice error={datastreams.error} onRetry={() => void datastreams.refetch()} />;
  if (datastreams.data.length === 0) return <NoValues />;
  return (
    <div data-testid="live-values">
      <AssetStatus status={status} datastreams={datastreams.data} />
      <p className="live-note">
        {t("element.title", {
          count: datastreams.data.length,
          number: formatNumber(datastreams.data.length),
        })}
      </p>
      <Rows datastreams={datastreams.data} />
    </div>
  );
}

function Rows({ datastreams }: { readonly datastreams: readonly Datastream[] }) {
  const mirror = useMirror();
  const [chosen, choose] = useState(() => pickTelling(datastreams, mirror)?.id);
  const shown = datastreams.find(({ id }) => id === chosen) ?? datastreams[0];
  return (
    <>
      {datastreams.map((datastream) => (
        <ValueRow
          key={datastream.id}
          datastream={datastream}
          isTrendShown={datastream === shown}
          isOnlyOne={datastreams.length === 1}
          onShowTrend={() => choose(datastream.id)}
        />
      ))}
      {shown && (
        <Suspense>
          <TrendPanel key={shown.id} datastream={shown} />
        </Suspense>
      )}
    </>
  );
}

function NoValues() {
  const { t } = useTranslation("inspectorLive");
  return (
    <div className="live-note" data-testid="live-none">
      <p>{t("element.none")}</p>
      <p>{t("element.noneHint")}</p>
      <Button size="small" onClick={() => useToolStore.setState({ inHand: "live" })}>
        {t("element.bind")}
      </Button>
    </div>
  );
}

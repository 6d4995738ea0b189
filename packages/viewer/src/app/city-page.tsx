import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useAssetOfFeature } from "../client/asset-queries.ts";
import type { CityClient } from "../client/city-client.ts";
import { useFollowStore } from "../client/follow-store.ts";
import { useJobs } from "../client/job-queries.ts";
import { useLayers } from "../client/layer-queries.ts";
import { loadPart } from "../client/load-part.ts";
import { usePlacingStore } from "../client/placing-store.ts";
import { useViewStore } from "../client/view-store.ts";
import { AssetPanel } from "../panels/asset-panel.tsx";
import { DemoProgress } from "../panels/demo-progress.tsx";
import { EmptyCity } from "../panels/empty-city.tsx";
import { FirstToken } from "../panels/first-token.tsx";
import { Header } from "../panels/header.tsx";
import { HoverCard } from "../panels/hover-card.tsx";
import { isDemoUnderWay, JobList } from "../panels/job-list.tsx";
import { LayerPanel } from "../panels/layer-panel.tsx";
import { Legend } from "../panels/legend.tsx";
import { LinkBanner } from "../panels/link-banner.tsx";
import { MeasurePanel } from "../panels/measure-panel.tsx";
import { Notices } from "../panels/notices.tsx";
import { OverviewStrip } from "../panels/overview-strip.tsx";
import { ProblemNotice } from "../panels/problem-notice.tsx";
import { ReadOut } from "../panels/read-out.tsx";
import { SceneStatus } from "../panels/scene-status.tsx";
import { SceneTools } from "../panels/scene-tools.tsx";
import { SelectionLabel } from "../panels/selection-label.tsx";
import { SceneHost } from "./scene-host.tsx";
import { useCityKeys } from "./use-city-keys.ts";
import { useSharedView } from "./use-shared-view.ts";
import "./city-page.css";

/** Placing a model by hand is seldom: it comes when somebody does. */
const PlacingPanel = lazy(async () => ({
  default: (await loadPart(() => import("../panels/models/placing-panel.tsx"))).PlacingPanel,
}));

/** The City page `/`: everything the city is, live. Shown to who may see it. */
export function CityPage({ client }: { readonly client: CityClient }) {
  useCityKeys();
  useSharedView();
  const { t } = useTranslation("header");
  const layers = useLayers();
  const selection = useViewStore((state) => state.selection);
  const isPlacing = usePlacingStore(({ model, saved }) => model !== null || saved !== null);
  const known = layers.data ?? [];
  useFollowing(client, layers.data);

  return (
    <div className="city">
      <Header main="scene" />
      <div className="city-body">
        <LayerPanel layers={known} />
        <main className="city-centre" id="scene">
          <h1 className="visually-hidden">{t("city")}</h1>
          {known.length > 0 && <OverviewStrip layers={known} />}
          <SceneArea client={client} />
        </main>
        {isPlacing ? (
          <Suspense>
            <PlacingPanel />
          </Suspense>
        ) : (
          selection && <AssetPanel feature={selection} />
        )}
      </div>
    </div>
  );
}

function SceneArea({ client }: { readonly client: CityClient }) {
  const { t } = useTranslation(["scene", "states"]);
  const layers = useLayers();
  const known = layers.data ?? [];
  return (
    <section className="scene" aria-label={t("scene:region")} data-panel="scene" tabIndex={-1}>
      {layers.isPending && (
        <p className="scene-loading float" role="status">
          {t("states:loadingLayers")}
        </p>
      )}
      {layers.isError && known.length === 0 && (
        <div className="scene-failed float">
          <ProblemNotice error={layers.error} onRetry={() => void layers.refetch()} />
        </div>
      )}
      {layers.data?.length === 0 && <NoCity />}
      {known.length > 0 && (
        <>
          <SceneHost client={client} />
          <SelectionLabel />
          <HoverCard />
        </>
      )}
      <div className="overlay">
        <div className="overlay-top">
          <div className="overlay-notices">
            <LinkBanner onReconnect={() => client.live.reconnectNow()} />
            {known.length > 0 && <FirstToken />}
            <JobList isCityEmpty={known.length === 0} />
            <Notices />
          </div>
          {known.length > 0 && <SceneTools />}
        </div>
        {known.length > 0 && (
          <div className="overlay-bottom">
            <div>
              <MeasurePanel />
              <SceneStatus onResync={() => client.live.reconnectNow()} />
              <Legend layers={known} />
            </div>
            <ReadOut />
          </div>
        )}
      </div>
    </section>
  );
}

/** What stands where the city will be: the demo city as it grows, else the ways to bring data in. */
function NoCity() {
  const jobs = useJobs();
  const demo = jobs.data?.find(isDemoUnderWay);
  return demo ? <DemoProgress job={demo} /> : <EmptyCity />;
}

/** Tells the mirror how many features each layer has, and the link whose values are looked at. */
function useFollowing(client: CityClient, layers: ReturnType<typeof useLayers>["data"]): void {
  useEffect(() => {
    if (layers) client.mirror.setLayers(layers);
  }, [client, layers]);
  const selection = useViewStore((state) => state.selection);
  const asset = useAssetOfFeature(selection).data?.id;
  const listed = useFollowStore((state) => state.listed);
  useEffect(() => {
    const selected = selection && asset !== undefined ? [asset] : [];
    client.follow([...selected, ...listed]);
  }, [client, selection, asset, listed]);
}

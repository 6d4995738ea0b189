import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAssetOfFeature } from "../client/asset-queries.ts";
import { type CityClient, openCityClient } from "../client/city-client.ts";
import { useFollowStore } from "../client/follow-store.ts";
import { useJobs } from "../client/job-queries.ts";
import { useLayers } from "../client/layer-queries.ts";
import { MirrorContext } from "../client/mirror-hooks.ts";
import { useViewStore } from "../client/view-store.ts";
import { AssetPanel } from "../panels/asset-panel.tsx";
import { DemoProgress } from "../panels/demo-progress.tsx";
import { EmptyCity } from "../panels/empty-city.tsx";
import { FirstToken } from "../panels/first-token.tsx";
import { GroundPanel } from "../panels/ground-panel.tsx";
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
import { SelectionLabel } from "../panels/selection-label.tsx";
import { ToolBar } from "../panels/tool-bar.tsx";
import { SceneHost } from "./scene-host.tsx";
import { useCityKeys } from "./use-city-keys.ts";
import { useSharedView } from "./use-shared-view.ts";
import "./city-page.css";

/** The City page `/`: everything the city is, live. Shown to who may see it. */
export function CityPage() {
  const client = useCityClient();
  useCityKeys();
  useSharedView();
  if (!client) return null;
  return (
    <MirrorContext value={client.mirror}>
      <City client={client} />
    </MirrorContext>
  );
}

function City({ client }: { readonly client: CityClient }) {
  const { t } = useTranslation("header");
  const layers = useLayers();
  const selection = useViewStore((state) => state.selection);
  const known = layers.data ?? [];
  useFollowing(client, layers.data);

  return (
    <div className="city">
      <Header />
      <div className="city-body">
        <LayerPanel layers={known} />
        <main className="city-centre" id="scene">
          <h1 className="visually-hidden">{t("city")}</h1>
          {known.length > 0 && <OverviewStrip layers={known} />}
          <SceneArea client={client} />
        </main>
        {selection && <AssetPanel feature={selection} />}
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
          {known.length > 0 && (
            <div className="overlay-tools">
              <ToolBar />
              <GroundPanel />
            </div>
          )}
        </div>
        {known.length > 0 && (
          <div className="overlay-bottom">
            <div>
              <MeasurePanel />
              <SceneStatus />
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

/** The live client lives as long as the page. */
function useCityClient(): CityClient | undefined {
  const queries = useQueryClient();
  const [client, setClient] = useState<CityClient>();
  useEffect(() => {
    const opened = openCityClient(queries);
    setClient(opened);
    return () => {
      setClient(undefined);
      opened.close();
    };
  }, [queries]);
  return client;
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

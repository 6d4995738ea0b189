import { useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useChartStore } from "../client/charts/chart-store.ts";
import { encodeChartView } from "../client/charts/chart-view.ts";
import type { CityClient } from "../client/city-client.ts";
import { buildRouteAddress, type Route } from "../client/route-store.ts";
import { ChartDesk } from "../panels/charts/chart-desk.tsx";
import { Header } from "../panels/header.tsx";
import { LinkBanner } from "../panels/link-banner.tsx";
import { focusNextPanel } from "./focus-next-panel.ts";
import "./chart-texts.ts";
import "./charts-page.css";

type ChartsRoute = Extract<Route, { page: "charts" }>;

/** Browsers refuse more than a hundred changes of the address in half a minute. */
const WRITE_MS = 400;

/** The chart page `/charts`: several datastreams over time. Its address holds all that it shows. */
export function ChartsPage({ client, route }: { readonly client: CityClient; readonly route: ChartsRoute }) {
  const { t } = useTranslation("charts");
  useAddress(route);
  useChartsKeys();
  const follow = useCallback((assets: readonly string[]) => client.follow(assets), [client]);
  useEffect(() => () => client.follow([]), [client]);
  return (
    <div className="charts-page">
      <Header main="charts" />
      <main id="charts">
        <h1 className="visually-hidden">{t("title")}</h1>
        <LinkBanner onReconnect={() => client.live.reconnectNow()} />
        <ChartDesk onAssets={follow} />
      </main>
    </div>
  );
}

/** The chart begins as the address says, or as it was left where the address says nothing; then the address follows it. */
function useAddress(route: ChartsRoute): void {
  useEffect(() => {
    if (route.query !== "") useChartStore.getState().open(route.query);
    writeAddress();
  }, [route]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = useChartStore.subscribe(({ view }, before) => {
      if (view === before.view) return;
      clearTimeout(timer);
      timer = setTimeout(writeAddress, WRITE_MS);
    });
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, []);
}

function writeAddress(): void {
  const query = encodeChartView(useChartStore.getState().view);
  window.history.replaceState(null, "", buildRouteAddress({ page: "charts", query }));
}

/** F6 goes from panel to panel, as on the City page. */
function useChartsKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "F6" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      focusNextPanel(event.shiftKey ? -1 : 1);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

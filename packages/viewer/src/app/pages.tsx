import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type CityClient, openCityClient } from "../client/city-client.ts";
import { loadPart } from "../client/load-part.ts";
import { MirrorContext } from "../client/mirror-hooks.ts";
import { useRouteStore } from "../client/route-store.ts";
import { PartBoundary } from "../panels/part-boundary.tsx";
import { CityPage } from "./city-page.tsx";

/** A page of its own: who only looks at the city never loads it. */
const ModelsPage = lazy(async () => ({
  default: (await loadPart(() => import("./models-page.tsx"), { isPage: true })).ModelsPage,
}));

const IntegratorsPage = lazy(async () => ({
  default: (await loadPart(() => import("./integrators-page.tsx"), { isPage: true })).IntegratorsPage,
}));

/** With the charts' library, which the city loads with the first asset only. */
const ChartsPage = lazy(async () => ({
  default: (await loadPart(() => import("./charts-page.tsx"), { isPage: true })).ChartsPage,
}));

/** With three.js, which no other page needs. */
const InspectorPage = lazy(async () => ({
  default: (await loadPart(() => import("./inspector-page.tsx"), { isPage: true })).InspectorPage,
}));

/** The pages behind the sign-in, each by its address. The live link stays while one goes from page to page. */
export function Pages() {
  const { t } = useTranslation("states");
  const client = useCityClient();
  const { route, follow } = useRouteStore();
  useEffect(() => {
    window.addEventListener("popstate", follow);
    return () => window.removeEventListener("popstate", follow);
  }, [follow]);
  if (!client) return null;
  return (
    <MirrorContext value={client.mirror}>
      <PartBoundary key={route.page}>
        {route.page === "city" ? (
          <CityPage client={client} />
        ) : (
          <Suspense fallback={<p role="status">{t("loading")}</p>}>
            {route.page === "integrators" ? (
              <IntegratorsPage client={client} />
            ) : route.page === "charts" ? (
              <ChartsPage client={client} route={route} />
            ) : route.page === "models" ? (
              <ModelsPage client={client} opened={route.model} />
            ) : (
              <InspectorPage key={route.model} client={client} route={route} />
            )}
          </Suspense>
        )}
      </PartBoundary>
    </MirrorContext>
  );
}

/** The live client lives as long as somebody is signed in on the page. */
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

import { useTranslation } from "react-i18next";
import type { CityClient } from "../client/city-client.ts";
import { Header } from "../panels/header.tsx";
import { IntegratorsDesk } from "../panels/integrators/integrators-desk.tsx";
import { LinkBanner } from "../panels/link-banner.tsx";
import "./integrator-texts.ts";
import "./integrators-page.css";

/** The page `/integrators`: who sends what and how well, what was refused and why, and how to begin. */
export function IntegratorsPage({ client }: { readonly client: CityClient }) {
  const { t } = useTranslation("integrators");
  return (
    <div className="integrators-page">
      <Header main="integrators" />
      <main id="integrators">
        <h1 className="visually-hidden">{t("title")}</h1>
        <LinkBanner onReconnect={() => client.live.reconnectNow()} />
        <IntegratorsDesk />
      </main>
    </div>
  );
}

import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { CityClient } from "../client/city-client.ts";
import { Header } from "../panels/header.tsx";
import { LinkBanner } from "../panels/link-banner.tsx";
import { ModelsDesk } from "../panels/models/models-desk.tsx";
import { focusNextPanel } from "./focus-next-panel.ts";
import "./local-models.ts";
import "./model-texts.ts";
import "./models-page.css";

/** The models page `/models`: bring models in, see what became of them, place them, follow their revisions. */
export function ModelsPage(props: { readonly client: CityClient; readonly opened: string | null }) {
  const { t } = useTranslation("models");
  useModelsKeys();
  return (
    <div className="models-page">
      <Header main="models" />
      <main id="models">
        <h1 className="visually-hidden">{t("title")}</h1>
        <LinkBanner onReconnect={() => props.client.live.reconnectNow()} />
        <ModelsDesk opened={props.opened} />
      </main>
    </div>
  );
}

/** F6 goes from panel to panel, as on the City page. */
function useModelsKeys(): void {
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

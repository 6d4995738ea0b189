import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CityClient } from "../client/city-client.ts";
import type { Route } from "../client/route-store.ts";
import { Header } from "../panels/header.tsx";
import { CutPanel, CutTools } from "../panels/inspector/cut-tools.tsx";
import { DataBar } from "../panels/inspector/data-bar.tsx";
import { DataLegend } from "../panels/inspector/data-legend.tsx";
import { DataTable } from "../panels/inspector/data-table.tsx";
import { InspectorNotices } from "../panels/inspector/inspector-notices.tsx";
import { InspectorStatus } from "../panels/inspector/inspector-status.tsx";
import { InspectorTools } from "../panels/inspector/inspector-tools.tsx";
import { LiveLegend } from "../panels/inspector/live-legend.tsx";
import { LiveTool, LiveToolPanel } from "../panels/inspector/live-tool.tsx";
import { PropertyPanel } from "../panels/inspector/property-panel.tsx";
import { TreePanel } from "../panels/inspector/tree-panel.tsx";
import { ViewCube } from "../panels/inspector/view-cube.tsx";
import { LinkBanner } from "../panels/link-banner.tsx";
import { InspectorDrop, InspectorLocalFiles } from "./inspector-drop.tsx";
import { InspectorStageHost } from "./inspector-stage.tsx";
import { LiveElements } from "./live-elements.tsx";
import { useInspectorKeys } from "./use-inspector-keys.ts";
import "./inspector-data-texts.ts";
import "./inspector-live-texts.ts";
import "./inspector-texts.ts";
import "./model-texts.ts";
import "./inspector-page.css";

/** The inspector `/models/:id`: one model, or several together, element by element. */
export function InspectorPage(props: {
  readonly client: CityClient;
  readonly route: Extract<Route, { readonly page: "inspector" }>;
}) {
  const { t } = useTranslation("inspector");
  const { model, others } = props.route;
  const ids = useMemo(() => [model, ...others], [model, others]);
  useInspectorKeys();
  return (
    <div className="inspector">
      <Header main="inspector" />
      <InspectorDrop route={props.route}>
        <TreePanel ids={ids} />
        <main className="inspector-centre" id="inspector">
          <h1 className="visually-hidden">{t("title")}</h1>
          <LinkBanner onReconnect={() => props.client.live.reconnectNow()} />
          <DataBar />
          <section className="inspector-scene" aria-label={t("region")} data-panel="scene" tabIndex={-1}>
            <InspectorStageHost ids={ids} />
            <div className="inspector-over">
              <InspectorTools>
                <CutTools />
                <LiveTool />
              </InspectorTools>
              <InspectorNotices ids={ids} />
              <DataLegend />
              <CutPanel />
              <LiveToolPanel />
              <InspectorLocalFiles ids={ids} />
            </div>
            <ViewCube />
            <LiveLegend />
          </section>
          <DataTable />
          <InspectorStatus />
        </main>
        <PropertyPanel />
        <LiveElements client={props.client} />
      </InspectorDrop>
    </div>
  );
}

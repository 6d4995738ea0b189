import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CityClient } from "../client/city-client.ts";
import { useStageStore } from "../client/inspector/stage-store.ts";
import type { Route } from "../client/route-store.ts";
import { Header } from "../panels/header.tsx";
import { CutPanel, CutTools } from "../panels/inspector/cuts/cut-tools.tsx";
import { ElementLabel } from "../panels/inspector/element/element-label.tsx";
import { ElementMenu } from "../panels/inspector/element/element-menu.tsx";
import { PropertyPanel, PropertyPanelOpener } from "../panels/inspector/element/property-panel.tsx";
import { FederationNotices } from "../panels/inspector/federation/federation-notices.tsx";
import { ModelsPanel } from "../panels/inspector/federation/models-panel.tsx";
import { RevisionNotices } from "../panels/inspector/federation/revision-notices.tsx";
import { DataBar } from "../panels/inspector/find/data-bar.tsx";
import { DataLegend } from "../panels/inspector/find/data-legend.tsx";
import { DataTable } from "../panels/inspector/find/data-table.tsx";
import { HealthPanel } from "../panels/inspector/health/health-panel.tsx";
import { InspectorNotices } from "../panels/inspector/inspector-notices.tsx";
import { InspectorStatus } from "../panels/inspector/inspector-status.tsx";
import { InspectorTools } from "../panels/inspector/inspector-tools.tsx";
import { LiveLegend } from "../panels/inspector/live/live-legend.tsx";
import { LiveTool, LiveToolPanel } from "../panels/inspector/live/live-tool.tsx";
import { PanelToolButton } from "../panels/inspector/panel-tool-button.tsx";
import { PicturePanel } from "../panels/inspector/picture/picture-panel.tsx";
import { StageScaleBar } from "../panels/inspector/picture/scale-bar.tsx";
import { TreePanel } from "../panels/inspector/tree/tree-panel.tsx";
import { ViewCube } from "../panels/inspector/view-cube.tsx";
import { MarkupLayer } from "../panels/inspector/views/markup-layer.tsx";
import { ViewsNotices } from "../panels/inspector/views/views-notices.tsx";
import { ViewsPanel } from "../panels/inspector/views/views-panel.tsx";
import { WalkHint } from "../panels/inspector/walk-hint.tsx";
import { LinkBanner } from "../panels/link-banner.tsx";
import { InspectorDrop, InspectorLocalFiles } from "./inspector-drop.tsx";
import { InspectorStageHost } from "./inspector-stage.tsx";
import { LiveElements } from "./live-elements.tsx";
import { useInspectorKeys } from "./use-inspector-keys.ts";
import "./inspector-data-texts.ts";
import "./inspector-live-texts.ts";
import "./inspector-texts.ts";
import "./inspector-views-texts.ts";
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
  const openings = useStageStore((state) => state.openings);
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
            <InspectorStageHost key={openings} ids={ids} />
            <ElementLabel />
            <div className="inspector-over">
              <InspectorTools>
                <CutTools />
                <LiveTool />
                <PanelToolButton name="models" />
                <PanelToolButton name="picture" isBare />
                <PanelToolButton name="views" />
              </InspectorTools>
              <InspectorNotices ids={ids} />
              <FederationNotices />
              <RevisionNotices />
              <ViewsNotices />
              <WalkHint />
              <DataLegend />
              <CutPanel />
              <LiveToolPanel />
              <ModelsPanel ids={ids} />
              <PicturePanel />
              <ViewsPanel />
              <HealthPanel />
              <InspectorLocalFiles />
            </div>
            <PropertyPanelOpener />
            <MarkupLayer />
            <ViewCube />
            <StageScaleBar />
            <LiveLegend />
          </section>
          <DataTable />
          <InspectorStatus />
        </main>
        <PropertyPanel />
        <ElementMenu />
        <LiveElements client={props.client} />
      </InspectorDrop>
    </div>
  );
}

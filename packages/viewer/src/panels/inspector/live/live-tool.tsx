import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { toolKeys } from "../../../client/inspector/tool-keys.ts";
import { useToolStore } from "../../../client/inspector/tool-store.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { isLocalId } from "../../../client/local-model-store.ts";
import { PanelToolButton } from "../panel-tool-button.tsx";
import { PANEL_TOOLS } from "../panel-tools.ts";
import { ToolPanel } from "../tool-panel.tsx";
import { BindByRule } from "./bind-by-rule.tsx";
import { BindList } from "./bind-list.tsx";
import { LiveHeatChoice } from "./live-heat-choice.tsx";
import { useBinding } from "./use-binding.ts";
import "./live-tool.css";

/** Button of the live tool, with its key. */
export function LiveTool() {
  useEffect(
    () =>
      toolKeys.add({
        letter: PANEL_TOOLS.live.letter.toLowerCase(),
        press: () => useToolStore.getState().toggle("live"),
        putAway() {
          const isMine = useToolStore.getState().inHand === "live";
          if (isMine) useToolStore.getState().putDown();
          return isMine;
        },
      }),
    [],
  );
  return <PanelToolButton name="live" />;
}

/** Panel of the live tool: heat map of live values, datastreams and what they are bound to. */
export function LiveToolPanel() {
  const { t } = useTranslation("inspectorLive");
  const { inHand, putDown } = useToolStore();
  const models = useInspectorStore((state) => state.models);
  const open = [...models.values()].filter(({ id }) => !isLocalId(id));
  const binding = useBinding();
  if (inHand !== "live") return null;
  return (
    <ToolPanel title={t("title")} closeLabel={t("close")} testId="live-panel" onClose={putDown}>
      {open.length === 0 ? (
        <p className="tool-hint">{t("element.local")}</p>
      ) : (
        <>
          <LiveHeatChoice models={open} />
          <BindList models={open} binding={binding} />
          <BindByRule models={open} binding={binding} />
        </>
      )}
    </ToolPanel>
  );
}

import i18next from "i18next";
import { bindClashTool } from "../bim/clash/clash-tool.ts";
import { bindMeasureTool } from "../bim/measure/measure-tool.ts";
import { bindSectionTool } from "../bim/section/section-tool.ts";
import type { InspectorStage } from "../bim/stage/stage-contract.ts";
import { measureLinkPart } from "../client/inspector/cuts/measure-link.ts";
import { useMeasureStore } from "../client/inspector/cuts/measure-store.ts";
import { sectionLinkPart } from "../client/inspector/cuts/section-link.ts";
import { isBackward, useSectionStore } from "../client/inspector/cuts/section-store.ts";
import { addLinkPart } from "../client/inspector/link/link-store.ts";
import { clearToolHistory } from "../client/inspector/tool-history.ts";
import { toolKeys } from "../client/inspector/tool-keys.ts";
import { type InspectorToolName, useToolStore } from "../client/inspector/tool-store.ts";
import { formatQuantity } from "../format/number.ts";
import { labelOf } from "../panels/inspector/cuts/measure-words.ts";
import { PANEL_TOOLS } from "../panels/inspector/panel-tools.ts";
import { addCutToolKeys } from "./cut-tool-keys.ts";

/** Sections, measuring and clashes on the stage, with their keys. Answers what takes them away. */
export function bindCutTools(stage: InspectorStage): () => void {
  const endings = [
    bindSectionTool(stage, {
      plane: ({ across, id, axis }, atM) => {
        const { planes } = useSectionStore.getState();
        return i18next.t("inspector:cuts.section.plane", {
          number: planes.findIndex((plane) => plane.id === id) + 1,
          across: i18next.t(`inspector:cuts.section.across.${across}`),
          at: formatQuantity(isBackward({ across, axis }) ? -atM : atM, "m", 2),
        });
      },
    }),
    bindMeasureTool(stage, {
      measurement: labelOf,
      snap: (kind) => i18next.t(`inspector:cuts.measure.snap.${kind}`),
    }),
    bindClashTool(stage),
    takeKey("section"),
    takeKey("measure"),
    takeKey("clash"),
    addCutToolKeys(),
    addLinkPart(sectionLinkPart),
    addLinkPart(measureLinkPart),
  ];
  return () => {
    for (const end of endings) end();
    useToolStore.getState().putDown();
    clearToolHistory();
  };
}

function takeKey(tool: InspectorToolName): () => void {
  return toolKeys.add({
    letter: PANEL_TOOLS[tool].letter.toLowerCase(),
    press: () => useToolStore.getState().toggle(tool),
    putAway() {
      const { inHand, putDown } = useToolStore.getState();
      if (inHand !== tool) return false;
      const { picking, pick } = useSectionStore.getState();
      const { taken, stepBack } = useMeasureStore.getState();
      if (tool === "section" && picking !== "none") pick("none");
      else if (tool === "measure" && taken > 0) stepBack();
      else putDown();
      return true;
    },
  });
}

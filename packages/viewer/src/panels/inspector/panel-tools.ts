import type { InspectorToolName } from "../../client/inspector/tool-store.ts";
import type { IconName } from "../icons.tsx";

/** A tool that brings a panel: its button, its key, its line in the list of keys. */
interface PanelTool {
  readonly icon: IconName;
  /** Single letter, upper case as it is shown. */
  readonly letter: string;
  /** Text of its button, and of its line in the list of keys. */
  readonly label: PanelToolText;
  readonly does: PanelToolText;
}

type PanelToolText =
  | `inspector:picture.${"tool" | "title"}`
  | `inspector:cuts.${"measure" | "section" | "clash"}.tool`
  | "inspector:federation.tool"
  | `inspectorLive:${"tool" | "title"}`
  | `inspectorViews:${"tool" | "title"}`;

/** Tools that bring a panel, in the order of the list of keys. */
export const PANEL_TOOLS: Readonly<Record<InspectorToolName, PanelTool>> = {
  live: { icon: "pulse", letter: "L", label: "inspectorLive:tool", does: "inspectorLive:title" },
  measure: {
    icon: "ruler",
    letter: "M",
    label: "inspector:cuts.measure.tool",
    does: "inspector:cuts.measure.tool",
  },
  section: {
    icon: "section",
    letter: "X",
    label: "inspector:cuts.section.tool",
    does: "inspector:cuts.section.tool",
  },
  models: {
    icon: "models",
    letter: "F",
    label: "inspector:federation.tool",
    does: "inspector:federation.tool",
  },
  picture: {
    icon: "camera",
    letter: "O",
    label: "inspector:picture.tool",
    does: "inspector:picture.title",
  },
  views: {
    icon: "views",
    letter: "V",
    label: "inspectorViews:tool",
    does: "inspectorViews:title",
  },
  clash: {
    icon: "clash",
    letter: "C",
    label: "inspector:cuts.clash.tool",
    does: "inspector:cuts.clash.tool",
  },
};

import { useTranslation } from "react-i18next";
import { type InspectorToolName, useToolStore } from "../../client/inspector/tool-store.ts";
import { InspectorTool } from "./inspector-tools.tsx";
import { PANEL_TOOLS } from "./panel-tools.ts";

/** Button that takes a tool with a panel in hand, and puts it down again. */
export function PanelToolButton(props: { readonly name: InspectorToolName; readonly isBare?: boolean }) {
  const { name, isBare = false } = props;
  const { t } = useTranslation(["inspector", "inspectorLive", "inspectorViews"]);
  const { inHand, toggle } = useToolStore();
  const { icon, letter, label } = PANEL_TOOLS[name];
  return (
    <InspectorTool
      icon={icon}
      label={t(label)}
      letter={letter}
      isBare={isBare}
      // Another model can be opened where none is; one whose panel is open can be put down.
      isAlways={name === "models" || inHand === name}
      isPressed={inHand === name}
      testId={`tool-${name}`}
      onPress={() => toggle(name)}
    />
  );
}

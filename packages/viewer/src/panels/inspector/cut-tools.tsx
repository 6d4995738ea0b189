import { useTranslation } from "react-i18next";
import { useToolStore } from "../../client/inspector/tool-store.ts";
import { ClashPanel } from "./clash-panel.tsx";
import { InspectorTool } from "./inspector-tools.tsx";
import { MeasurePanel } from "./measure-panel.tsx";
import { SectionPanel } from "./section-panel.tsx";

const TOOLS = [
  { name: "measure", icon: "ruler", letter: "M" },
  { name: "section", icon: "section", letter: "X" },
  { name: "clash", icon: "clash", letter: "C" },
] as const;

/** Buttons of the tools that bring a panel. */
export function CutTools() {
  const { t } = useTranslation("inspector");
  const { inHand, toggle } = useToolStore();
  return TOOLS.map(({ name, icon, letter }) => (
    <InspectorTool
      key={name}
      icon={icon}
      label={t(`cuts.${name}.tool`)}
      letter={letter}
      isPressed={inHand === name}
      testId={`tool-${name}`}
      onPress={() => toggle(name)}
    />
  ));
}

/** The panel of the tool in hand, where it is one of these. */
export function CutPanel() {
  const inHand = useToolStore((state) => state.inHand);
  if (inHand === "section") return <SectionPanel />;
  if (inHand === "measure") return <MeasurePanel />;
  return inHand === "clash" ? <ClashPanel /> : null;
}

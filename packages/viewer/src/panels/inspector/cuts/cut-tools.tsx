import { useToolStore } from "../../../client/inspector/tool-store.ts";
import { PanelToolButton } from "../panel-tool-button.tsx";
import { ClashPanel } from "./clash-panel.tsx";
import { MeasurePanel } from "./measure-panel.tsx";
import { SectionPanel } from "./section-panel.tsx";

const TOOLS = ["measure", "section", "clash"] as const;

/** Buttons of measuring, sections and clashes. */
export function CutTools() {
  return TOOLS.map((name) => <PanelToolButton key={name} name={name} />);
}

/** The panel of the tool in hand, where it is one of these. */
export function CutPanel() {
  const inHand = useToolStore((state) => state.inHand);
  if (inHand === "section") return <SectionPanel />;
  if (inHand === "measure") return <MeasurePanel />;
  return inHand === "clash" ? <ClashPanel /> : null;
}

import type { StageControl } from "../bim/stage/stage-contract.ts";
import { bindDatastreamDrop } from "./inspector-bind-drop.ts";
import { bindCovered } from "./inspector-covered.ts";
import { bindCutTools } from "./inspector-cut-tools.ts";
import { bindElementMenu } from "./inspector-element-menu.ts";
import { bindFederation } from "./inspector-federation.ts";
import { bindElementLabel } from "./inspector-label.ts";
import { bindPicture } from "./inspector-picture.ts";
import { bindPrimaryBox } from "./inspector-primary-box.ts";
import { bindViews } from "./inspector-views.ts";
import { bindWalking } from "./inspector-walk.ts";

/** A tool's binding: has the stage follow its store. Answers what ends it. */
type ToolBinding = (stage: StageControl) => () => void;

/** Tools of the inspector, each with a binding of its own. */
const TOOLS: readonly ToolBinding[] = [
  bindCovered,
  bindCutTools,
  bindFederation,
  bindDatastreamDrop,
  bindPicture,
  bindViews,
  bindElementLabel,
  bindPrimaryBox,
  bindWalking,
  bindElementMenu,
];

/** Puts all tools on the stage. Answers what takes them away. */
export function bindInspectorTools(stage: StageControl): () => void {
  const endings = TOOLS.map((bind) => bind(stage));
  return () => {
    for (const end of endings) end();
  };
}

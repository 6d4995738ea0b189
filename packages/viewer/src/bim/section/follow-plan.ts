import { useSectionStore } from "../../client/inspector/cuts/section-store.ts";
import { useInspectorStore } from "../../client/inspector-store.ts";
import type { InspectorStage } from "../stage/stage-contract.ts";

/** A plan is seen from above without a vanishing point; what was seen before comes back when it is left. */
export function followPlan(stage: InspectorStage): () => void {
  let before:
    | { readonly view: InspectorStage["view"]; readonly projection: "perspective" | "orthographic" }
    | undefined;
  return useSectionStore.subscribe(({ plan, keepsView }, { plan: old }) => {
    const { projection, setProjection } = useInspectorStore.getState();
    if ((plan === null) === (old === null)) return;
    if (keepsView) {
      before = undefined;
      return;
    }
    if (plan) {
      before = { view: stage.view, projection };
      setProjection("orthographic");
      stage.lookFrom("top");
      return;
    }
    setProjection(before?.projection ?? "perspective");
    if (before) stage.setView(before.view);
    else useInspectorStore.getState().look({ to: "home" });
    before = undefined;
  });
}

import i18next from "i18next";
import { bindPointPicking } from "../bim/federation/pick-points.ts";
import type { StageControl, StagedModel } from "../bim/stage/stage-contract.ts";
import {
  type JoinedBy,
  linkOffsets,
  type ModelJoin,
  useFederationStore,
} from "../client/inspector/federation/federation-store.ts";
import { type ModelOffset, NO_OFFSET } from "../client/inspector/federation/model-offset.ts";
import { toolKeys } from "../client/inspector/tool-keys.ts";
import { useToolStore } from "../client/inspector/tool-store.ts";
import { PANEL_TOOLS } from "../panels/inspector/panel-tools.ts";
import { bindOriginChange } from "./inspector-origin.ts";

/** Models beside each other on the stage: it follows their offsets, and tells how each was brought together with the first. */
export function bindFederation(stage: StageControl): () => void {
  const moved = new Map<string, ModelOffset>();
  const follow = (): void => {
    const { offsets } = useFederationStore.getState();
    for (const id of moved.keys()) if (!stage.models.has(id)) moved.delete(id);
    for (const id of stage.models.keys()) {
      const offset = offsets.get(id) ?? NO_OFFSET;
      if ((moved.get(id) ?? NO_OFFSET) === offset) continue;
      moved.set(id, offset);
      stage.setOffset(id, offset);
    }
  };
  const tell = (): void => {
    const joins = listJoins(stage);
    if (JSON.stringify([...joins]) === JSON.stringify([...useFederationStore.getState().joins])) return;
    useFederationStore.setState({ joins });
  };
  const onModels = (): void => {
    follow();
    tell();
  };
  const endings = [
    stage.onModels(onModels),
    useFederationStore.subscribe((now, before) => {
      if (now.offsets !== before.offsets) follow();
    }),
    linkOffsets(),
    bindPointPicking(stage, (kind) => i18next.t(`inspector:cuts.measure.snap.${kind}`)),
    bindOriginChange(stage),
    takeKey(),
  ];
  return () => {
    for (const end of endings) end();
    useFederationStore.getState().forget();
  };
}

/** Escape first puts down points that are being picked, then the panel. */
function takeKey(): () => void {
  return toolKeys.add({
    letter: PANEL_TOOLS.models.letter.toLowerCase(),
    press: () => useToolStore.getState().toggle("models"),
    putAway() {
      const { picking, pick } = useFederationStore.getState();
      if (picking) pick(null);
      else if (useToolStore.getState().inHand !== "models") return false;
      else useToolStore.getState().putDown();
      return true;
    },
  });
}

function listJoins({ models }: StageControl): ReadonlyMap<string, ModelJoin> {
  const [first] = models.values();
  if (!first) return new Map();
  return new Map(
    [...models.values()].map((staged) => {
      const { toStage } = staged;
      const middleM = [toStage[12], toStage[13], toStage[14]] as [number, number, number];
      // The first's middle is the stage's origin, unless it was moved itself.
      const distanceM = Math.hypot(...middleM.map((value, k) => value - (first.toStage[12 + k] as number)));
      return [staged.id, { by: joinedBy(first, staged), middleM, distanceM }];
    }),
  );
}

function joinedBy(first: StagedModel, { placedBy, model }: StagedModel): JoinedBy {
  if (placedBy !== "earth") return placedBy;
  const rules = [first.model.frame.rule, model.frame.rule];
  // The weaker of two statements is what the distance rests on.
  if (rules.includes("site")) return "site";
  return rules.includes("by-hand") ? "map-hand" : "map";
}

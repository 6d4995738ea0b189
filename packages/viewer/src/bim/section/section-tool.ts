import {
  type SectionBox,
  type StageHeights,
  useSectionStore,
} from "../../client/inspector/cuts/section-store.ts";
import { ELEMENT_STATE, rowsWith } from "../../client/inspector/element-states.ts";
import { joinBoxes, uniteBounds } from "../stage/row-bounds.ts";
import type { InspectorStage, StagedModel } from "../stage/stage-contract.ts";
import { drawHandles, type SectionWords, takeHandles } from "./drag-handles.ts";
import { followCuts } from "./follow-cuts.ts";
import { followPlan } from "./follow-plan.ts";
import { pickPlanes } from "./pick-planes.ts";

/** Has the stage follow what cuts: clipping, filled cuts, handles, plans. Answers what ends it. */
export function bindSectionTool(stage: InspectorStage, words: SectionWords): () => void {
  const endings = [
    followExtent(stage),
    followBoxAsked(stage),
    followCuts(stage),
    drawHandles(stage, words),
    takeHandles(stage),
    pickPlanes(stage),
    followPlan(stage),
  ];
  return () => {
    for (const end of endings) end();
    stage.setClipPlanes([]);
    useSectionStore.getState().reset();
  };
}

function followExtent(stage: InspectorStage): () => void {
  const tell = (): void => {
    const box = joinBoxes([...stage.models.values()].map(({ boundsM }) => uniteBounds(boundsM)));
    const [first] = stage.models.values();
    const heights = new Map(
      [...stage.models.values()].map((staged) => [staged.id, heightsOf(staged)] as const),
    );
    useSectionStore.setState({
      heights,
      extent: box ? { lowM: [box[0], box[1], box[2]], highM: [box[3], box[4], box[5]] } : null,
      originM: first?.model.frame.originM ?? [0, 0, 0],
    });
  };
  tell();
  return stage.onModels(tell);
}

/** The file's height 0 and its metre on the stage; models stand upright. */
function heightsOf({ toStage, model }: StagedModel): StageHeights {
  const scale = toStage[10] as number;
  return { zeroM: (toStage[14] as number) - scale * model.frame.originM[2], scale };
}

/** Room round what a box is put round, metres. */
const BOX_ROOM_M = 0.1;

/** Puts the box round what is selected when the panel asks; round all where nothing is. */
function followBoxAsked(stage: InspectorStage): () => void {
  return useSectionStore.subscribe(({ boxAsked, extent, cut }, before) => {
    if (boxAsked === before.boxAsked) return;
    const round = joinBoxes(
      [...stage.models.values()].map(({ boundsM, states }) =>
        uniteBounds(boundsM, rowsWith(states, ELEMENT_STATE.selected)),
      ),
    );
    const box: SectionBox | null = round
      ? {
          lowM: [round[0] - BOX_ROOM_M, round[1] - BOX_ROOM_M, round[2] - BOX_ROOM_M],
          highM: [round[3] + BOX_ROOM_M, round[4] + BOX_ROOM_M, round[5] + BOX_ROOM_M],
        }
      : extent;
    if (box) cut({ box });
  });
}

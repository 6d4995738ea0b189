import type { Covered, StageControl } from "../bim/stage/stage-contract.ts";
import { type Area, waysRound } from "./ways-round.ts";

/** What lies over the picture and hides what is framed. */
const OVER = ".tool-panel, .data-legend";

/** Has the stage frame what it shows beside open panels and legends. Answers what ends it. */
export function bindCovered(stage: StageControl): () => void {
  stage.setCovered(() => readWays(stage.canvas));
  return () => stage.setCovered(() => []);
}

function readWays(canvas: HTMLCanvasElement): readonly Covered[] {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const areas = [...(canvas.closest(".inspector-scene")?.querySelectorAll(OVER) ?? [])].map((each): Area => {
    const own = each.getBoundingClientRect();
    return {
      left: (own.left - left) / width,
      right: (own.right - left) / width,
      top: (own.top - top) / height,
      bottom: (own.bottom - top) / height,
    };
  });
  return waysRound(areas);
}

import { type OpenModel, useInspectorStore } from "../../inspector-store.ts";
import { PLAN_CUT_HEIGHT_M, type StageHeights, type StoreyPlan, useSectionStore } from "./section-store.ts";

/** A storey that has a height to be cut at. */
export interface PlannableStorey {
  readonly model: string;
  readonly globalId: string;
  readonly name: string;
  /** Of its floor in the coordinates of its file, metres. */
  readonly heightM: number;
}

/**
 * Storeys of a model from the lowest up, as high as they are placed: an Elevation is counted from the building's zero, which
 * need not be that of the file. It is taken where a storey is not placed; those with neither are left out.
 */
export function storeysOf({ id, table }: OpenModel): readonly PlannableStorey[] {
  return table.storeys
    .flatMap(({ row, name, elevationM, placedM }, number) => {
      const heightM = placedM ?? elevationM;
      const globalId = table.objects.globalId[row] ?? "";
      return heightM === undefined ? [] : [{ model: id, globalId, name: name || `${number + 1}`, heightM }];
    })
    .sort((a, b) => a.heightM - b.heightM);
}

/** Storeys of all open models, model by model. */
export const allStoreys = (): readonly PlannableStorey[] =>
  [...useInspectorStore.getState().models.values()].flatMap(storeysOf);

/** The plan of a storey, cut as high above its floor as the one before, or at the usual height. */
function planOfStorey(
  { model, globalId, heightM }: PlannableStorey,
  heights: ReadonlyMap<string, StageHeights>,
  cutHeightM = PLAN_CUT_HEIGHT_M,
): StoreyPlan {
  return { model, storey: globalId, floorM: floorOf({ model, heightM }, heights), cutHeightM };
}

/** Of a storey's floor in the stage's frame, metres. */
function floorOf(
  { model, heightM }: Pick<PlannableStorey, "model" | "heightM">,
  heights: ReadonlyMap<string, StageHeights>,
): number {
  const { zeroM, scale } = heights.get(model) ?? { zeroM: 0, scale: 1 };
  return zeroM + scale * heightM;
}

/** Whoever stands on a storey has the eyes at least so far above its floor, metres. */
const LEAST_EYE_M = 1;

/** The storey on which somebody stands whose eyes are at a height of the stage's frame, metres; undefined below all. */
export function storeyAt(
  eyeM: number,
  storeys: readonly PlannableStorey[],
  heights: ReadonlyMap<string, StageHeights>,
): PlannableStorey | undefined {
  return storeys
    .filter((storey) => floorOf(storey, heights) <= eyeM - LEAST_EYE_M)
    .reduce<PlannableStorey | undefined>(
      (best, each) => (best && floorOf(best, heights) >= floorOf(each, heights) ? best : each),
      undefined,
    );
}

/** Shows the plan of a storey, or none, as one step. */
export function showPlan(storey: PlannableStorey | undefined): void {
  const { heights, plan, cut } = useSectionStore.getState();
  cut({ plan: storey ? planOfStorey(storey, heights, plan?.cutHeightM) : null });
}

/** Goes to the storey above (1) or below (−1) the one that is seen; to the lowest where none is. */
export function stepStorey(by: 1 | -1): void {
  const { plan } = useSectionStore.getState();
  const storeys = allStoreys();
  const own = plan ? storeys.filter(({ model }) => model === plan.model) : storeys;
  const at = own.findIndex(({ globalId }) => globalId === plan?.storey);
  const next = plan ? own[at + by] : own[0];
  if (next) showPlan(next);
}

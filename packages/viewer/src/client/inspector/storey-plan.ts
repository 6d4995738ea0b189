import type { OpenModel } from "../inspector-store.ts";
import { PLAN_CUT_HEIGHT_M, type Point, type StoreyPlan } from "./section-store.ts";

/** A storey that has a height to be cut at. */
export interface PlannableStorey {
  /** In the model's table. */
  readonly number: number;
  readonly name: string;
  /** Above the building's zero, metres. */
  readonly elevationM: number;
}

/** Storeys of a model from the lowest up; those whose height the file does not say are left out. */
export function storeysOf({ table }: OpenModel): readonly PlannableStorey[] {
  return table.storeys
    .flatMap(({ name, elevationM }, number) =>
      elevationM === undefined ? [] : [{ number, name: name || `${number + 1}`, elevationM }],
    )
    .sort((a, b) => a.elevationM - b.elevationM);
}

/** The plan of a storey, cut at the usual height. @param originM Of the stage's frame in the file's coordinates. */
export function planOfStorey(model: OpenModel, number: number, originM: Point): StoreyPlan | null {
  const storey = storeysOf(model).find((each) => each.number === number);
  if (!storey) return null;
  return {
    model: model.id,
    storey: number,
    floorM: storey.elevationM - originM[2],
    cutHeightM: PLAN_CUT_HEIGHT_M,
  };
}

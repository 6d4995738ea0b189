import { ELEMENT_STATE } from "../../client/inspector/element-states.ts";
import { FAR_APART_M } from "../../client/inspector/federation/far-apart.ts";
import { joinBoxes, type StageBox, uniteBounds } from "./row-bounds.ts";
import type { ModelOnStage } from "./staged-model.ts";

type Models = ReadonlyMap<string, ModelOnStage>;

/** Round all that is loaded; undefined while nothing is. */
export function boxOfAll(models: Models): StageBox | undefined {
  return joinBoxes([...models.values()].map((model) => model.box()));
}

/** Round all that is loaded and can be seen together with the first; undefined while nothing is. */
export function boxOfNear(models: Models): StageBox | undefined {
  return joinBoxes(keepNear([...models.values()].map((model) => model.box())));
}

/** Round rows of models; undefined where nothing of them is drawn. */
export function boxOfRows(
  models: Models,
  rows: ReadonlyMap<string, ArrayLike<number>>,
): StageBox | undefined {
  return joinBoxes(
    [...rows].map(([id, own]) => {
      const model = models.get(id);
      return model && uniteBounds(model.boundsM, Array.from(own));
    }),
  );
}

/** Round what is neither hidden nor ghosted and can be seen together; where that is nothing, round all that can. */
export function boxOfShown(models: Models, isFilterHiding: boolean): StageBox | undefined {
  const gone =
    ELEMENT_STATE.hidden | ELEMENT_STATE.ghosted | (isFilterHiding ? ELEMENT_STATE.filteredOut : 0);
  const shown = [...models.values()].map(({ boundsM, states }) => {
    const rows = Array.from(states.keys()).filter((row) => ((states[row] as number) & gone) === 0);
    return uniteBounds(boundsM, rows);
  });
  return joinBoxes(keepNear(shown)) ?? boxOfNear(models);
}

/**
 * The first of some boxes and those near it: a picture of what stands far apart would show nothing of either.
 */
export function keepNear(boxes: readonly (StageBox | undefined)[]): readonly StageBox[] {
  const known = boxes.filter((box) => box !== undefined);
  const [first] = known;
  return first
    ? known.filter(
        (box) => Math.hypot(...[0, 1, 2].map((k) => middleAt(box, k) - middleAt(first, k))) <= FAR_APART_M,
      )
    : [];
}

const middleAt = (box: StageBox, k: number): number => ((box[k] as number) + (box[k + 3] as number)) / 2;

import { ELEMENT_STATE } from "../../client/inspector/element-states.ts";
import { joinBoxes, type StageBox, uniteBounds } from "./row-bounds.ts";
import type { ModelOnStage } from "./staged-model.ts";

type Models = ReadonlyMap<string, ModelOnStage>;

/** Round all that is loaded; undefined while nothing is. */
export function boxOfAll(models: Models): StageBox | undefined {
  return joinBoxes([...models.values()].map((model) => model.box()));
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

/** Round what is neither hidden nor ghosted; where that is nothing, round all. */
export function boxOfShown(models: Models, isFilterHiding: boolean): StageBox | undefined {
  const gone =
    ELEMENT_STATE.hidden | ELEMENT_STATE.ghosted | (isFilterHiding ? ELEMENT_STATE.filteredOut : 0);
  const shown = [...models.values()].map(({ boundsM, states }) => {
    const rows = Array.from(states.keys()).filter((row) => ((states[row] as number) & gone) === 0);
    return uniteBounds(boundsM, rows);
  });
  return joinBoxes(shown) ?? boxOfAll(models);
}

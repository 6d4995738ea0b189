import { readMeasurements, writeMeasurements } from "./measure-link.ts";
import { type Measurement, useMeasureStore } from "./measure-store.ts";
import type { Point } from "./section-store.ts";

const KEY = "shuicheng.measurements";

/**
 * Keeps measurements of a model while its tab is open: they are there again when it is loaded anew, also when its next revision
 * has another origin. What a link says goes before.
 *
 * @param model The first of the page. @param originM Of the stage's frame in the coordinates of its file, metres.
 * @returns What ends it.
 */
export function keepMeasurements(model: string, originM: Point): () => void {
  const key = `${KEY}.${model}`;
  const before = readKept(key, originM);
  if (before && useMeasureStore.getState().list.length === 0) useMeasureStore.setState({ list: before });
  return useMeasureStore.subscribe(({ list }, { list: old }) => {
    if (list === old) return;
    try {
      const text = writeMeasurements(list);
      if (text === undefined) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, `${originM.join(",")} ${text}`);
    } catch {
      // Without storage they last as long as the page.
    }
  });
}

function readKept(key: string, originM: Point): readonly Measurement[] | undefined {
  try {
    const kept = sessionStorage.getItem(key) ?? "";
    const at = kept.indexOf(" ");
    const old = kept.slice(0, at).split(",").map(Number);
    const list = readMeasurements(kept.slice(at + 1));
    if (!list || old.length !== 3 || !old.every(Number.isFinite)) return undefined;
    const move = (point: Point) =>
      point.map((value, k) => value + (old[k] as number) - (originM[k] as number)) as unknown as Point;
    return list.map((each) => ({
      ...each,
      labelM: move(each.labelM),
      lines: each.lines.map(([from, to]) => [move(from), move(to)] as const),
    }));
  } catch {
    return undefined;
  }
}

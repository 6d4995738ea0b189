import { CAP_PATTERNS, type CapPattern, patternOf } from "../../client/inspector/cuts/cap-pattern.ts";
import { ELEMENT_STATE } from "../../client/inspector/element-states.ts";
import type { StagedModel } from "../stage/stage-contract.ts";
import { STAGE_LOOKS } from "../stage/stage-look.ts";

/** How the cut faces of an element look: 0xRRGGBBPS, P its hatch, S how much of the colour is seen, in fifteenths. */
export type CapLook = (row: number, colour: number) => number;

/** Shares of an element's own colour on its cut, in fifteenths; the rest is paper. */
const SHARES = { own: 3, painted: 12, selected: 13 } as const;
const { hidden, selected, ghosted, filteredOut } = ELEMENT_STATE;

/** Whether an element is cut: what is hidden is not, nor what is seen through unless it is selected. */
export const isCutIn =
  ({ states }: Pick<StagedModel, "states">) =>
  (row: number): boolean => {
    const state = states[row] ?? 0;
    if ((state & hidden) !== 0) return false;
    return (state & selected) !== 0 || (state & (ghosted | filteredOut)) === 0;
  };

/**
 * @param paint Red, green, blue, opacity of each row, see the inspector's store; undefined where nobody paints the model.
 * @param patterns Collects the hatches that are used.
 */
export function createCapLook(
  { states, model: { table } }: Pick<StagedModel, "states" | "model">,
  paint: Uint8Array | undefined,
  theme: "night" | "day",
  patterns: Set<CapPattern>,
): CapLook {
  const [red, green, blue] = STAGE_LOOKS[theme].selection.map((value) => Math.round(255 * value));
  return (row, colour) => {
    const pattern = patternOf(table, row);
    patterns.add(pattern);
    const hatch = CAP_PATTERNS.indexOf(pattern);
    if (((states[row] ?? 0) & selected) !== 0)
      return packed(red ?? 0, green ?? 0, blue ?? 0, hatch, SHARES.selected);
    const at = 4 * row;
    if (paint && (paint[at + 3] ?? 0) > 0)
      return packed(paint[at] ?? 0, paint[at + 1] ?? 0, paint[at + 2] ?? 0, hatch, SHARES.painted);
    return packed(colour >>> 24, (colour >>> 16) & 255, (colour >>> 8) & 255, hatch, SHARES.own);
  };
}

const packed = (red: number, green: number, blue: number, hatch: number, share: number): number =>
  ((red << 24) | (green << 16) | (blue << 8) | (hatch << 4) | share) >>> 0;

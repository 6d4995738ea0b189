import { groundAtM, rounded, type SpacePoint } from "../model/index.ts";
import type { Attributes } from "./network-draft.ts";
import type { OrderAt } from "./pressure-run.ts";

/** Who runs the water network, as attributes name it. */
export const WATER_OWNER = "市供水公司";

/** A metre of water, MPa. */
const MPA_PER_METRE = 9.80665 / 1000;

/**
 * The design hour at a place: `designHead`, metres orthometric, and `designPressure`, MPa at the ground above the pipe,
 * as a gauge at the surface would show it.
 */
export function pressureAttributes(headM: number, at: SpacePoint): Attributes {
  return {
    designHead: { value: rounded(headM, 2), unit: "m" },
    designPressure: { value: rounded((headM - groundAtM(at)) * MPA_PER_METRE, 4), unit: "MPa" },
  };
}

/** A joint of mains under a head, metres orthometric. */
export function jointUnder(headM: number): OrderAt {
  return (at) => ({
    letters: "JD",
    class: "junction",
    drawing: { shape: "joint" },
    attributes: pressureAttributes(headM, at),
  });
}

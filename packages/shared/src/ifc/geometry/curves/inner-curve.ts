import type { Vector3 } from "../../../tiles/index.ts";

/** Points of a curve that another is made of; undefined where it is not understood. */
export type InnerCurve = (curve: number) => Vector3[] | undefined;

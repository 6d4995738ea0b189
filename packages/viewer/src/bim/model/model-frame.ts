import { ecefToGeodetic, transformPoint } from "@shuicheng/shared/geo";
import type { ModelFrame } from "./inspected-model.ts";

/** What a placement says of itself, as far as a frame needs it. */
interface Placed {
  readonly rule: string;
  readonly crs?: string | undefined;
  readonly lon: number | null;
  /** Orthometric, metres, of `anchorM`. */
  readonly heightM: number | null;
  readonly anchorM: readonly number[];
}

/**
 * The frame of a model that stands where `placement` says.
 *
 * @param originM Origin of the tiles' frame in the model's, metres. @param modelToEcef Column-major.
 */
export function buildFrame(
  originM: ModelFrame["originM"],
  modelToEcef: ArrayLike<number> | undefined,
  { rule, crs, lon, heightM, anchorM }: Placed,
): ModelFrame {
  if (lon === null || !modelToEcef) return { originM, modelToEcef: undefined, crs, rule, geoidM: 0 };
  const [x = 0, y = 0, z = 0] = anchorM;
  const { ellipsoidalHeightM } = ecefToGeodetic(transformPoint(Float64Array.from(modelToEcef), [x, y, z]));
  const geoidM = heightM === null ? 0 : ellipsoidalHeightM - heightM;
  return { originM, modelToEcef: Array.from(modelToEcef), crs, rule, geoidM };
}

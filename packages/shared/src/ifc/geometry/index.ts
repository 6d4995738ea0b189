export { axisPlacement } from "./curves/axis-placement.ts";
export {
  type CurveOptions,
  type CurveOutcome,
  checkPlacements,
  drawFromCurves,
  type FileUnits,
  placementCorrections,
} from "./curves/index.ts";
export { IDENTITY, multiply } from "./curves/matrix4.ts";
export { objectPlacement, placementChain } from "./curves/object-placement.ts";
export {
  createRecordReader,
  enumOf,
  listOf,
  numberOf,
  numberOr,
  type RecordReader,
  refOf,
  refsOf,
  tripleOf,
} from "./curves/record-reader.ts";
export { type LoggedError, type MeshOptions, type MeshOutcome, meshModel } from "./mesh-model.ts";
export { drawNetworks } from "./networks/draw-networks.ts";
export { openWebIfc, type WebIfcEngine, type WebIfcOptions } from "./web-ifc-engine.ts";

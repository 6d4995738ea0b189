export type { MeshEncoder } from "./buffer-packer.ts";
export {
  type Box,
  buildFeatureGlb,
  FEATURE_CLASS,
  FEATURE_INDEX_PROPERTY,
  type FeatureGlb,
  IS_POINT_PROPERTY,
} from "./feature-glb.ts";
export {
  buildFeatureTree,
  type FeatureCell,
  MAX_FEATURES_PER_TILE,
  type TreeLimits,
} from "./feature-tree.ts";
export { openMeshEncoder } from "./mesh-encoder.ts";
export { NODE_SHAPES, type NodeShape } from "./node-shapes.ts";
export type { ShapePart, TileFeature, TubePart } from "./tile-feature.ts";
export { buildTileset, type TileFile, type TilesetOptions } from "./tileset.ts";
export { buildTube, DEFAULT_TUBE_SIDES } from "./tube-geometry.ts";
export type { Vector3 } from "./vector3.ts";

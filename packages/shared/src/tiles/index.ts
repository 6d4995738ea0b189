export type { MeshEncoder } from "./buffer-packer.ts";
export { DEFAULT_RANGES, MAX_FEATURES_PER_TILE, type ViewRange } from "./feature-cells.ts";
export { FEATURE_CLASS, FEATURE_INDEX_PROPERTY, IS_POINT_PROPERTY } from "./feature-glb.ts";
export { openMeshEncoder } from "./mesh-encoder.ts";
export { CATEGORY_PROPERTY, STOREY_PROPERTY } from "./model-glb.ts";
export {
  MODEL_CATEGORIES,
  type ModelAxis,
  type ModelCategory,
  type ModelFeature,
  type ModelParts,
  NO_STOREY,
  type PartGeometry,
} from "./model-parts.ts";
export {
  MODEL_TILESETS,
  type ModelTilesetOptions,
  rootTransform,
  type WrittenModel,
  writeModelTilesets,
} from "./model-tileset.ts";
export { NODE_SHAPES, type NodeShape } from "./node-shapes.ts";
export { type PackedFeatures, packFeatures } from "./packed-features.ts";
export type { DuctPart, PrismPart, ShapePart, TileFeature, TubePart } from "./tile-feature.ts";
export { buildTileset, type TileFile, type TilesetOptions, writeTileset } from "./tileset.ts";
export { add, cross, dot, lengthOf, scale, subtract, type Vector3 } from "./vector3.ts";

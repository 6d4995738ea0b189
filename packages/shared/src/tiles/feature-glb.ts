/**
 * One tile's content: all its features in one mesh primitive.
 *
 * Nodes are baked beside the pipes and not instanced. Cesium 1.145 collects the metadata a primitive has from
 * `primitive.featureIds` only (`CustomShaderPipelineStage.getAllPropertyIds`); ids of EXT_instance_features are not
 * looked at, so a CustomShader that reads `fsInput.metadata.featureIndex` is switched off for instanced primitives
 * and their live colour would be lost. A second id set on the primitive brings a warning per tile. Baked, a junction
 * costs 18 vertices that meshopt packs well, and a tile is one draw call with one table.
 *
 * `featureIndex` is UINT32: Cesium packs the table into an RGBA8 texture and hands the shader a `uint`
 * (WebGL 2; `parseStructuralMetadata`, `MetadataClassProperty.unpackTextureInShader`), exact to 2³² − 1.
 */
import { BufferPacker, type MeshEncoder } from "./buffer-packer.ts";
import { writeGlb } from "./glb.ts";
import type { Mesh } from "./mesh.ts";
import { buildFeatureMeshes, type TileFeature } from "./tile-feature.ts";
import type { Vector3 } from "./vector3.ts";

/** Class and property that carry the index: what the shader and the picker ask for. */
export const FEATURE_CLASS = "feature";
export const FEATURE_INDEX_PROPERTY = "featureIndex";

/** 1 for what stands at a point (node, pump, valve), 0 for a pipe: a shader may keep the two apart on screen. */
export const IS_POINT_PROPERTY = "isPoint";

/** Coordinates are rounded to 1/1024 m: finer than any survey, and the zero bits compress. */
const POSITION_STEP_PER_M = 1024;

/** Quiet grey, linear RGB; the page paints. */
const BASE_COLOUR = [0.55, 0.57, 0.6, 1];

const BYTE = 5120;
const UNSIGNED_SHORT = 5123;
const UNSIGNED_INT = 5125;
const FLOAT = 5126;

/** Largest index a 16-bit index buffer may hold; 65,535 restarts the primitive. */
const MAX_SHORT_INDEX = 65_534;

/** An upright box in the layer's ENU frame, metres. */
export interface Box {
  readonly min: Vector3;
  readonly max: Vector3;
}

/** A finished file, the box round what is in it, and how many features are (those without geometry are not). */
export interface FeatureGlb {
  readonly bytes: Uint8Array;
  readonly boxEnuM: Box;
  readonly featureCount: number;
}

/** Vertices of a tile as the file stores them: y up, relative to `centreEnuM`. */
interface TileArrays {
  readonly positions: Float32Array;
  /** Four bytes a vertex, the last unused. */
  readonly normals: Int8Array;
  readonly localIds: Float32Array;
  readonly indices: Uint16Array | Uint32Array;
  readonly featureIndices: Uint32Array;
  readonly isPoint: Uint8Array;
  readonly minGltfM: Vector3;
  readonly maxGltfM: Vector3;
}

/**
 * Builds the GLB of a tile. Feature ids are 0 … n − 1 in the order given and index the property table.
 *
 * @param encoder Compresses with meshopt when given.
 * @returns `undefined` when none of the features has geometry.
 */
export function buildFeatureGlb(
  features: readonly TileFeature[],
  encoder?: MeshEncoder,
): FeatureGlb | undefined {
  const drawn = features
    .map((feature) => ({ feature, meshes: buildFeatureMeshes(feature) }))
    .filter(({ meshes }) => meshes.length > 0);
  if (drawn.length === 0) return undefined;
  const centreEnuM = centreOf(drawn.flatMap(({ meshes }) => meshes));
  const arrays = fillArrays(drawn, centreEnuM);
  const { minGltfM, maxGltfM } = arrays;
  return {
    bytes: writeTile(arrays, centreEnuM, encoder),
    // Back from y up: x east, −z north, y up.
    boxEnuM: {
      min: [centreEnuM[0] + minGltfM[0], centreEnuM[1] - maxGltfM[2], centreEnuM[2] + minGltfM[1]],
      max: [centreEnuM[0] + maxGltfM[0], centreEnuM[1] - minGltfM[2], centreEnuM[2] + maxGltfM[1]],
    },
    featureCount: drawn.length,
  };
}

function centreOf(meshes: readonly Mesh[]): Vector3 {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  for (const { positions } of meshes) {
    positions.forEach((value, index) => {
      min[index % 3] = Math.min(min[index % 3] as number, value);
      max[index % 3] = Math.max(max[index % 3] as number, value);
    });
  }
  const middle = (k: number) => Math.round(((min[k] as number) + (max[k] as number)) / 2);
  return [middle(0), middle(1), middle(2)];
}

function fillArrays(
  drawn: readonly { feature: TileFeature; meshes: readonly Mesh[] }[],
  centreEnuM: Vector3,
): TileArrays {
  const meshes = drawn.flatMap((one) => one.meshes);
  const vertexCount = meshes.reduce((sum, mesh) => sum + mesh.positions.length / 3, 0);
  const indexCount = meshes.reduce((sum, mesh) => sum + mesh.indices.length, 0);
  const positions = new Float32Array(3 * vertexCount);
  const normals = new Int8Array(4 * vertexCount);
  const localIds = new Float32Array(vertexCount);
  const indices =
    vertexCount - 1 > MAX_SHORT_INDEX ? new Uint32Array(indexCount) : new Uint16Array(indexCount);
  let vertex = 0;
  let index = 0;
  drawn.forEach((one, localId) => {
    for (const mesh of one.meshes) {
      for (const corner of mesh.indices) indices[index++] = vertex + corner;
      const { positions: from, normals: normalsFrom } = mesh;
      // Written out: small arrays per vertex took a third of the whole tiling.
      for (let i = 0; i < from.length; i += 3, vertex++) {
        positions[3 * vertex] = roundToStep((from[i] as number) - centreEnuM[0]);
        positions[3 * vertex + 1] = roundToStep((from[i + 2] as number) - centreEnuM[2]);
        positions[3 * vertex + 2] = -roundToStep((from[i + 1] as number) - centreEnuM[1]);
        normals[4 * vertex] = Math.round((normalsFrom[i] as number) * 127);
        normals[4 * vertex + 1] = Math.round((normalsFrom[i + 2] as number) * 127);
        normals[4 * vertex + 2] = -Math.round((normalsFrom[i + 1] as number) * 127);
        localIds[vertex] = localId;
      }
    }
  });
  const featureIndices = Uint32Array.from(drawn, ({ feature }) => feature.featureIndex);
  const isPoint = Uint8Array.from(drawn, ({ feature }) => (feature.shapes.length > 0 ? 1 : 0));
  return { positions, normals, localIds, indices, featureIndices, isPoint, ...boundsOf(positions) };
}

const roundToStep = (valueM: number) => Math.round(valueM * POSITION_STEP_PER_M) / POSITION_STEP_PER_M;

function boundsOf(positions: Float32Array): { minGltfM: Vector3; maxGltfM: Vector3 } {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  positions.forEach((value, index) => {
    const k = (index % 3) as 0 | 1 | 2;
    min[k] = Math.min(min[k], value);
    max[k] = Math.max(max[k], value);
  });
  return { minGltfM: min, maxGltfM: max };
}

function writeTile(arrays: TileArrays, centreEnuM: Vector3, encoder: MeshEncoder | undefined): Uint8Array {
  const { positions, normals, localIds, indices, featureIndices, isPoint } = arrays;
  const vertexCount = localIds.length;
  const packer = new BufferPacker();
  const views = {
    positions: packer.add(positions, 12, "ATTRIBUTES"),
    normals: packer.add(normals, 4, "ATTRIBUTES"),
    localIds: packer.add(localIds, 4, "ATTRIBUTES"),
    indices: packer.add(indices, indices.BYTES_PER_ELEMENT, "TRIANGLES"),
    featureIndices: packer.add(featureIndices, 4),
    isPoint: packer.add(isPoint, 1),
  };
  const { buffers, bufferViews, bin } = packer.pack(encoder);
  const extensionsRequired = ["KHR_mesh_quantization", ...(encoder ? ["EXT_meshopt_compression"] : [])];
  const gltf = {
    asset: { version: "2.0", generator: "shuicheng" },
    extensionsUsed: [...extensionsRequired, "EXT_mesh_features", "EXT_structural_metadata"],
    extensionsRequired,
    extensions: { EXT_structural_metadata: buildMetadata(views, featureIndices.length) },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, translation: [centreEnuM[0], centreEnuM[2], -centreEnuM[1]] }],
    meshes: [{ primitives: [buildPrimitive(featureIndices.length)] }],
    materials: [
      { pbrMetallicRoughness: { baseColorFactor: BASE_COLOUR, metallicFactor: 0, roughnessFactor: 1 } },
    ],
    accessors: [
      {
        bufferView: views.positions,
        componentType: FLOAT,
        count: vertexCount,
        type: "VEC3",
        min: arrays.minGltfM,
        max: arrays.maxGltfM,
      },
      { bufferView: views.normals, componentType: BYTE, normalized: true, count: vertexCount, type: "VEC3" },
      { bufferView: views.localIds, componentType: FLOAT, count: vertexCount, type: "SCALAR" },
      {
        bufferView: views.indices,
        componentType: indices instanceof Uint16Array ? UNSIGNED_SHORT : UNSIGNED_INT,
        count: indices.length,
        type: "SCALAR",
      },
    ],
    bufferViews,
    buffers,
  };
  return writeGlb(gltf, bin);
}

function buildPrimitive(featureCount: number): object {
  return {
    attributes: { POSITION: 0, NORMAL: 1, _FEATURE_ID_0: 2 },
    indices: 3,
    material: 0,
    extensions: { EXT_mesh_features: { featureIds: [{ featureCount, attribute: 0, propertyTable: 0 }] } },
  };
}

function buildMetadata(views: { featureIndices: number; isPoint: number }, count: number): object {
  return {
    schema: {
      id: "shuicheng",
      classes: {
        [FEATURE_CLASS]: {
          properties: {
            [FEATURE_INDEX_PROPERTY]: { type: "SCALAR", componentType: "UINT32", required: true },
            [IS_POINT_PROPERTY]: { type: "SCALAR", componentType: "UINT8", required: true },
          },
        },
      },
    },
    propertyTables: [
      {
        class: FEATURE_CLASS,
        count,
        properties: {
          [FEATURE_INDEX_PROPERTY]: { values: views.featureIndices },
          [IS_POINT_PROPERTY]: { values: views.isPoint },
        },
      },
    ],
  };
}

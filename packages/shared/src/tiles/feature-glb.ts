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
import { type Mesh, MeshBuilder } from "./mesh.ts";
import { addFeatureMesh, type PackedFeatures } from "./packed-features.ts";
import type { Vector3 } from "./vector3.ts";

/** Class and property that carry the index: what the shader and the picker ask for. */
export const FEATURE_CLASS = "feature";
export const FEATURE_INDEX_PROPERTY = "featureIndex";

/** 1 for what stands at a point (node, pump, valve), 0 for a pipe: a shader may keep the two apart on screen. */
export const IS_POINT_PROPERTY = "isPoint";

/** Coordinates are rounded to 1/1024 m: finer than any survey, and the zero bits compress. */
const POSITION_STEP_PER_M = 1024;

/** Lengths along a path are rounded to 1/16 m, radii to 1/128 m: they only part a drawn line into dashes. */
const ALONG_STEP_PER_M = 16;
const RADIUS_STEP_PER_M = 128;

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
  /**
   * Metres along the path of a pipe and the pipe's outer radius in metres, above 0; both 0 on other shapes. Absent
   * where the tile has no pipe: a Cesium shader reads (0, 0) then (`CustomShaderPipelineStage`, defaults of texCoord).
   */
  readonly alongs: Float32Array | undefined;
  readonly indices: Uint16Array | Uint32Array;
  readonly minGltfM: Vector3;
  readonly maxGltfM: Vector3;
}

/** Rows of a tile's property table. */
interface TileTable {
  readonly featureIndices: Uint32Array;
  readonly isPoint: Uint8Array;
}

/** Room for one tile's mesh, to be used for one after the other. */
export type TileRoom = MeshBuilder;
export const createTileRoom = (): TileRoom => new MeshBuilder();

/**
 * Builds the GLB of a tile. Feature ids are 0 … n − 1 in the order given and index the property table.
 *
 * @param members Positions in `pack`; all of it where absent.
 * @param encoder Compresses with meshopt when given.
 * @returns `undefined` when none of the features has geometry.
 */
export function buildFeatureGlb(
  pack: PackedFeatures,
  members: Uint32Array = Uint32Array.from({ length: pack.count }, (_, position) => position),
  encoder?: MeshEncoder,
  room: TileRoom = createTileRoom(),
): FeatureGlb | undefined {
  room.clear();
  const featureIndices = new Uint32Array(members.length);
  const isPoint = new Uint8Array(members.length);
  const vertexEnds = new Uint32Array(members.length);
  let drawn = 0;
  for (const position of members) {
    const before = room.vertexCount;
    const standsAtPoint = addFeatureMesh(room, pack, position);
    if (room.vertexCount === before) continue;
    featureIndices[drawn] = pack.featureIndices[position] as number;
    isPoint[drawn] = standsAtPoint ? 1 : 0;
    vertexEnds[drawn++] = room.vertexCount;
  }
  if (drawn === 0) return undefined;
  const centreEnuM = centreOf(room.view.positions);
  const arrays = fillArrays(room.view, vertexEnds.subarray(0, drawn), centreEnuM);
  const table = { featureIndices: featureIndices.slice(0, drawn), isPoint: isPoint.slice(0, drawn) };
  const { minGltfM, maxGltfM } = arrays;
  return {
    bytes: writeTile(arrays, table, centreEnuM, encoder),
    // Back from y up: x east, −z north, y up.
    boxEnuM: {
      min: [centreEnuM[0] + minGltfM[0], centreEnuM[1] - maxGltfM[2], centreEnuM[2] + minGltfM[1]],
      max: [centreEnuM[0] + maxGltfM[0], centreEnuM[1] - minGltfM[2], centreEnuM[2] + maxGltfM[1]],
    },
    featureCount: drawn,
  };
}

function centreOf(positions: Float64Array): Vector3 {
  const { min, max } = boundsOf(positions);
  const middle = (k: 0 | 1 | 2) => Math.round((min[k] + max[k]) / 2);
  return [middle(0), middle(1), middle(2)];
}

function fillArrays(mesh: Mesh, vertexEnds: Uint32Array, centreEnuM: Vector3): TileArrays {
  const { positions: from, normals: normalsFrom } = mesh;
  const vertexCount = from.length / 3;
  const positions = new Float32Array(3 * vertexCount);
  const normals = new Int8Array(4 * vertexCount);
  const [centreX, centreY, centreZ] = centreEnuM;
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const [i, n] = [3 * vertex, 4 * vertex];
    positions[i] = roundToStep((from[i] as number) - centreX);
    positions[i + 1] = roundToStep((from[i + 2] as number) - centreZ);
    positions[i + 2] = -roundToStep((from[i + 1] as number) - centreY);
    normals[n] = Math.round((normalsFrom[i] as number) * 127);
    normals[n + 1] = Math.round((normalsFrom[i + 2] as number) * 127);
    normals[n + 2] = -Math.round((normalsFrom[i + 1] as number) * 127);
  }
  const localIds = new Float32Array(vertexCount);
  vertexEnds.forEach((end, localId) => {
    localIds.fill(localId, localId === 0 ? 0 : vertexEnds[localId - 1], end);
  });
  const alongs = roundAlongs(mesh.alongs);
  const indices =
    vertexCount - 1 > MAX_SHORT_INDEX ? new Uint32Array(mesh.indices) : new Uint16Array(mesh.indices);
  const { min, max } = boundsOf(positions);
  return { positions, normals, localIds, alongs, indices, minGltfM: min, maxGltfM: max };
}

const roundToStep = (valueM: number) => Math.round(valueM * POSITION_STEP_PER_M) / POSITION_STEP_PER_M;

function roundAlongs(from: Float32Array): Float32Array | undefined {
  const alongs = new Float32Array(from.length);
  let hasPipe = false;
  for (let i = 0; i < from.length; i += 2) {
    const radiusM = from[i + 1] as number;
    if (radiusM === 0) continue;
    hasPipe = true;
    alongs[i] = Math.round((from[i] as number) * ALONG_STEP_PER_M) / ALONG_STEP_PER_M;
    alongs[i + 1] = Math.max(1, Math.round(radiusM * RADIUS_STEP_PER_M)) / RADIUS_STEP_PER_M;
  }
  return hasPipe ? alongs : undefined;
}

function boundsOf(positions: Float32Array | Float64Array): { min: Vector3; max: Vector3 } {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 3) {
    for (const k of [0, 1, 2] as const) {
      const value = positions[i + k] as number;
      if (value < min[k]) min[k] = value;
      if (value > max[k]) max[k] = value;
    }
  }
  return { min, max };
}

function writeTile(
  arrays: TileArrays,
  { featureIndices, isPoint }: TileTable,
  centreEnuM: Vector3,
  encoder: MeshEncoder | undefined,
): Uint8Array {
  const { positions, normals, localIds, alongs, indices } = arrays;
  const vertexCount = localIds.length;
  const packer = new BufferPacker();
  const views = {
    positions: packer.add(positions, 12, "ATTRIBUTES"),
    normals: packer.add(normals, 4, "ATTRIBUTES"),
    localIds: packer.add(localIds, 4, "ATTRIBUTES"),
    indices: packer.add(indices, indices.BYTES_PER_ELEMENT, "TRIANGLES"),
    featureIndices: packer.add(featureIndices, 4),
    isPoint: packer.add(isPoint, 1),
    ...(alongs ? { alongs: packer.add(alongs, 8, "ATTRIBUTES") } : {}),
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
    meshes: [{ primitives: [buildPrimitive(featureIndices.length, alongs !== undefined)] }],
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
      ...(alongs
        ? [{ bufferView: views.alongs, componentType: FLOAT, count: vertexCount, type: "VEC2" }]
        : []),
    ],
    bufferViews,
    buffers,
  };
  return writeGlb(gltf, bin);
}

function buildPrimitive(featureCount: number, hasAlongs: boolean): object {
  return {
    attributes: { POSITION: 0, NORMAL: 1, _FEATURE_ID_0: 2, ...(hasAlongs ? { TEXCOORD_0: 4 } : {}) },
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

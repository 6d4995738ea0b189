/**
 * One tile of a building model: all its features in at most two primitives, what hides and what is seen through.
 *
 * Repeated parts are baked and not instanced: see the head of `feature-glb.ts` for why a page could not paint them. It
 * costs little, because vertices have no normals and are shared by the faces that meet there.
 */
import { BufferPacker, type MeshEncoder } from "./buffer-packer.ts";
import { type Box, FEATURE_CLASS, FEATURE_INDEX_PROPERTY } from "./feature-glb.ts";
import { writeGlb } from "./glb.ts";
import type { ModelMesh, PrimitiveArrays } from "./model-mesh.ts";
import { MODEL_CATEGORIES, type ModelFeature } from "./model-parts.ts";
import type { Vector3 } from "./vector3.ts";

/** Column of the property table with the number of a feature's storey, UINT16. */
export const STOREY_PROPERTY = "storey";
/** Column with the position of a feature's category in `MODEL_CATEGORIES`, UINT8. */
export const CATEGORY_PROPERTY = "category";

const SHORT = 5122;
const UNSIGNED_SHORT = 5123;
const UNSIGNED_INT = 5125;
const FLOAT = 5126;

/** Building materials scatter light; what the page does with them is its own shader's. */
const ROUGH = { baseColorFactor: [1, 1, 1, 1], metallicFactor: 0, roughnessFactor: 1 };
const MATERIALS = {
  // Shells are not always closed and not always turned outward: both sides are drawn.
  opaque: { pbrMetallicRoughness: ROUGH, doubleSided: true },
  translucent: { pbrMetallicRoughness: ROUGH, doubleSided: true, alphaMode: "BLEND" },
} as const;

/** A finished file and the box round what is in it, metres in the parts' frame. */
export interface ModelGlb {
  readonly bytes: Uint8Array;
  readonly box: Box;
}

/** Writes a tile. @param features By local id. @param encoder Compresses with meshopt when given. */
export function writeModelGlb(
  mesh: ModelMesh,
  features: readonly ModelFeature[],
  encoder: MeshEncoder | undefined,
): ModelGlb {
  const packer = new BufferPacker();
  const accessors: object[] = [];
  const materials: object[] = [];
  const bounds: StepBounds[] = [];
  const primitives = (["opaque", "translucent"] as const).flatMap((kind) => {
    const arrays = mesh[kind];
    if (!arrays) return [];
    const material = materials.push(MATERIALS[kind]) - 1;
    const stepBounds = boundsOf(arrays.positions);
    bounds.push(stepBounds);
    return [{ ...addPrimitive(packer, accessors, arrays, stepBounds), material }];
  });
  const metadata = addTable(packer, features);
  const { buffers, bufferViews, bin } = packer.pack(encoder);
  const extensionsRequired = ["KHR_mesh_quantization", ...(encoder ? ["EXT_meshopt_compression"] : [])];
  const [x, y, z] = mesh.centreM;
  const { stepM } = mesh;
  const gltf = {
    asset: { version: "2.0", generator: "shuicheng" },
    extensionsUsed: [...extensionsRequired, "EXT_mesh_features", "EXT_structural_metadata"],
    extensionsRequired,
    extensions: { EXT_structural_metadata: metadata },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, translation: [x, z, -y], scale: [stepM, stepM, stepM] }],
    meshes: [{ primitives }],
    materials,
    accessors,
    bufferViews,
    buffers,
  };
  return { bytes: writeGlb(gltf, bin), box: boxOf(bounds, mesh) };
}

function addPrimitive(
  packer: BufferPacker,
  accessors: object[],
  { positions, localIds, colours, indices, featureCount }: PrimitiveArrays,
  { min, max }: StepBounds,
): object {
  const count = localIds.length;
  const isShort = positions instanceof Int16Array;
  const add = (accessor: object) => accessors.push(accessor) - 1;
  const position = add({
    bufferView: packer.add(positions, isShort ? 8 : 12, "ATTRIBUTES"),
    componentType: isShort ? SHORT : FLOAT,
    count,
    type: "VEC3",
    min,
    max,
  });
  const colour = add({
    bufferView: packer.add(colours, 8, "ATTRIBUTES"),
    componentType: UNSIGNED_SHORT,
    normalized: true,
    count,
    type: "VEC4",
  });
  const id = add({
    bufferView: packer.add(localIds, 4, "ATTRIBUTES"),
    componentType: FLOAT,
    count,
    type: "SCALAR",
  });
  const index = add({
    bufferView: packer.add(indices, indices.BYTES_PER_ELEMENT, "TRIANGLES"),
    componentType: indices instanceof Uint16Array ? UNSIGNED_SHORT : UNSIGNED_INT,
    count: indices.length,
    type: "SCALAR",
  });
  return {
    attributes: { POSITION: position, COLOR_0: colour, _FEATURE_ID_0: id },
    indices: index,
    extensions: { EXT_mesh_features: { featureIds: [{ featureCount, attribute: 0, propertyTable: 0 }] } },
  };
}

function addTable(packer: BufferPacker, features: readonly ModelFeature[]): object {
  const indices = Uint32Array.from(features, ({ featureIndex }) => featureIndex);
  const storeys = Uint16Array.from(features, ({ storey }) => storey);
  const categories = Uint8Array.from(features, ({ category }) => MODEL_CATEGORIES.indexOf(category));
  const scalar = (componentType: string) => ({ type: "SCALAR", componentType, required: true });
  return {
    schema: {
      id: "shuicheng",
      classes: {
        [FEATURE_CLASS]: {
          properties: {
            [FEATURE_INDEX_PROPERTY]: scalar("UINT32"),
            [STOREY_PROPERTY]: scalar("UINT16"),
            [CATEGORY_PROPERTY]: scalar("UINT8"),
          },
        },
      },
    },
    propertyTables: [
      {
        class: FEATURE_CLASS,
        count: features.length,
        properties: {
          [FEATURE_INDEX_PROPERTY]: { values: packer.add(indices, 4) },
          [STOREY_PROPERTY]: { values: packer.add(storeys, 2) },
          [CATEGORY_PROPERTY]: { values: packer.add(categories, 1) },
        },
      },
    ],
  };
}

/** Least and greatest stored coordinates, y up, steps. */
interface StepBounds {
  readonly min: Vector3;
  readonly max: Vector3;
}

function boundsOf(positions: Int16Array | Float32Array): StepBounds {
  const numbers = positions instanceof Int16Array ? 4 : 3;
  const [x, y, z] = [0, 1, 2].map((k) => rangeOf(positions, k, numbers)) as [Range, Range, Range];
  return { min: [x.least, y.least, z.least], max: [x.most, y.most, z.most] };
}

interface Range {
  readonly least: number;
  readonly most: number;
}

function rangeOf(numbers: Int16Array | Float32Array, first: number, stride: number): Range {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let at = first; at < numbers.length; at += stride) {
    const value = numbers[at] as number;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}

/** Back to metres and z up: x, −z, y. */
function boxOf(bounds: readonly StepBounds[], { centreM: [x, y, z], stepM }: ModelMesh): Box {
  const least = (k: 0 | 1 | 2) => Math.min(...bounds.map(({ min }) => min[k])) * stepM;
  const most = (k: 0 | 1 | 2) => Math.max(...bounds.map(({ max }) => max[k])) * stepM;
  return {
    min: [x + least(0), y - most(2), z + least(1)],
    max: [x + most(0), y - least(2), z + most(1)],
  };
}

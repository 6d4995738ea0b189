import type { ElementTable } from "@shuicheng/shared/ifc";

/** Two 32-bit halves each, so that two of a million elements do not meet by chance. */
export type Signatures = Uint32Array;

/** Bounds are compared to the millimetre: writers print what they computed in other digits. */
const PER_M = 1_000;

/**
 * A number for each element (two in a row) that is the same as long as nothing is different that a person would call a
 * change: class, texts, type, level, place in the structure, properties, quantities, materials, classifications, and the
 * box round its shape. A shape that changes within its box is not seen.
 *
 * @param boundsM Six a row, metres in the model's frame; NaN for nothing.
 */
export function signElements(table: ElementTable, boundsM: Float64Array): Signatures {
  const { objects, classes, texts, storeys } = table;
  const signs = new Uint32Array(2 * objects.elementCount);
  for (const half of [0, 1] as const) {
    const seed = half === 0 ? 0x811c9dc5 : 0x9747b28c;
    const textHashes = texts.map((text) => hashText(seed, text));
    const hashOf = (text: number) => textHashes[text] as number;
    const idHashes = objects.globalId.map((id) => hashText(seed, id));
    const idHashOf = (row: number) => (row < 0 ? 0 : (idHashes[row] as number));
    const sets = hashSets(table, seed, hashOf);
    const materials = table.materials.map((one) => hashText(seed, JSON.stringify(one)));
    const classifications = table.classifications.map((one) => hashText(seed, JSON.stringify(one)));
    const classHashes = classes.map(({ name }) => hashText(seed, name));
    const storeyHashes = storeys.map(({ row }) => idHashOf(row));
    const hashOwn = (row: number): number => {
      let hash = seed;
      for (const [list, hashes] of [
        [table.setsOf, sets],
        [table.materialsOf, materials],
        [table.classificationsOf, classifications],
      ] as const) {
        for (let at = list.starts[row] as number; at < (list.starts[row + 1] as number); at++)
          hash = mix(hash, hashes[list.items[at] as number] as number);
        hash = mix(hash, 1);
      }
      return hash;
    };
    for (let row = 0; row < objects.elementCount; row++) {
      const typeRow = objects.typeRow[row] as number;
      let hash = mix(hashOwn(row), classHashes[objects.classIndex[row] as number] as number);
      for (const column of [objects.name, objects.longName, objects.description, objects.objectType])
        hash = mix(hash, hashOf(column[row] as number));
      for (const column of [objects.predefinedType, objects.tag])
        hash = mix(hash, hashOf(column[row] as number));
      hash = mix(hash, idHashOf(typeRow));
      if (typeRow >= 0) hash = mix(hash, hashOwn(typeRow));
      hash = mix(hash, idHashOf(objects.parentRow[row] as number));
      hash = mix(hash, storeyHashes[objects.storey[row] as number] ?? 0);
      hash = mix(hash, objects.hasRepresentation[row] as number);
      for (let k = 0; k < 6; k++) hash = mix(hash, Math.round((boundsM[6 * row + k] as number) * PER_M) | 0);
      signs[2 * row + half] = hash;
    }
  }
  return signs;
}

/** What signatures are compared of: a table's elements by key. */
export interface SignedElements {
  readonly keys: readonly string[];
  readonly signatures: Signatures;
}

/** Keys of the elements that are in both and not the same, in the order of `after`. */
export function findChanged(before: SignedElements, after: SignedElements): string[] {
  const rowBefore = new Map(before.keys.map((key, row) => [key, row]));
  return after.keys.filter((key, row) => {
    const known = rowBefore.get(key);
    return (
      known !== undefined &&
      [0, 1].some((half) => before.signatures[2 * known + half] !== after.signatures[2 * row + half])
    );
  });
}

function hashSets(table: ElementTable, seed: number, hashOf: (text: number) => number): Uint32Array {
  const { properties, propertySets, units } = table;
  const unitHashes = units.units.map(({ symbol }) => hashText(seed, symbol));
  const numbers = new Float64Array(1);
  const bits = new Uint32Array(numbers.buffer);
  const ofProperty = Uint32Array.from({ length: properties.count }, (_, row) => {
    let hash = mix(hashOf(properties.name[row] as number), properties.kind[row] as number);
    hash = mix(hash, unitHashes[properties.unit[row] as number] ?? 0);
    for (
      let at = properties.valueStarts[row] as number;
      at < (properties.valueStarts[row + 1] as number);
      at++
    ) {
      const tag = properties.valueTags[at] as number;
      const value = properties.values[at] as number;
      hash = mix(hash, tag);
      if (tag === TEXT_TAG) hash = mix(hash, hashOf(value));
      else {
        numbers[0] = value;
        hash = mix(mix(hash, bits[0] as number), bits[1] as number);
      }
    }
    return hash;
  });
  return Uint32Array.from({ length: propertySets.count }, (_, row) => {
    let hash = mix(hashOf(propertySets.name[row] as number), propertySets.kind[row] as number);
    const { starts, items } = propertySets.properties;
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at++)
      hash = mix(hash, ofProperty[items[at] as number] as number);
    return hash;
  });
}

/** Of `VALUE_TAGS` in the table: the value is a text's number. */
const TEXT_TAG = 2;

/** One step of MurmurHash3's 32-bit mixing (A. Appleby, public domain). */
function mix(hash: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const mixed = hash ^ k;
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) >>> 0;
}

function hashText(seed: number, text: string): number {
  let hash = mix(seed, text.length);
  for (let i = 0; i < text.length; i++) hash = mix(hash, text.charCodeAt(i));
  return hash;
}

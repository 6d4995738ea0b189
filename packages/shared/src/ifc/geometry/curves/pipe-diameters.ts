import type { FileUnits } from "./file-units.ts";
import { enumOf, numberOf, type RecordReader, refOf, refsOf } from "./record-reader.ts";

/** Outer diameters of what runs along an axis, metres. */
export interface PipeDiameters {
  /** Undefined where nothing usable is said. */
  diameterOf(product: number): number | undefined;
}

/** Products whose axis stands for a round body. */
const RUNS_ALONG_AXIS = /^IFC(FLOW|PIPE|DUCT|CABLE|DISTRIBUTION|CONVEYOR|TENDON|REINFORCINGBAR)/;

/**
 * Names of properties and quantities that say it, the best first: of the common sets (`Pset_PipeSegmentTypeCommon`,
 * `Pset_CableSegmentTypeCableSegment`, `Qto_PipeSegmentBaseQuantities`), then what survey and design tools write.
 */
const NAMES = [
  ["outerdiameter", "outsidediameter", "外径", "管外径"],
  ["nominaldiameter", "nominalsize", "公称直径", "管径", "dn"],
  ["diameter", "直径"],
  ["innerdiameter", "insidediameter", "内径"],
] as const;

/** What is thinner or thicker is a slip of a unit. */
const [LEAST_M, MOST_M] = [0.001, 20];

/** Prefixes of the metre in use for diameters. */
const PREFIXES: Readonly<Record<string, number>> = { MILLI: 1e-3, CENTI: 1e-2, DECI: 0.1 };

/**
 * Diameters by property sets and quantities of the product, then of its type, then by the round profile of its material.
 * Relations are read on the first question.
 */
export function readPipeDiameters(reader: RecordReader, units: FileUnits): PipeDiameters {
  let relations: Relations | undefined;
  return {
    diameterOf(product) {
      if (!RUNS_ALONG_AXIS.test(reader.typeOf(product))) return undefined;
      relations ??= readRelations(reader);
      const { definitions, types, materials } = relations;
      const type = types.get(product) ?? 0;
      // HasPropertySets stands sixth in every IfcTypeObject.
      const ofType = refsOf(reader.argumentsOf(type)[5]);
      const candidates = [
        namedLengthM(reader, definitions.get(product) ?? [], units),
        namedLengthM(reader, ofType, units),
        profileDiameterM(reader, materials.get(product) ?? 0, units),
        profileDiameterM(reader, materials.get(type) ?? 0, units),
      ];
      return candidates.find((lengthM) => lengthM !== undefined && lengthM >= LEAST_M && lengthM <= MOST_M);
    },
  };
}

interface Relations {
  readonly definitions: ReadonlyMap<number, readonly number[]>;
  readonly types: ReadonlyMap<number, number>;
  readonly materials: ReadonlyMap<number, number>;
}

/** Each `(…, RelatedObjects, RelatingX)` at the fifth and sixth place. */
function readRelations(reader: RecordReader): Relations {
  const definitions = new Map<number, number[]>();
  const types = new Map<number, number>();
  const materials = new Map<number, number>();
  const each = (type: string, add: (object: number, relating: number) => void) => {
    for (const row of reader.file.rowsOfType(type)) {
      const values = reader.argumentsOf(reader.file.ids[row] as number);
      for (const object of refsOf(values[4])) add(object, refOf(values[5]));
    }
  };
  each("IFCRELDEFINESBYPROPERTIES", (object, set) => {
    definitions.set(object, [...(definitions.get(object) ?? []), set]);
  });
  each("IFCRELDEFINESBYTYPE", (object, type) => types.set(object, type));
  each("IFCRELASSOCIATESMATERIAL", (object, material) => materials.set(object, material));
  return { definitions, types, materials };
}

/** IfcPropertySet keeps its properties fifth, IfcElementQuantity its quantities sixth. */
function namedLengthM(reader: RecordReader, sets: readonly number[], units: FileUnits): number | undefined {
  const entries = sets.flatMap((set) => refsOf(reader.argumentsOf(set).slice(4)));
  const known = new Map<string, number>();
  for (const entry of entries) {
    const [name] = reader.argumentsOf(entry);
    const lengthM = entryLengthM(reader, entry, units);
    if (typeof name === "string" && lengthM !== undefined)
      known.set(name.toLowerCase().replace(/[\s_]/g, ""), lengthM);
  }
  const best = NAMES.flat().find((name) => known.has(name));
  return best === undefined ? undefined : known.get(best);
}

function entryLengthM(reader: RecordReader, id: number, units: FileUnits): number | undefined {
  const values = reader.argumentsOf(id);
  const isQuantity = reader.typeOf(id) === "IFCQUANTITYLENGTH";
  if (!isQuantity && reader.typeOf(id) !== "IFCPROPERTYSINGLEVALUE") return undefined;
  const [value, unit] = isQuantity ? [values[3], values[2]] : [values[2], values[3]];
  const number = numberOf(value);
  const unitM = unitLengthM(reader, refOf(unit), units);
  return Number.isFinite(number) && unitM !== undefined ? number * unitM : undefined;
}

/** Metres of a property's own unit; of the project's where it has none. */
function unitLengthM(reader: RecordReader, unit: number, units: FileUnits): number | undefined {
  if (unit === 0) return units.lengthM;
  const [, kind, prefix] = reader.argumentsOf(unit);
  if (reader.typeOf(unit) !== "IFCSIUNIT" || enumOf(kind) !== "LENGTHUNIT") return undefined;
  return enumOf(prefix) === "" ? 1 : PREFIXES[enumOf(prefix)];
}

/** Down from a material to its first round profile: radius is fourth in IfcCircleProfileDef and what is hollow. */
function profileDiameterM(reader: RecordReader, material: number, units: FileUnits): number | undefined {
  const open = [material];
  for (let steps = 0; steps < 32; steps++) {
    const id = open.shift();
    if (id === undefined) return undefined;
    const type = reader.typeOf(id);
    const values = reader.argumentsOf(id);
    if (type.startsWith("IFCCIRCLE") && type.includes("PROFILEDEF"))
      return 2 * numberOf(values[3]) * units.lengthM;
    if (type.startsWith("IFCMATERIALPROFILE")) open.push(...values.flatMap((value) => refsOf(value)));
  }
  return undefined;
}

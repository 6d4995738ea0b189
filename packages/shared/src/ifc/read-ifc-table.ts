import type { Issue } from "../issues.ts";
import type { ModelCategory } from "../tiles/index.ts";
import { type IfcData, readIfcData } from "./elements/index.ts";
import { type Georeference, readGeoreference } from "./placement/index.ts";
import { encodeElementTable } from "./query/index.ts";
import type { StepFile } from "./step/index.ts";

/** What the drawing half needs to know of each product, in columns by feature row. */
export interface ProductColumns {
  readonly expressId: Uint32Array;
  /** Into `classNames`. */
  readonly classIndex: Uint16Array;
  readonly classNames: readonly string[];
  /** Into `MODEL_CATEGORIES`. */
  readonly category: Uint8Array;
  /** Number of the storey, `NO_STOREY` for none. */
  readonly storey: Uint16Array;
  readonly hasRepresentation: Uint8Array;
  /** As in the file; empty where missing. */
  readonly globalIds: readonly string[];
}

/** The data half of a conversion: everything but shapes. Plain and free of functions: it crosses threads as it is. */
export interface IfcTable {
  /** The serialised element table: `decodeElementTable` reads it. */
  readonly table: Uint8Array;
  readonly products: ProductColumns;
  readonly georeference: Georeference;
  readonly declaredSchema: string;
  /** Symbols, e.g. `mm` and `°`; empty where the project has none. */
  readonly units: { readonly length: string; readonly angle: string };
  readonly missingGlobalIds: number;
  readonly duplicateGlobalIds: number;
  readonly issues: readonly Issue[];
}

/** Categories of products, as tiles have them, by kind; the rest are elements. */
const CATEGORY_OF: Readonly<Record<string, ModelCategory>> = { space: "space", opening: "opening" };
const CATEGORY_NUMBERS: Readonly<Record<ModelCategory, number>> = { element: 0, space: 1, opening: 2 };

/** Reads elements, structure, properties and georeference of a scanned file. Never throws for what is in the file. */
export function readIfcTable(step: StepFile): IfcTable {
  const data = readIfcData(step);
  return {
    table: encodeElementTable(data),
    products: productColumns(data),
    georeference: readGeoreference(step, data.units),
    declaredSchema: data.declaredSchema,
    units: { length: symbolOf(data, "LENGTHUNIT", "m"), angle: symbolOf(data, "PLANEANGLEUNIT", "rad") },
    missingGlobalIds: data.missingGlobalIds,
    duplicateGlobalIds: data.duplicateGlobalIds,
    issues: data.issues,
  };
}

function productColumns({ objects, classes }: IfcData): ProductColumns {
  const count = objects.elementCount;
  const categories = classes.map(({ kind }) => CATEGORY_NUMBERS[CATEGORY_OF[kind] ?? "element"]);
  return {
    expressId: objects.expressId.slice(0, count),
    classIndex: objects.classIndex.slice(0, count),
    classNames: classes.map(({ name }) => name),
    category: Uint8Array.from(objects.classIndex.subarray(0, count), (index) => categories[index] as number),
    storey: objects.storey.slice(0, count),
    hasRepresentation: objects.hasRepresentation.slice(0, count),
    globalIds: objects.globalId.slice(0, count),
  };
}

/** Symbol of the project's unit; what is assumed where it names none. */
function symbolOf({ units }: IfcData, kind: string, assumed: string): string {
  return units.units.find((unit) => unit.kind === kind)?.symbol ?? assumed;
}

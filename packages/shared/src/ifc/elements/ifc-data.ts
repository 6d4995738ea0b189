import type { Issue } from "../../issues.ts";
import type { IfcSchema, ProductKind } from "../schema/index.ts";
import type { ListColumn } from "./list-column.ts";

/** What an object is: a product of some kind, a type object, a group (system, zone) or the project. */
export type ObjectKind = ProductKind | "type" | "group" | "project";

/** A class that occurs in the model. */
export interface ObjectClass {
  /** As the standard writes it, e.g. `IfcWallStandardCase`; a class of no known schema as the file writes it. */
  readonly name: string;
  readonly kind: ObjectKind;
  /** From the class itself up to `IfcRoot`. */
  readonly lineage: readonly string[];
}

/** How an object hangs under its parent, in the order in which a parent is chosen where there are several. */
export const PARENT_RELATIONS = [
  "none",
  "aggregated",
  "nested",
  "contained",
  "port",
  "voids",
  "projects",
  "fills",
] as const;

/** One of {@link PARENT_RELATIONS}. */
export type ParentRelation = (typeof PARENT_RELATIONS)[number];

/** `storey` of an object that is on none. */
export const NO_STOREY = 0xffff;

/**
 * Everything with a GlobalId that a person asks for, in columns of length `count`. Rows 0 to `elementCount` − 1 are the
 * products (every instance of IfcProduct, also spaces, openings, storeys and ports, in file order): there the row is the
 * feature index. Type objects, groups and the project follow. Texts are numbers into `IfcData.texts`, 0 for none.
 */
export interface ObjectColumns {
  readonly count: number;
  readonly elementCount: number;
  /** `#id` in the file. */
  readonly expressId: Uint32Array;
  /** Into `IfcData.classes`. */
  readonly classIndex: Uint16Array;
  /** As in the file, also where it is wrong or repeated; empty where it is missing. */
  readonly globalId: readonly string[];
  readonly name: Uint32Array;
  readonly longName: Uint32Array;
  readonly description: Uint32Array;
  /** ObjectType, of a type object its ElementType: what the user called it where PredefinedType is USERDEFINED. */
  readonly objectType: Uint32Array;
  readonly predefinedType: Uint32Array;
  readonly tag: Uint32Array;
  /** Row of the type object, −1 for none. */
  readonly typeRow: Int32Array;
  /** Row of what it is part of, contained in or belongs to, −1 for none. Never a cycle. */
  readonly parentRow: Int32Array;
  /** Into {@link PARENT_RELATIONS}. */
  readonly parentRelation: Uint8Array;
  /** Into `IfcData.storeys`, {@link NO_STOREY} for none. */
  readonly storey: Uint16Array;
  /** 1 where the Representation attribute is set. */
  readonly hasRepresentation: Uint8Array;
}

/** A level that can be switched: a storey, or where there is none the part of a facility (bridge, road, railway). */
export interface Storey {
  readonly row: number;
  readonly name: string;
  /** Of IfcBuildingStorey.Elevation, metres above the building's zero; undefined where not given. */
  readonly elevationM?: number;
  /** Height of a storey's placed origin in the file's coordinates, metres: where its elements stand. Undefined where not placed. */
  readonly placedM?: number;
}

/** A unit that values of the model are in. */
export interface Unit {
  /** IfcUnitEnum or IfcDerivedUnitEnum, e.g. `LENGTHUNIT`; `MONETARYUNIT` for money. */
  readonly kind: string;
  /** E.g. `MILLIMETRE`, `FOOT`, `CNY`. */
  readonly name: string;
  /** For people: `mm`, `ft`, `W·m⁻²·K⁻¹`. */
  readonly symbol: string;
  /** Value × `toSi` + `siOffset` is the value in the coherent SI unit. NaN for money and what has no SI unit. */
  readonly toSi: number;
  readonly siOffset: number;
}

/** Units of the project. */
export interface ProjectUnits {
  readonly metresPerUnit: number;
  readonly radiansPerUnit: number;
  /** Units that values refer to; the first is none (a plain number). */
  readonly units: readonly Unit[];
}

/** What a property's values mean. */
export const PROPERTY_KINDS = ["single", "enumerated", "list", "bounded", "table", "reference"] as const;
/** One of {@link PROPERTY_KINDS}. */
export type PropertyKind = (typeof PROPERTY_KINDS)[number];

/** How a number in `PropertyColumns.values` is read. */
export const VALUE_TAGS = { none: 0, number: 1, text: 2, logical: 3 } as const;

/**
 * Every different property once, in columns; elements that share a value share the row. Members of complex properties
 * and quantities stand under `Complex.Member`.
 */
export interface PropertyColumns {
  readonly count: number;
  /** Into `IfcData.texts`. */
  readonly name: Uint32Array;
  /** Into {@link PROPERTY_KINDS}. */
  readonly kind: Uint8Array;
  /** Name of the measure, e.g. `IFCTHERMALTRANSMITTANCEMEASURE`, into `IfcData.texts`; 0 for none. */
  readonly measure: Uint32Array;
  /** Into `ProjectUnits.units`; 0 for none. */
  readonly unit: Uint16Array;
  /** Values of property `p` from `valueStarts[p]` to `valueStarts[p + 1]`: bounded has lower, upper, set point; a table its pairs. */
  readonly valueStarts: Uint32Array;
  /** One of {@link VALUE_TAGS} each. */
  readonly valueTags: Uint8Array;
  /** A number in the property's unit, a number into `IfcData.texts`, or a logical: 0 false, 1 true, 2 unknown. */
  readonly values: Float64Array;
}

/** What a set of properties is. */
export const SET_KINDS = ["properties", "quantities", "predefined"] as const;
/** One of {@link SET_KINDS}. */
export type SetKind = (typeof SET_KINDS)[number];

/** Every different property set once. */
export interface PropertySetColumns {
  readonly count: number;
  /** Into `IfcData.texts`. */
  readonly name: Uint32Array;
  /** Into {@link SET_KINDS}. */
  readonly kind: Uint8Array;
  /** Rows of `PropertyColumns`. */
  readonly properties: ListColumn;
}

/** One layer, profile, constituent or material of a list. */
export interface MaterialPart {
  readonly material: string;
  /** Of the layer, profile or constituent. */
  readonly name?: string;
  readonly category?: string;
  readonly thicknessM?: number;
  /** Name of the cross section. */
  readonly profile?: string;
  /** Of the whole, 0 to 1. */
  readonly fraction?: number;
}

/** What an element is made of. */
export interface MaterialDefinition {
  readonly kind: "material" | "list" | "layers" | "profiles" | "constituents";
  readonly name: string;
  readonly parts: readonly MaterialPart[];
}

/** A place in a classification, e.g. Uniclass `Pr_60_10_32` or GB/T 51269 `30-11`. */
export interface ClassificationEntry {
  readonly system: string;
  readonly edition: string;
  readonly identification: string;
  readonly name: string;
  readonly location: string;
}

/** Two rows that are connected: ports, or elements that the model connects directly. */
export interface Connections {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/**
 * Everything that can be asked about the objects of a model. Plain and free of functions: it crosses threads as it is,
 * and `query/` stores and reads it.
 */
export interface ElementTable {
  readonly schema: IfcSchema;
  /** As FILE_SCHEMA names it. */
  readonly declaredSchema: string;
  readonly units: ProjectUnits;
  readonly texts: readonly string[];
  readonly classes: readonly ObjectClass[];
  readonly objects: ObjectColumns;
  /** From low to high; those without elevation last, in file order. */
  readonly storeys: readonly Storey[];
  readonly properties: PropertyColumns;
  readonly propertySets: PropertySetColumns;
  readonly materials: readonly MaterialDefinition[];
  readonly classifications: readonly ClassificationEntry[];
  /** Object row → rows of `propertySets` of its own (not those of its type). */
  readonly setsOf: ListColumn;
  /** Object row → numbers into `materials` of its own. */
  readonly materialsOf: ListColumn;
  /** Object row → numbers into `classifications` of its own. */
  readonly classificationsOf: ListColumn;
  /** Object row → rows of the groups (systems, zones) it is assigned to. */
  readonly groupsOf: ListColumn;
  /** Object row → rows of spatial structures: a product also referenced there, a system serving buildings. */
  readonly referencedIn: ListColumn;
  readonly connections: Connections;
}

/** The data half of a model, everything but its shapes, and what was wrong with it. */
export interface IfcData extends ElementTable {
  readonly missingGlobalIds: number;
  /** Objects whose GlobalId an earlier one has. */
  readonly duplicateGlobalIds: number;
  /** Findings in the data with `#id` and line, at most a hundred of a code. */
  readonly issues: readonly Issue[];
}

import { attributeIndex, type IfcClass, isA, lineageOf, productKindOf } from "../schema/index.ts";
import { argumentAt, enumAt, refAt, splitArguments, textAt } from "../step/index.ts";
import { NO_STOREY, type ObjectClass, type ObjectColumns, type ObjectKind } from "./ifc-data.ts";
import { classOf, type Reading, rowsBelow } from "./reading.ts";

/** The objects, and which row each record of the file became. */
export interface ReadObjects {
  readonly classes: readonly ObjectClass[];
  /** Relations (type, parent, storey) are still empty. */
  readonly objects: ObjectColumns;
  /** Row of `#id` among the objects, −1 where it is none. */
  rowOf(id: number): number;
}

/** Reads every product, type object, group and the project into columns. */
export function readObjects(reading: Reading): ReadObjects {
  const { step } = reading;
  const products = productRows(reading);
  const others = ["IfcTypeObject", "IfcGroup", "IfcContext", "IfcProject"].flatMap((name) => [
    ...rowsBelow(reading, name),
  ]);
  // IfcProject is an IfcContext from IFC4 on.
  const rows = [...products, ...new Set(others)];
  const objects = emptyColumns(rows.length, products.length);
  const classes = createClassList();
  const objectOfRow = new Int32Array(step.count).fill(-1);
  rows.forEach((row, object) => {
    objectOfRow[row] = object;
    readObject(reading, { objects, classes, row, object });
  });
  return {
    classes: classes.list,
    objects,
    rowOf: (id) => {
      const row = id === 0 ? -1 : step.rowOf(id);
      return row < 0 ? -1 : (objectOfRow[row] as number);
    },
  };
}

/** In file order: known products and what looks like one. */
function productRows(reading: Reading): Uint32Array {
  const known = rowsBelow(reading, "IfcProduct");
  const unknown = unknownProductRows(reading);
  if (unknown.length === 0) return known;
  return Uint32Array.from([...known, ...unknown]).sort();
}

/**
 * Records of a class that no schema has, but which begin with a GlobalId and have a placement or a shape where products
 * have them: a newer schema's, or a writer's own.
 */
function unknownProductRows(reading: Reading): number[] {
  const { step, classOfType, issues } = reading;
  const found: number[] = [];
  step.typeNames.forEach((name, type) => {
    if (classOfType[type]) return;
    const rows = [...step.rowsOfType(name)];
    const products = rows.filter((row) => looksLikeProduct(reading, row));
    found.push(...products);
    const first = rows[0];
    if (first === undefined) return;
    issues.add({
      code: "ifc/unknown-class",
      severity: products.length > 0 ? "warning" : "info",
      message: `${name} is no class of IFC2x3, IFC4 or IFC4x3 (${rows.length} records${products.length > 0 ? ", read as products" : ""})`,
      at: step.starts[first] as number,
      id: step.ids[first] as number,
    });
  });
  return found;
}

function looksLikeProduct({ step }: Reading, row: number): boolean {
  if (textAt(step, argumentAt(step, row, 0))?.length !== 22) return false;
  const typeAt = (n: number): string => {
    const target = step.rowOf(refAt(step, argumentAt(step, row, n)));
    return target < 0 ? "" : (step.typeNames[step.types[target] as number] ?? "");
  };
  return typeAt(5).endsWith("PLACEMENT") || typeAt(6) === "IFCPRODUCTDEFINITIONSHAPE";
}

function emptyColumns(count: number, elementCount: number): ObjectColumns & { globalId: string[] } {
  return {
    count,
    elementCount,
    expressId: new Uint32Array(count),
    classIndex: new Uint16Array(count),
    globalId: new Array<string>(count).fill(""),
    name: new Uint32Array(count),
    longName: new Uint32Array(count),
    description: new Uint32Array(count),
    objectType: new Uint32Array(count),
    predefinedType: new Uint32Array(count),
    tag: new Uint32Array(count),
    typeRow: new Int32Array(count).fill(-1),
    parentRow: new Int32Array(count).fill(-1),
    parentRelation: new Uint8Array(count),
    storey: new Uint16Array(count).fill(NO_STOREY),
    hasRepresentation: new Uint8Array(count),
  };
}

/** Places of the attributes that are read, by class; −1 for none. */
interface Places {
  readonly classIndex: number;
  readonly objectType: number;
  readonly representation: number;
  readonly longName: number;
  readonly predefinedType: number;
  readonly tag: number;
}

interface ClassList {
  readonly list: ObjectClass[];
  placesOf(typeName: string, objectClass: IfcClass | undefined): Places;
}

function createClassList(): ClassList {
  const list: ObjectClass[] = [];
  const byName = new Map<string, Places>();
  return {
    list,
    placesOf(typeName, objectClass) {
      const known = byName.get(typeName);
      if (known) return known;
      const isUnknown = objectClass === undefined;
      list.push({
        name: objectClass?.name ?? typeName,
        kind: kindOf(objectClass),
        lineage: objectClass ? lineageOf(objectClass) : [typeName, "IfcProduct"],
      });
      const places = {
        classIndex: list.length - 1,
        objectType: isUnknown
          ? 4
          : Math.max(attributeIndex(objectClass, "ObjectType"), attributeIndex(objectClass, "ElementType")),
        representation: isUnknown ? 6 : attributeIndex(objectClass, "Representation"),
        longName: attributeIndex(objectClass, "LongName"),
        predefinedType: attributeIndex(objectClass, "PredefinedType"),
        tag: isUnknown ? 7 : attributeIndex(objectClass, "Tag"),
      };
      byName.set(typeName, places);
      return places;
    },
  };
}

function kindOf(objectClass: IfcClass | undefined): ObjectKind {
  if (isA(objectClass, "IfcTypeObject")) return "type";
  if (isA(objectClass, "IfcGroup")) return "group";
  if (isA(objectClass, "IfcProject") || isA(objectClass, "IfcContext")) return "project";
  return productKindOf(objectClass);
}

interface ObjectPlace {
  readonly objects: ObjectColumns & { readonly globalId: readonly string[] };
  readonly classes: ClassList;
  readonly row: number;
  readonly object: number;
}

function readObject(reading: Reading, { objects, classes, row, object }: ObjectPlace): void {
  const { step, texts, at } = reading;
  const count = splitArguments(step, row, at);
  const placeOf = (index: number): number => (index >= 0 && index < count ? (at[index] as number) : -1);
  const typeName = step.typeNames[step.types[row] as number] as string;
  const places = classes.placesOf(typeName, classOf(reading, row));
  objects.expressId[object] = step.ids[row] as number;
  objects.classIndex[object] = places.classIndex;
  (objects.globalId as string[])[object] = textAt(step, placeOf(0)) ?? "";
  objects.name[object] = texts.textAt(placeOf(2));
  objects.description[object] = texts.textAt(placeOf(3));
  objects.objectType[object] = texts.textAt(placeOf(places.objectType));
  objects.longName[object] = texts.textAt(placeOf(places.longName));
  objects.tag[object] = texts.textAt(placeOf(places.tag));
  objects.predefinedType[object] = texts.add(enumAt(step, placeOf(places.predefinedType)) ?? "");
  objects.hasRepresentation[object] = refAt(step, placeOf(places.representation)) === 0 ? 0 : 1;
}

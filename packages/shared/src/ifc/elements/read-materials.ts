import type { MaterialDefinition, MaterialPart } from "./ifc-data.ts";
import { createListBuilder, type ListColumn } from "./list-column.ts";
import type { ReadObjects } from "./read-objects.ts";
import { forEachRelation, openRecord, type Reading, type RecordReader } from "./reading.ts";

/** What objects are made of. */
export interface ReadMaterials {
  readonly materials: readonly MaterialDefinition[];
  readonly materialsOf: ListColumn;
}

/** Reads materials, layer, profile and constituent sets and who has them (IfcRelAssociatesMaterial). */
export function readMaterials(
  reading: Reading,
  { objects, rowOf }: ReadObjects,
  metresPerUnit: number,
): ReadMaterials {
  const materials: MaterialDefinition[] = [];
  const numberOf = new Map<number, number>();
  const assigned = createListBuilder();
  const members = { class: "IfcRelAssociatesMaterial", from: "RelatedObjects", to: "RelatingMaterial" };
  forEachRelation(reading, members, (owners, [id = 0]) => {
    const record = openUsed(reading, id);
    if (!record) return;
    let number = numberOf.get(record.id);
    if (number === undefined) {
      const definition = readDefinition(record, metresPerUnit);
      number = definition ? materials.push(definition) - 1 : -1;
      numberOf.set(record.id, number);
    }
    if (number < 0) return;
    for (const owner of owners) {
      const row = rowOf(owner);
      if (row >= 0) assigned.add(row, number);
    }
  });
  return { materials, materialsOf: assigned.finish(objects.count) };
}

/** A usage says how a set lies in the element; what the element is made of is the set. */
function openUsed(reading: Reading, id: number): RecordReader | undefined {
  const record = openRecord(reading, id);
  if (record?.className === "IfcMaterialLayerSetUsage") return record.record("ForLayerSet");
  if (record?.className.startsWith("IfcMaterialProfileSetUsage")) return record.record("ForProfileSet");
  return record;
}

function readDefinition(record: RecordReader, metresPerUnit: number): MaterialDefinition | undefined {
  switch (record.className) {
    case "IfcMaterial":
      return { kind: "material", name: record.text("Name"), parts: [readMaterial(record)] };
    case "IfcMaterialList":
      return { kind: "list", name: "", parts: record.records("Materials").map(readMaterial) };
    case "IfcMaterialLayer":
      return { kind: "layers", name: record.text("Name"), parts: [readLayer(record, metresPerUnit)] };
    case "IfcMaterialLayerSet":
      return {
        kind: "layers",
        name: record.text("LayerSetName"),
        parts: record.records("MaterialLayers").map((layer) => readLayer(layer, metresPerUnit)),
      };
    case "IfcMaterialProfile":
      return { kind: "profiles", name: record.text("Name"), parts: [readPart(record)] };
    case "IfcMaterialProfileSet":
      return {
        kind: "profiles",
        name: record.text("Name"),
        parts: record.records("MaterialProfiles").map(readPart),
      };
    case "IfcMaterialConstituent":
      return { kind: "constituents", name: record.text("Name"), parts: [readPart(record)] };
    case "IfcMaterialConstituentSet":
      return {
        kind: "constituents",
        name: record.text("Name"),
        parts: record.records("MaterialConstituents").map(readPart),
      };
    default:
      return undefined;
  }
}

function readMaterial(record: RecordReader): MaterialPart {
  const category = record.text("Category");
  return { material: record.text("Name"), ...(category ? { category } : {}) };
}

function readLayer(record: RecordReader, metresPerUnit: number): MaterialPart {
  const thicknessM = record.number("LayerThickness") * metresPerUnit;
  return { ...readPart(record), ...(Number.isFinite(thicknessM) ? { thicknessM } : {}) };
}

/** What layers, profiles and constituents have in common; a layer of air has no material. */
function readPart(record: RecordReader): MaterialPart {
  const name = record.text("Name");
  const category = record.text("Category");
  const fraction = record.number("Fraction");
  const profile = record.record("Profile")?.text("ProfileName");
  return {
    material: record.record("Material")?.text("Name") ?? "",
    ...(name ? { name } : {}),
    ...(category ? { category } : {}),
    ...(Number.isFinite(fraction) ? { fraction } : {}),
    ...(profile ? { profile } : {}),
  };
}

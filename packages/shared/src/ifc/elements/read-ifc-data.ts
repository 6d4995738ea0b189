import { findIfcSchema, ifcClasses } from "../schema/index.ts";
import { createStepIssues, type StepFile } from "../step/index.ts";
import { checkGlobalIds } from "./check-global-ids.ts";
import { findBadCoordinates } from "./find-bad-coordinates.ts";
import type { IfcData } from "./ifc-data.ts";
import { readClassifications } from "./read-classifications.ts";
import { readConnections, readGroups, readReferences } from "./read-groups.ts";
import { readMaterials } from "./read-materials.ts";
import { readObjects } from "./read-objects.ts";
import { readPropertySets } from "./read-property-sets.ts";
import { readParents, readStoreys, readTypes, reportLoose } from "./read-structure.ts";
import { readUnits } from "./read-units.ts";
import { createReading } from "./reading.ts";
import { createTextPool } from "./text-pool.ts";

/**
 * Reads everything but the shapes of a model: elements, spatial structure, types, property sets, quantities,
 * materials, classifications, systems, groups and units.
 *
 * Never throws for what is in the file: see `issues` (`ifc/…`); those of the syntax are in `step.issues`.
 */
export function readIfcData(step: StepFile): IfcData {
  const found = findIfcSchema(step.header.schemas);
  const texts = createTextPool(step);
  const issues = createStepIssues(step.bytes);
  const reading = createReading(step, ifcClasses(found.schema), texts, issues);
  const units = readUnits(reading);
  const read = readObjects(reading);
  const { objects, classes } = read;
  readParents(reading, read);
  readTypes(reading, read);
  const storeys = readStoreys(reading, read, units.units.metresPerUnit);
  const sets = readPropertySets(reading, read, units);
  const materials = readMaterials(reading, read, units.units.metresPerUnit);
  const classifications = readClassifications(reading, read);
  const groupsOf = readGroups(reading, read);
  const referencedIn = readReferences(reading, read);
  const connections = readConnections(reading, read);
  const globalIds = checkGlobalIds(reading, objects);
  reportLoose(reading, classes, objects);
  findBadCoordinates(reading);
  return {
    schema: found.schema,
    declaredSchema: found.declared,
    units: units.units,
    texts: texts.texts,
    classes,
    objects,
    storeys,
    ...sets,
    ...materials,
    ...classifications,
    groupsOf,
    referencedIn,
    connections,
    missingGlobalIds: globalIds.missing,
    duplicateGlobalIds: globalIds.duplicate,
    issues: [...found.issues, ...issues.finish()],
  };
}

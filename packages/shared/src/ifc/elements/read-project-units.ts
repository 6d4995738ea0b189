import { findIfcSchema, ifcClasses } from "../schema/index.ts";
import { createStepIssues, type StepFile } from "../step/index.ts";
import type { ProjectUnits } from "./ifc-data.ts";
import { readUnits } from "./read-units.ts";
import { createReading } from "./reading.ts";
import { createTextPool } from "./text-pool.ts";

/** The project's units alone: all that placements and curves need of the data. Findings are left to `readIfcData`. */
export function readProjectUnits(step: StepFile): ProjectUnits {
  const { schema } = findIfcSchema(step.header.schemas);
  const issues = createStepIssues(step.bytes);
  return readUnits(createReading(step, ifcClasses(schema), createTextPool(step), issues)).units;
}

import { openStep, readIfcTable } from "@shuicheng/shared/ifc";
import { describe, expect, it } from "vitest";
import { HAS_IFC_SAMPLES, readSample } from "../../ifc/convert-sample.ts";
import { repeatBuilding } from "./repeat-building.ts";

describe.skipIf(!HAS_IFC_SAMPLES)("repeatBuilding", () => {
  it("makes a sound file of so many buildings under one project", () => {
    const step = openStep(repeatBuilding(readSample("duplex_georeferenced"), 4));
    expect(step.issues).toEqual([]);
    expect(step.rowsOfType("IFCPROJECT")).toHaveLength(1);
    const { products, duplicateGlobalIds, issues } = readIfcTable(step);
    expect(products.expressId).toHaveLength(4 * 295);
    expect(duplicateGlobalIds).toBe(0);
    expect(issues).toEqual([]);
  });
});

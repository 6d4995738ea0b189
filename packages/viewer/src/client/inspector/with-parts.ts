import { type ElementTable, PARENT_RELATIONS } from "@shuicheng/shared/ifc";

const AGGREGATED = PARENT_RELATIONS.indexOf("aggregated");
const NESTED = PARENT_RELATIONS.indexOf("nested");

/** What was found with the parts of assemblies among it: a stair that was found is seen by its flights. By row, 1 for each. */
export function withParts({ objects }: ElementTable, isFound: Uint8Array): Uint8Array {
  const shown = isFound.slice();
  for (let row = 0; row < objects.elementCount; row++) {
    for (let up = row; shown[row] === 0 && isPart(up); ) {
      up = objects.parentRow[up] as number;
      if (isFound[up] === 1) shown[row] = 1;
    }
  }
  return shown;

  function isPart(row: number): boolean {
    const relation = objects.parentRelation[row];
    return (objects.parentRow[row] as number) >= 0 && (relation === AGGREGATED || relation === NESTED);
  }
}

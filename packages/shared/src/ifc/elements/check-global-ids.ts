import type { ObjectColumns } from "./ifc-data.ts";
import type { Reading } from "./reading.ts";

/** 128 bits in base 64, the first character two of them (buildingSMART, IfcGloballyUniqueId). */
const GLOBAL_ID = /^[0-3][0-9A-Za-z_$]{21}$/;

/** How many objects are affected. */
export interface GlobalIdCounts {
  readonly missing: number;
  /** Objects whose GlobalId an earlier one has. */
  readonly duplicate: number;
}

/** Reports every object whose GlobalId is missing, repeated or malformed: it is the identity of the asset. */
export function checkGlobalIds({ step, issues }: Reading, objects: ObjectColumns): GlobalIdCounts {
  let missing = 0;
  let duplicate = 0;
  const firstOf = new Map<string, number>();
  for (let row = 0; row < objects.count; row++) {
    const globalId = objects.globalId[row] as string;
    const id = objects.expressId[row] as number;
    const first = firstOf.get(globalId);
    if (globalId === "") missing++;
    else if (first !== undefined) duplicate++;
    const problem =
      globalId === ""
        ? { code: "ifc/missing-global-id", message: "It has no GlobalId" }
        : first !== undefined
          ? { code: "ifc/duplicate-global-id", message: `GlobalId ${globalId} is also that of #${first}` }
          : GLOBAL_ID.test(globalId)
            ? undefined
            : {
                code: "ifc/malformed-global-id",
                message: `GlobalId ${globalId} is not 22 characters of base 64`,
              };
    if (problem) {
      issues.add({ ...problem, severity: "warning", at: step.starts[step.rowOf(id)] as number, id });
    }
    if (first === undefined && globalId !== "") firstOf.set(globalId, id);
  }
  return { missing, duplicate };
}

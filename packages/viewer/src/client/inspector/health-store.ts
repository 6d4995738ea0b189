import type { Finding } from "@shuicheng/shared/contracts";
import type { ElementTable } from "@shuicheng/shared/ifc";
import { create } from "zustand";

/** Of which model the health report is open; null: of none. */
export const useHealthStore = create<{ readonly shown: string | null }>()(() => ({ shown: null }));

/** How many elements findings name, and how many findings there are. */
export interface HealthShares {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  /** Products that an error names, or a warning and no error; findings that name none count as one each. */
  readonly withError: number;
  readonly withWarning: number;
}

/** Counts findings, and the products that they concern. */
export function shareFindings(findings: readonly Finding[]): HealthShares {
  const of = (severity: Finding["severity"]) => findings.filter((each) => each.severity === severity);
  const [errors, warnings] = [of("error"), of("warning")];
  const named = new Set(errors.map(keyOf));
  const warned = new Set(warnings.map(keyOf).filter((key) => !named.has(key)));
  return {
    ...{ errors: errors.length, warnings: warnings.length, notes: of("info").length },
    ...{ withError: named.size, withWarning: warned.size },
  };
}

const keyOf = ({ ref, code, row }: Finding): string => ref ?? `${code} ${row ?? ""}`;

/** Rows of the element table that a finding names, by number in the file or by GlobalId; empty where it names none of them. */
export function rowsOfFinding({ ref }: Pick<Finding, "ref">, { objects }: ElementTable): number[] {
  if (ref === undefined) return [];
  const id = /^#(\d+)$/.exec(ref)?.[1];
  const rows: number[] = [];
  for (let row = 0; row < objects.elementCount; row++) {
    const isNamed = id === undefined ? objects.globalId[row] === ref : objects.expressId[row] === Number(id);
    if (isNamed) rows.push(row);
  }
  return rows;
}

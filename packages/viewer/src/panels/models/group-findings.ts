import type { Finding } from "@shuicheng/shared/contracts";

/** Findings of one code and severity. */
export interface FindingGroupData {
  readonly code: string;
  readonly severity: Finding["severity"];
  readonly findings: readonly Finding[];
}

/** Worst first. */
export const SEVERITY_ORDER = ["error", "warning", "info"] as const;

/** Sorts findings by severity and code: the worst first, then the most; within a group in the order of the file. */
export function groupFindings(findings: readonly Finding[]): FindingGroupData[] {
  return [...Map.groupBy(findings, ({ severity, code }) => `${severity} ${code}`).values()]
    .map((members) => {
      const [{ code, severity }] = members as [Finding, ...Finding[]];
      return { code, severity, findings: members };
    })
    .sort(
      (a, b) =>
        SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity) ||
        b.findings.length - a.findings.length,
    );
}

import type { Finding, Job } from "@shuicheng/shared/contracts";

const SEVERITY_WORDS = { error: "", warning: "warning: ", info: "note: " } as const;

/** One finding as a compiler would put it: `Net3.inp:45:3: [JUNCTIONS] Elevation: …`. */
export function lineOfFinding({ file, row, column, rule, message, severity }: Finding): string {
  const place = [file, row, row === undefined ? undefined : column]
    .filter((part) => part !== undefined)
    .join(":");
  return `${place}${place === "" ? "" : ": "}${SEVERITY_WORDS[severity]}${rule === undefined ? "" : `${rule}: `}${message}`;
}

/** What a finished import did, in words, line by line: the outcome, the counts, the findings. */
export function linesOfJob({ name, state, report, error }: Job): string[] {
  const findings = (report?.findings ?? []).map(lineOfFinding);
  if (state !== "done" || !report) {
    const reason =
      findings.length > 0
        ? "nothing was published"
        : `${error?.message ?? "no reason was given"}; nothing was published`;
    return [...findings, `import: ${name} was not taken: ${reason}`];
  }
  const { accepted, rejected, added, changed, removed, datastreams } = report;
  return [
    `${name} is layer ${report.layer}: ${count(accepted.points, "point")} and ${count(accepted.lines, "line")}`,
    ...(rejected.points + rejected.lines > 0
      ? [`left out: ${count(rejected.points, "point")} and ${count(rejected.lines, "line")}`]
      : []),
    `${count(added, "asset")} added, ${changed} changed, ${removed} removed; ${count(datastreams, "datastream")}`,
    ...findings,
  ];
}

const count = (n: number, what: string) => `${n.toLocaleString("en")} ${what}${n === 1 ? "" : "s"}`;

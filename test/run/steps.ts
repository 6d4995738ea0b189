import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How many checks came out how. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Adds `more` to `counts`. */
export function add(counts: Counts, more: Counts): void {
  counts.passed += more.passed;
  counts.failed += more.failed;
  counts.skipped += more.skipped;
}

/** The line that CI reads. */
export function lineOf(counts: Counts): string {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}

/** Runs a tool of `node_modules` with this Node; it counts as one check. */
export function runStep(root: string, name: string, script: string, args: readonly string[]): Counts {
  process.stdout.write(`\n— ${name}\n`);
  const isOk = runScript(root, script, args) === 0;
  if (!isOk) process.stdout.write(`✗ ${name}\n`);
  return { passed: isOk ? 1 : 0, failed: isOk ? 0 : 1, skipped: 0 };
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { status: string; assertionResults: readonly { status: string }[] }[];
}

/** Runs vitest, all of it or the named files, and counts its tests. */
export function runVitest(root: string, files: readonly string[]): Counts {
  const folder = mkdtempSync(join(tmpdir(), "shuicheng-test-"));
  const output = join(folder, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile=${output}`];
    const status = runScript(root, "vitest/vitest.mjs", ["run", ...reporters, ...files]);
    const report = existsSync(output)
      ? (JSON.parse(readFileSync(output, "utf8")) as VitestReport)
      : undefined;
    return countReport(report, status === 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Counts a report. A file that could not be loaded has no tests and counts as one failure; so does a run that
 * failed without any (an error outside the tests).
 */
export function countReport(report: VitestReport | undefined, isOk: boolean): Counts {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
  ).length;
  const failed = report.numFailedTests + broken;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !isOk ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function runScript(root: string, script: string, args: readonly string[]): number | null {
  const path = join(root, "node_modules", script);
  return spawnSync(process.execPath, [path, ...args], { cwd: root, stdio: "inherit" }).status;
}

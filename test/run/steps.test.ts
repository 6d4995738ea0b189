import { describe, expect, it } from "vitest";
import { countReport, lineOf } from "./steps.ts";

const file = (...statuses: string[]) => ({
  status: statuses.includes("failed") ? "failed" : "passed",
  assertionResults: statuses.map((status) => ({ status })),
});
const report = (...testResults: { status: string; assertionResults: { status: string }[] }[]) => {
  const count = (wanted: string) =>
    testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === wanted)
      .length;
  return {
    numPassedTests: count("passed"),
    numFailedTests: count("failed"),
    numPendingTests: count("pending"),
    numTodoTests: 0,
    testResults,
  };
};

describe("countReport", () => {
  it("counts tests by their outcome", () => {
    const counts = countReport(report(file("passed", "failed"), file("passed", "pending")), false);
    expect(lineOf(counts)).toBe("2 passed, 1 failed, 1 skipped");
  });

  it("counts a file that could not be loaded", () => {
    const broken = { status: "failed", assertionResults: [] };
    expect(countReport(report(file("passed"), broken), false)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it("never calls a failed run good", () => {
    expect(countReport(report(file("passed")), false).failed).toBe(1);
    expect(countReport(undefined, true).failed).toBe(1);
  });
});

import { appendFileSync } from "node:fs";

/**
 * Runs of a fuzz test: its usual count times the environment's `FUZZ_RUNS`. Where `FUZZ_REPORT` names a file, a line of it
 * says so, for the table that `npm run fuzz` prints.
 *
 * @param wayIn What is fuzzed, in words of the table.
 */
export function fuzzRuns(wayIn: string, usual: number): { readonly numRuns: number } {
  const numRuns = usual * Number(process.env.FUZZ_RUNS ?? 1);
  const report = process.env.FUZZ_REPORT;
  if (report !== undefined) appendFileSync(report, `${JSON.stringify({ wayIn, usual, numRuns })}\n`);
  return { numRuns };
}

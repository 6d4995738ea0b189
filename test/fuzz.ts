import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/**
 * `npm run fuzz`: the fuzz tests of every way in with many more runs (`FUZZ_RUNS` times as many, 50 unless said), one after
 * the other, then a table of how many inputs each was tried with. Files can be named to run only those.
 */
const ROOT = resolve(import.meta.dirname, "..");
const times = process.env.FUZZ_RUNS ?? "50";

const named = process.argv.slice(2);
const files = ["packages/*/src/**/*.test.ts", "test/**/*.test.ts"]
  .flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
  .filter((path) => readFileSync(join(ROOT, path), "utf8").includes("fuzzRuns("))
  .filter((path) => named.length === 0 || named.some((name) => path.includes(name)))
  .sort();
const folder = mkdtempSync(join(tmpdir(), "shuicheng-fuzz-"));
const report = join(folder, "runs.jsonl");
const startedMs = Date.now();
const { status } = spawnSync(
  process.execPath,
  [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--maxWorkers=1", ...files],
  { cwd: ROOT, stdio: "inherit", env: { ...process.env, FUZZ_RUNS: times, FUZZ_REPORT: report } },
);
const lines = existsSync(report) ? readFileSync(report, "utf8").trim().split("\n") : [];
const runs = lines.map((line) => JSON.parse(line) as { wayIn: string; usual: number; numRuns: number });
rmSync(folder, { recursive: true });
process.stdout.write("\n| way in | in `npm test` | tried now |\n|---|---:|---:|\n");
for (const { wayIn, usual, numRuns } of runs.sort((a, b) => (a.wayIn < b.wayIn ? -1 : 1)))
  process.stdout.write(`| ${wayIn} | ${usual.toLocaleString("en")} | ${numRuns.toLocaleString("en")} |\n`);
const total = runs.reduce((sum, { numRuns }) => sum + numRuns, 0);
const seconds = Math.round((Date.now() - startedMs) / 1_000);
const outcome = status === 0 ? "none failed" : "some failed: see above";
process.stdout.write(`| all | | ${total.toLocaleString("en")} |\n\n${outcome}, ${seconds} s\n`);
process.exit(status ?? 1);

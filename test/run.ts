import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildPageWhenStale } from "./run/build-page.ts";
import { add, type Counts, lineOf, runStep, runVitest } from "./run/steps.ts";
import { ensureSystemPackages } from "./run/system-packages.ts";

/** `npm test`: everything that can be checked on this machine; the last line is the count. `--long`: full counts. */
const ROOT = resolve(import.meta.dirname, "..");
const REQUIRED_NODE_MAJOR = 26;

const say = (line: string) => process.stdout.write(`${line}\n`);

function stop(why: string): never {
  process.stderr.write(`test: ${why}\n`);
  process.exit(1);
}

const flags = process.argv.slice(2);
const isLong = flags.includes("--long");
/** Names of test files, to run only those and nothing else. */
const only = flags.filter((flag) => flag !== "--long");
const unknown = only.find((flag) => flag.startsWith("-"));
if (unknown !== undefined) stop(`${unknown} is not a flag; there is --long, else name test files`);

if (Number(process.versions.node.split(".")[0]) < REQUIRED_NODE_MAJOR) {
  stop(
    `Node ${REQUIRED_NODE_MAJOR} is needed and this is ${process.versions.node}; npm ci brings it, then run npm test`,
  );
}
const missing = ensureSystemPackages(say);
if (missing !== undefined) stop(missing);

const samples = resolve(ROOT, process.env.SHUICHENG_SAMPLES ?? "../shared/data");
process.env.SHUICHENG_SAMPLES = samples;
if (isLong) {
  process.env.SHUICHENG_LONG = "1";
  process.env.FUZZ_RUNS ??= "10";
}

const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
add(counts, await buildPageWhenStale(ROOT, say));
if (only.length === 0) {
  add(counts, runStep(ROOT, "lint", "@biomejs/biome/bin/biome", ["check", "."]));
  for (const project of [
    "tsconfig.json",
    "packages/shared/tsconfig.json",
    "packages/viewer/tsconfig.json",
    "test/browser/tsconfig.json",
  ]) {
    add(counts, runStep(ROOT, `types of ${project}`, "typescript/bin/tsc", ["-p", join(ROOT, project)]));
  }
}
const tests = runVitest(ROOT, only);
add(counts, tests);

if (!existsSync(samples)) {
  say(`The samples folder ${samples} is missing: ${tests.skipped} sample tests could not run.`);
}
say(lineOf(counts));
process.exit(counts.failed === 0 ? 0 : 1);

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { startConversion } from "../../../packages/server/src/convert/ifc/index.ts";
import { median, printFigure, tell } from "../figure.ts";
import { WorkerProcess } from "../worker-process.ts";
import type { RunnerAnswer } from "./ifc-runner.ts";
import type { IfcToolName } from "./ifc-tools.ts";
import { measureQuery } from "./measure-query.ts";
import { repeatBuilding } from "./repeat-building.ts";

const SAMPLES = join(
  process.env.SHUICHENG_SAMPLES ?? join(import.meta.dirname, "../../../../shared/data"),
  "ifc",
);
/** Smaller files measure the start of things. */
const MIN_BYTES = 900_000;
const RUNS = 5;
const RIVALS = ["web-ifc", "fragments", "ifc-lite"] as const;
const TIME_METRICS = {
  "web-ifc": "ifc.time-vs-web-ifc",
  fragments: "ifc.time-vs-fragments",
  "ifc-lite": "ifc.time-vs-ifc-lite",
} as const;
const AGAINST = {
  "web-ifc": "web-ifc open + geometry alone",
  fragments: "@thatopen/fragments importer",
  "ifc-lite": "@ifc-lite/geometry + @ifc-lite/parser",
} as const;

/** IFC → tiles and table, per file and median: against web-ifc alone, fragments and ifc-lite; a large file; a query. */
export async function benchIfc(): Promise<void> {
  await benchIfcFiles();
  await benchIfcLarge();
}

/** What a tool did with one file. */
interface ToolFigures {
  /** Median of the runs. */
  readonly ms: number;
  readonly bytes: number;
  readonly elements: number;
  /** Largest resident memory of its process after the first run. */
  readonly peakMb: number;
  readonly startMs: number;
  readonly failure?: string;
}

/** One file by all four tools. */
interface FileFigures {
  readonly name: string;
  readonly ifcBytes: number;
  readonly tools: Readonly<Record<IfcToolName, ToolFigures>>;
}

/** The sample files over 0.9 MB, each tool in a fresh process for each file. */
export async function benchIfcFiles(): Promise<void> {
  if (!existsSync(SAMPLES)) {
    tell(`ifc: the samples folder ${SAMPLES} is missing`);
    return;
  }
  const files = readdirSync(SAMPLES).filter((file) => statSync(join(SAMPLES, file)).size > MIN_BYTES);
  const all: FileFigures[] = [];
  for (const file of files) all.push(await measureFile(join(SAMPLES, file)));
  for (const rival of RIVALS) printTimes(rival, all);
  printRatios("ifc.bytes-vs-ifc", "share", all, "the IFC's bytes", ({ ifcBytes, tools }) => [
    tools.ours.bytes,
    ifcBytes,
  ]);
  printRatios("ifc.peak-memory", "MB", all, AGAINST["web-ifc"], ({ tools }) => [
    tools.ours.peakMb,
    tools["web-ifc"].peakMb,
  ]);
  printStarts(all);
}

async function measureFile(file: string): Promise<FileFigures> {
  const name =
    file
      .split("/")
      .at(-1)
      ?.replace(/\.ifc$/, "") ?? "";
  const tools = await measureInTurn(["ours", ...RIVALS], file, RUNS);
  const words = Object.entries(tools).map(([tool, { ms, failure }]) =>
    failure === undefined ? `${tool} ${ms.toFixed(0)} ms` : `${tool} failed: ${failure}`,
  );
  tell(`ifc: ${name}: ${words.join(", ")}`);
  return { name, ifcBytes: statSync(file).size, tools };
}

/** Each tool in a fresh process; they take turns, so that what else the machine does falls on all of them. */
async function measureInTurn<T extends IfcToolName>(
  names: readonly T[],
  file: string,
  rounds: number,
): Promise<Record<T, ToolFigures>> {
  const started = await Promise.all(names.map((name) => WorkerProcess.start("ifc/ifc-runner.ts", [name])));
  const answers = names.map((): RunnerAnswer[] => []);
  try {
    for (let round = 0; round < rounds; round++) {
      for (const [index, { worker }] of started.entries()) {
        answers[index]?.push(await worker.ask<RunnerAnswer>({ file }));
      }
    }
  } finally {
    for (const { worker } of started) await worker.stop();
  }
  const figures = names.map((name, index) => [name, figuresOf(answers[index] as RunnerAnswer[])]);
  return Object.fromEntries(figures) as Record<T, ToolFigures>;
}

function figuresOf(answers: readonly RunnerAnswer[]): ToolFigures {
  const failed = answers.find((answer) => "failure" in answer);
  const done = answers.flatMap((answer) => ("failure" in answer ? [] : [answer]));
  const [first] = done;
  return {
    ms: median(done.map(({ run }) => run.ms)),
    bytes: first?.run.bytes ?? 0,
    elements: first?.run.elements ?? 0,
    peakMb: first?.peakMb ?? 0,
    startMs: first?.startMs ?? 0,
    ...(failed && "failure" in failed ? { failure: failed.failure } : {}),
  };
}

function printTimes(rival: (typeof RIVALS)[number], all: readonly FileFigures[]): void {
  const failed = all.filter(({ tools }) => tools[rival].failure !== undefined);
  const rest = all.filter(({ tools }) => tools[rival].failure === undefined);
  const note = failed.length > 0 ? `it failed at ${failed.map(({ name }) => name).join(", ")}` : undefined;
  printRatios(
    TIME_METRICS[rival],
    "ms",
    rest,
    AGAINST[rival],
    ({ tools }) => [tools.ours.ms, tools[rival].ms],
    note,
  );
}

/** The median over files first, then each file. */
function printRatios(
  metric: string,
  unit: string,
  all: readonly FileFigures[],
  against: string,
  figure: (one: FileFigures) => [ours: number, theirs: number],
  note?: string,
): void {
  if (all.length === 0) return;
  const pairs = all.map((one) => ({ name: one.name, pair: figure(one) }));
  const ratios = pairs.map(({ pair: [ours, theirs] }) => ours / theirs);
  const shownOf = ([ours, theirs]: [number, number]) => (unit === "share" ? ours / theirs : ours);
  printFigure({
    ...{ bench: "ifc", metric, unit, against, n: all.length },
    value: median(pairs.map(({ pair }) => shownOf(pair))),
    ratio: median(ratios),
    note: `median of ${all.length} files, worst ratio ${Math.max(...ratios).toFixed(2)}${note === undefined ? "" : `; ${note}`}`,
  });
  for (const { name, pair } of pairs) {
    printFigure({
      ...{ bench: "ifc", metric: `${metric}:${name}`, unit, against, n: RUNS },
      value: shownOf(pair),
      ratio: pair[0] / pair[1],
    });
  }
}

function printStarts(all: readonly FileFigures[]): void {
  for (const tool of ["ours", ...RIVALS] as const) {
    const value = median(all.map(({ tools }) => tools[tool].startMs));
    const note =
      tool === "ours"
        ? "geoid, encoder and data thread; web-ifc is started before the clock for both"
        : undefined;
    printFigure({
      ...{ bench: "ifc", metric: `ifc.start-up:${tool}`, value, unit: "ms", n: all.length },
      ...(note === undefined ? {} : { note }),
    });
  }
}

const LARGE_ROUNDS = 3;
/** Makes 137 MB: copies have longer numbers than the building itself. */
const LARGE_COPIES = 53;

/** One building many times over, 137 MB: time and memory against web-ifc, and whether the process that asks stays awake. */
export async function benchIfcLarge(): Promise<void> {
  const building = join(SAMPLES, "duplex_georeferenced.ifc");
  if (!existsSync(building)) {
    tell(`ifc: ${building} is missing`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "shuicheng-bench-large-"));
  try {
    const file = join(folder, "large.ifc");
    const bytes = readFileSync(building);
    writeFileSync(file, repeatBuilding(bytes, LARGE_COPIES));
    tell(`ifc: ${LARGE_COPIES} buildings in ${(statSync(file).size / 1e6).toFixed(0)} MB`);
    const { ours, "web-ifc": theirs } = await measureInTurn(["ours", "web-ifc"], file, LARGE_ROUNDS);
    if (ours.failure !== undefined || theirs.failure !== undefined) {
      tell(`ifc: the large file failed: ${ours.failure ?? theirs.failure}`);
      return;
    }
    const against = AGAINST["web-ifc"];
    printFigure({
      ...{
        bench: "ifc",
        metric: "ifc.large-time",
        value: ours.ms / 1000,
        unit: "s",
        against,
        ratio: ours.ms / theirs.ms,
        n: LARGE_ROUNDS,
      },
      note: `${LARGE_COPIES} buildings, ${(statSync(file).size / 1e6).toFixed(0)} MB, ${ours.elements} elements drawn`,
    });
    printFigure({
      ...{ bench: "ifc", metric: "ifc.large-memory", value: ours.peakMb, unit: "MB", against, n: 1 },
      ratio: ours.peakMb / theirs.peakMb,
      note: "largest resident memory of the process",
    });
    await benchEventLoop(file, join(folder, "out"));
  } finally {
    rmSync(folder, { recursive: true });
  }
  printFigure({ ...{ bench: "ifc", metric: "ifc.query-100k", unit: "ms" }, ...measureQuery() });
}

/** How long the machine's own noise is watched, to tell it from what the conversion does. */
const IDLE_MS = 5_000;

/** The thread that asked for a conversion, meanwhile; against the same thread with nothing to do. */
async function benchEventLoop(file: string, out: string): Promise<void> {
  const idleMs = await longestDelay(() => wait(IDLE_MS));
  const value = await longestDelay(
    () => startConversion({ file, folder: out }, { onStage: () => undefined }).result,
  );
  printFigure({
    ...{ bench: "ifc", metric: "ifc.large-event-loop", value, unit: "ms", n: 1 },
    ...{ against: "the same process with nothing to do, 5 s", ratio: value / idleMs },
    note: "longest delay of the event loop of the process that runs the conversion in its threads",
  });
}

async function longestDelay(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}

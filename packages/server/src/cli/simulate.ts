import { statSync } from "node:fs";
import { createIngestClient } from "@shuicheng/shared/client";
import { Fault } from "@shuicheng/shared/faults";
import type { Issue } from "@shuicheng/shared/issues";
import { readAssets, readDatastreams } from "../demo/simulator/read-city.ts";
import { replay } from "./replay.ts";
import { matchColumns } from "./replay-columns.ts";
import { readRecording, surveyRecording } from "./replay-recording.ts";
import { pushLoad } from "./simulate-load.ts";
import { pushScenario } from "./simulate-scenario.ts";
import { parseSettings, type SimulateSettings } from "./simulate-settings.ts";
import { Tally } from "./simulate-tally.ts";

/** How often progress is told: in place on a terminal, as a line elsewhere. */
const TERMINAL_PROGRESS_MS = 250;
const LINE_PROGRESS_MS = 5_000;

type Work = (client: ReturnType<typeof createIngestClient>, tally: Tally) => Promise<void>;

const say = (line: string) => process.stderr.write(`${line}\n`);

/** `npm run simulate`: pushes a recording, a steady load or a scenario to a running server, as any integrator would. */
async function simulate(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const settings = parseSettings(argv, process.env);
  const work = await prepare(settings, signal);
  if (work === undefined) return;
  const tally = new Tally();
  const client = createIngestClient({ url: settings.url, token: settings.token });
  client.onState(({ phase, error }) => {
    if (phase === "lost") say(`simulate: connection lost (${error?.message}); trying again`);
  });
  const progress = tellProgress(tally);
  try {
    await work(client, tally);
  } finally {
    clearInterval(progress);
    client.close();
    if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
    process.stdout.write(`${tally}\n`);
  }
  if (tally.rejected > 0 && tally.accepted + tally.duplicates === 0) process.exitCode = 1;
}

async function prepare(settings: SimulateSettings, signal: AbortSignal): Promise<Work | undefined> {
  switch (settings.kind) {
    case "replay":
      return prepareReplay(settings, signal);
    case "load":
      return prepareLoad(settings, signal);
    case "scenario":
      return (client, tally) => pushScenario({ ...settings, client, tally, say, signal });
  }
}

async function prepareReplay(
  settings: Extract<SimulateSettings, { kind: "replay" }>,
  signal: AbortSignal,
): Promise<Work | undefined> {
  const { file } = settings;
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new Fault("config/invalid-value", `--replay ${file}: there is no such file`);
  }
  const { survey, issues } = await surveyRecording(file);
  if (survey === undefined) {
    for (const issue of issues) say(lineOf(file, issue));
    process.exitCode = 1;
    return undefined;
  }
  const [assets, datastreams] = await Promise.all([
    readAssets(settings, settings.layer),
    readDatastreams(settings, settings.layer),
  ]);
  const match = matchColumns(survey.columns, { assets, datastreams }, { layer: settings.layer });
  if (match.unmatched.length > 0) {
    say(
      `simulate: no datastream for ${match.unmatched.length} of ${survey.columns.length} columns: ${match.unmatched.join(", ")}`,
    );
  }
  const startMs = settings.startMs ?? Date.now() - (survey.lastS - survey.firstS) * 1_000;
  const matched = datastreams.filter(({ id }) => match.datastreams.includes(id));
  // A recording names no unit: a person has to see in which one its numbers are going to be taken.
  const units = [...new Set(matched.map(({ unit }) => unit?.symbol ?? "no unit"))].join(", ");
  say(
    `simulate: ${survey.rows} rows of ${matched.length} datastreams in ${units}, from ${new Date(startMs).toISOString()}`,
  );
  const { speed, isLooping } = settings;
  const readRows = () => readRecording(file);
  return (client, tally) =>
    replay({
      client,
      tally,
      survey,
      readRows,
      datastreams: match.datastreams,
      startMs,
      speed,
      isLooping,
      signal,
    });
}

async function prepareLoad(
  settings: Extract<SimulateSettings, { kind: "load" }>,
  signal: AbortSignal,
): Promise<Work> {
  const { ratePerS, seed } = settings;
  const all = await readDatastreams(settings, settings.layer);
  const datastreams = all.filter(({ resultType }) => resultType === "number");
  say(`simulate: ${ratePerS} observations/s over ${datastreams.length} datastreams; Ctrl-C ends it`);
  return (client, tally) => pushLoad({ client, tally, datastreams, ratePerS, seed, signal });
}

function tellProgress(tally: Tally): ReturnType<typeof setInterval> {
  if (!process.stderr.isTTY) return setInterval(() => say(`simulate: ${tally}`), LINE_PROGRESS_MS);
  return setInterval(() => process.stderr.write(`\r\x1b[K${tally}`), TERMINAL_PROGRESS_MS);
}

function lineOf(file: string, issue: Issue): string {
  const place = [file, issue.row, issue.column].filter((part) => part !== undefined).join(":");
  return `${place}: ${issue.message}`;
}

const stop = new AbortController();
// The first Ctrl-C stops reading and waits for what is on its way; the second ends at once.
process.once("SIGINT", () => stop.abort());
process.once("SIGTERM", () => stop.abort());
try {
  await simulate(process.argv.slice(2), stop.signal);
} catch (cause) {
  if (!(cause instanceof Fault)) throw cause;
  say(`simulate: ${cause.message}`);
  process.exitCode = 1;
}

import { setTimeout as wait } from "node:timers/promises";
import type { Job } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { linesOfHealth } from "./convert-report.ts";
import { createImportClient, type ImportClient } from "./import-client.ts";
import { linesOfJob } from "./import-report.ts";
import { parseImportSettings } from "./import-settings.ts";

/** How often the job is asked for: often enough for a small file, seldom enough for a large one. */
const POLL_MS = 200;

/** A server that restarts is gone for a second or two. */
const PATIENCE_MS = 15_000;

const say = (line: string) => process.stderr.write(`${line}\n`);

/** `npm run import`: sends a network or a model to a running server and tells what came of it. */
async function importFile(argv: readonly string[]): Promise<void> {
  const settings = parseImportSettings(argv, process.env);
  const client = createImportClient(settings);
  const id = await client.send();
  const job = await follow(client, id, settings.name);
  const isDone = job.state === "done";
  const lines = isDone && job.model ? await linesOfModel(client, job) : linesOfJob(job);
  (isDone ? process.stdout : process.stderr).write(`${lines.join("\n")}\n`);
  if (!isDone) process.exitCode = 1;
}

async function linesOfModel(client: ImportClient, { name, model }: Job): Promise<string[]> {
  const { id, revision } = model ?? { id: "", revision: null };
  const health = await client.findHealth(id);
  return [`${name} is model ${id}, revision ${revision}`, ...linesOfHealth(name, health)];
}

async function follow(client: ImportClient, id: string, name: string): Promise<Job> {
  const tell = createProgress(name);
  let lastAnswerMs = performance.now();
  for (;;) {
    try {
      const job = await client.findJob(id);
      lastAnswerMs = performance.now();
      tell(job);
      if (job.finishedAt !== null) return job;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.code === "job/unknown") {
        throw new Fault(
          "job/unknown",
          "the server was restarted before the import was done, or somebody dropped it; send the file again",
        );
      }
      if (error.code !== "ingest/unavailable" || performance.now() - lastAnswerMs > PATIENCE_MS) throw error;
    }
    await wait(POLL_MS);
  }
}

/** Stage and progress: in place on a terminal, a line per stage elsewhere. */
function createProgress(name: string): (job: Job) => void {
  let told = "";
  return ({ stage, progress, finishedAt }) => {
    if (process.stderr.isTTY) {
      const line = `${name}: ${stage} ${Math.round(progress * 100)} %`;
      process.stderr.write(finishedAt === null ? `\r\x1b[K${line}` : "\r\x1b[K");
    } else if (stage !== told) say(`${name}: ${stage}`);
    told = stage;
  };
}

importFile(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof Fault)) throw error;
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  say(`import: ${error.message}`);
  process.exitCode = 1;
});

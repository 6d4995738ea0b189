import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { Fault } from "@shuicheng/shared/faults";
import type { ConvertedModel } from "@shuicheng/shared/ifc";
import { startConversion } from "../convert/ifc/index.ts";
import { MAX_MODEL_BYTES } from "../convert/models/receive-model.ts";
import { unpackIfcZip } from "../convert/models/unpack-ifczip.ts";
import { createProgressLine } from "../terminal/progress-line.ts";
import { lineOfOutcome, linesOfHealth } from "./convert-report.ts";
import { type ConvertSettings, parseConvertSettings } from "./convert-settings.ts";

/**
 * `npm run convert`: an IFC file (or an .ifczip) into a folder with `tileset.json`, its tiles, `elements.bin` and
 * `health.json`, without a server. The folder appears whole or not at all.
 */
async function convert(argv: readonly string[]): Promise<void> {
  const settings = parseConvertSettings(argv);
  const draft = makeDraft(settings.folder);
  const beganAt = performance.now();
  const out = join(draft, "out");
  const { source, model } = await named(settings.name, async () => {
    const unpackedFile = await unpacked(settings.file, draft);
    return { source: unpackedFile, model: await run(settings, unpackedFile, out) };
  });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "elements.bin"), model.table);
  writeFileSync(join(out, "health.json"), `${JSON.stringify(model.health, null, 2)}\n`);
  rmSync(settings.folder, { recursive: true, force: true });
  renameSync(out, settings.folder);
  const outcome = { tiles: model.tiles, tableBytes: model.table.length, ifcBytes: statSync(source).size };
  const seconds = (performance.now() - beganAt) / 1000;
  const lines = [...linesOfHealth(settings.name, model.health), lineOfOutcome({ ...outcome, seconds })];
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** Says of what a person is told which file it is about. */
async function named<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault(error.code, `${name}: ${error.message}`, error.details, { cause: error });
  }
}

/** A folder beside the one asked for, gone when the process ends however it ends in order. */
function makeDraft(folder: string): string {
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(join(dirname(folder), `.${basename(folder)}-`));
  process.once("exit", () => rmSync(draft, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  return draft;
}

async function unpacked(file: string, draft: string): Promise<string> {
  if (!isZip(file)) return file;
  const target = join(draft, "source.ifc");
  await unpackIfcZip(file, target, MAX_MODEL_BYTES);
  return target;
}

function isZip(file: string): boolean {
  const handle = openSync(file, "r");
  const start = Buffer.alloc(4);
  readSync(handle, start, 0, 4, 0);
  closeSync(handle);
  return start.toString("latin1").startsWith("PK");
}

async function run(
  { name, place, crs }: ConvertSettings,
  file: string,
  folder: string,
): Promise<ConvertedModel> {
  const progress = createProgressLine(process.stderr);
  try {
    const order = { file, folder, ...(place ? { place } : {}), ...(crs === undefined ? {} : { crs }) };
    return await startConversion(order, {
      onStage: (stage, share) => progress.show(`${name}: ${stage}`, share),
    }).result;
  } finally {
    progress.end();
  }
}

convert(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof Fault)) throw error;
  process.stderr.write(`convert: ${error.message}\n`);
  process.exitCode = 1;
});

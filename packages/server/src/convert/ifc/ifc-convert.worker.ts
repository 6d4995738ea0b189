import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { Fault } from "@shuicheng/shared/faults";
import { groundHeightM, isGroundKnown, openWorldGeoid } from "@shuicheng/shared/geo";
import { convertIfc, type IfcTable, openWebIfc } from "@shuicheng/shared/ifc";
import { openMeshEncoder } from "@shuicheng/shared/tiles";
import type {
  ConversionMessage,
  ConversionTask,
  DataMessage,
  ReservedMessage,
} from "./conversion-messages.ts";
import { foreseenEnd } from "./out-of-memory.ts";
import { readShared } from "./read-shared.ts";
import { stepBack } from "./step-back.ts";

const port = parentPort;
const task = workerData as ConversionTask;
const say = (message: ConversionMessage) => port?.postMessage(message);

// The thread of the data half, started from here, steps back with it.
stepBack();
convert().catch((error: unknown) => {
  // What nobody foresaw ends the worker; the job says so and the log has the stack.
  if (!(error instanceof Fault)) throw error;
  say({ kind: "fault", code: error.code, message: error.message, details: error.details });
});

async function convert(): Promise<void> {
  const bytes = readShared(task.file);
  const engine = openWebIfc();
  const geoid = openWorldGeoid();
  const encoder = openMeshEncoder();
  let started = 0;
  const model = await convertIfc(bytes, {
    geoid: await geoid,
    groundHeightM: (lonDeg, latDeg) =>
      isGroundKnown(lonDeg, latDeg) ? groundHeightM(lonDeg, latDeg) : undefined,
    startEngine: () => (started++ === 0 ? engine : openWebIfc()),
    encoder: await encoder,
    skip: new Set(task.skip),
    inWork: new Int32Array(task.inWork),
    readTable: () => readTable(bytes),
    ...(task.place ? { place: task.place } : {}),
    ...(task.crs === undefined ? {} : { crs: task.crs }),
    ...(task.reserves ? { reserveFeatures } : {}),
    write: ({ path, bytes: content }) => {
      const file = join(task.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    },
    onStage: (stage, progress) => say({ kind: "stage", stage, progress }),
  });
  say({ kind: "converted", model });
}

/** The data half in a thread of its own, beside web-ifc. */
function readTable(bytes: Uint8Array): Promise<IfcTable> {
  const worker = new Worker(new URL("./ifc-data.worker.ts", import.meta.url), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: task.heapMb },
  });
  return new Promise<IfcTable>((resolve, reject) => {
    worker.on("error", (error) => reject(foreseenEnd(error)));
    worker.on("message", (message: DataMessage) => {
      if ("table" in message) resolve(message.table);
      else reject(new Error(message.failure));
    });
    worker.on("exit", () => reject(new Error("the thread that reads the data ended before its result")));
  });
}

function reserveFeatures(globalIds: readonly string[]): Promise<Uint32Array> {
  const answer = new Promise<Uint32Array>((resolve) => {
    port?.once("message", ({ indices }: ReservedMessage) => resolve(indices));
  });
  say({ kind: "reserve", globalIds });
  return answer;
}

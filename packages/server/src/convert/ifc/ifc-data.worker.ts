import { parentPort, workerData } from "node:worker_threads";
import { Fault } from "@shuicheng/shared/faults";
import { openStep, readIfcTable } from "@shuicheng/shared/ifc";
import type { DataMessage } from "./conversion-messages.ts";

/** The data half of a conversion, beside the thread that meshes. */
const say = (message: DataMessage, transfer: ArrayBuffer[] = []) =>
  parentPort?.postMessage(message, transfer);

try {
  const table = readIfcTable(openStep(workerData as Uint8Array));
  say({ table }, [table.table.buffer as ArrayBuffer]);
} catch (error) {
  // A file that cannot be scanned ends the meshing thread with the same fault; it tells the user.
  if (!(error instanceof Fault)) throw error;
  say({ failure: error.message });
}

import { parentPort } from "node:worker_threads";
import { openStep, readIfcTable } from "@shuicheng/shared/ifc";

/** The data half, in a thread that is there before the clock starts. Its first message says so. */
parentPort?.on("message", (bytes: Uint8Array) => {
  parentPort?.postMessage(readIfcTable(openStep(bytes)));
});
parentPort?.postMessage("ready");

import { Worker } from "node:worker_threads";
import type { Finding } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { Conversion, FeaturesMessage, ImportMessage, ImportOrder } from "./import-messages.ts";

/** The file has errors: nothing came of it but the list. */
interface Unreadable {
  readonly findings: readonly Finding[];
}

/** What a run asks of its caller. */
export interface ImportCallbacks {
  onStage(stage: string, progress: number): void;
  /** @throws {Fault} which ends the run. */
  reserveFeatures(assetIds: readonly string[]): Uint32Array;
}

/** A conversion under way in a thread of its own. */
export interface ImportRun {
  /** @throws {Fault} what the worker foresaw; anything else when it crashed or was stopped. */
  readonly result: Promise<Conversion | Unreadable>;
  stop(): Promise<void>;
}

/** Without a limit a bad file takes the server along. */
const MAX_HEAP_MB = 3_072;

/** Converts one file in a worker, which is gone afterwards with all its memory. */
export function startImport(order: ImportOrder, callbacks: ImportCallbacks): ImportRun {
  const worker = new Worker(new URL("./network-import.worker.ts", import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  const result = new Promise<Conversion | Unreadable>((resolve, reject) => {
    worker.on("error", reject);
    worker.on("exit", () => reject(new Error("the import ended before its result")));
    worker.on("message", (message: ImportMessage) => {
      switch (message.kind) {
        case "stage":
          callbacks.onStage(message.stage, message.progress);
          return;
        case "assets":
          try {
            const indices = callbacks.reserveFeatures(message.ids);
            worker.postMessage({ kind: "features", indices } satisfies FeaturesMessage);
          } catch (error) {
            reject(error);
          }
          return;
        case "converted":
          resolve(message.conversion);
          return;
        case "unreadable":
          resolve({ findings: message.findings });
          return;
        case "fault":
          reject(new Fault(message.code, message.message, message.details));
          return;
      }
    });
  });
  const stop = async () => {
    await worker.terminate();
  };
  return { result: result.finally(stop), stop };
}

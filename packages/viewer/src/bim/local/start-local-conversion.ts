import { Fault } from "@shuicheng/shared/faults";
import type { ConvertedModel, ConvertStage, ReadingReport } from "@shuicheng/shared/ifc";
import {
  createHangWatch,
  DEFAULT_HANG_LIMITS,
  type HangLimits,
  type HungAt,
  leaveOutHung,
  silenceFault,
  WATCH_MS,
} from "@shuicheng/shared/ifc-watch";
import type { DataMessage, DataOrder, FaultMessage, MeshMessage, MeshOrder } from "./local-messages.ts";

/** What a conversion tells while it runs. */
export interface LocalCallbacks {
  /** @param progress 0 to 1; begins again where a product hung and the conversion with it. */
  onStage(stage: ConvertStage, progress: number): void;
  /** What was read, whatever becomes of the rest. */
  onReport(report: ReadingReport): void;
}

/** What a conversion made, all in memory. */
export interface LocalResult {
  readonly model: ConvertedModel;
  /** By path relative to the tilesets. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The two threads of a conversion, as far as it needs to know them. */
export interface LocalThreads {
  readonly mesh: Pick<Worker, "postMessage" | "terminate" | "onmessage" | "onerror" | "onmessageerror">;
  readonly data: Pick<Worker, "postMessage" | "terminate" | "onmessage" | "onerror" | "onmessageerror">;
}

/** Starts the threads; their scripts are loaded with the first conversion and come from our own server. */
function startThreads(): LocalThreads {
  return {
    mesh: new Worker(new URL("./local-mesh.worker.ts", import.meta.url), { type: "module" }),
    data: new Worker(new URL("./local-data.worker.ts", import.meta.url), { type: "module" }),
  };
}

/**
 * Converts an IFC file in two threads of the browser, one that meshes and one that reads the data. Nothing leaves the page.
 * A product that takes too long is left out: its thread cannot be interrupted, so it is ended and the conversion begins
 * again without that product.
 *
 * @param file Unpacked. Each thread reads it for itself: memory that threads share needs a page that is isolated from other origins.
 * @throws {Fault} What the conversion foresaw; `model/too-demanding` where it took too long or too much memory;
 * `internal/unexpected` where a thread ended otherwise.
 * @throws The reason of `signal`.
 */
export function convertLocally(
  file: Blob,
  callbacks: LocalCallbacks,
  signal: AbortSignal,
  limits: HangLimits = DEFAULT_HANG_LIMITS,
  start: () => LocalThreads = startThreads,
): Promise<LocalResult> {
  return leaveOutHung((skip) => tryOnce(start(), { file, skip, callbacks, signal, limits }), limits);
}

interface Try {
  readonly file: Blob;
  readonly skip: readonly number[];
  readonly callbacks: LocalCallbacks;
  readonly signal: AbortSignal;
  readonly limits: HangLimits;
}

async function tryOnce(
  threads: LocalThreads,
  { file, skip, callbacks, signal, limits }: Try,
): Promise<LocalResult | HungAt> {
  const { mesh, data } = threads;
  const watch = createHangWatch(limits);
  const files = new Map<string, Uint8Array>();
  const table = new MessageChannel();
  let timer: ReturnType<typeof setInterval> | undefined;
  try {
    return await new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      timer = setInterval(() => {
        const verdict = watch.ask();
        if (verdict && "hungAt" in verdict) resolve(verdict);
        else if (verdict) reject(silenceFault(verdict.silentMs));
      }, WATCH_MS);
      mesh.onmessage = ({ data: message }: MessageEvent<MeshMessage>) => {
        watch.hear();
        switch (message.kind) {
          case "stage":
            // Once meshed there is no product in work to be too slow.
            if (message.stage === "writing tiles") watch.hear(0);
            return callbacks.onStage(message.stage, message.progress);
          case "product":
            return watch.hear(message.id);
          case "file":
            files.set(message.file.path, message.file.bytes);
            return;
          case "converted":
            return resolve({ model: message.model, files });
          case "fault":
            return reject(toFault(message));
        }
      };
      data.onmessage = ({ data: message }: MessageEvent<DataMessage>) => {
        if (message.kind === "report") callbacks.onReport(message.report);
        // What is wrong with the file the drawing thread finds, too, and says at which step.
        else if (message.code !== "model/unreadable") reject(toFault(message));
      };
      for (const thread of [mesh, data]) {
        thread.onerror = (event) => reject(ended(event.message));
        thread.onmessageerror = () => reject(ended("its result could not be handed over"));
      }
      data.postMessage({ file, table: table.port1 } satisfies DataOrder, [table.port1]);
      mesh.postMessage({ file, table: table.port2, skip } satisfies MeshOrder, [table.port2]);
    });
  } finally {
    clearInterval(timer);
    mesh.terminate();
    data.terminate();
  }
}

const toFault = ({ code, message, details }: FaultMessage) => new Fault(code, message, details);

/** Also where its script did not load; the browser then says nothing. */
const ended = (words: string | undefined) =>
  new Fault("internal/unexpected", `a thread of the conversion ended: ${words || "it did not start"}`);

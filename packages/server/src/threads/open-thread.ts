import { Worker, type WorkerOptions } from "node:worker_threads";
import { type Caller, callPort } from "./call-port.ts";
import type { ThreadMethods } from "./serve-calls.ts";

/** A worker that answers calls. */
export interface Thread<M extends ThreadMethods> extends Pick<Caller<M>, "call"> {
  /** It has ended, by itself or stopped; another one can be opened. */
  readonly isEnded: boolean;
  /** Ends it at once; calls under way fail. */
  stop(): Promise<void>;
}

/** Starts a worker whose file calls `serveCalls` with the methods `M`. */
export function openThread<M extends ThreadMethods>(file: URL, options: WorkerOptions): Thread<M> {
  const worker = new Worker(file, options);
  const caller = callPort<M>(worker);
  worker.on("error", caller.end);
  let isEnded = false;
  worker.on("exit", () => {
    isEnded = true;
    caller.end(new Error(`the thread ${file.pathname.split("/").at(-1)} has ended`));
  });
  return {
    get isEnded() {
      return isEnded;
    },
    call: caller.call,
    async stop() {
      await worker.terminate();
    },
  };
}

import type { Transferable } from "node:worker_threads";
import { Fault } from "@shuicheng/shared/faults";
import type { ThreadAnswer, ThreadCall, ThreadMethods } from "./serve-calls.ts";

/** A worker, or one end of a channel. */
export interface CallPort {
  postMessage(message: unknown, transfer?: readonly Transferable[]): void;
  on(event: "message", listener: (message: ThreadAnswer) => void): unknown;
}

/** Calls methods that another thread serves. */
export interface Caller<M extends ThreadMethods> {
  /**
   * Calls a method; calls are answered in their order.
   *
   * @throws {Fault} what the method threw; anything else when it failed or the thread ended.
   */
  call<K extends keyof M & string>(method: K, ...args: Parameters<M[K]>): Promise<Awaited<ReturnType<M[K]>>>;
  /** Nothing answers any more: calls under way and to come fail so. */
  end(error: unknown): void;
}

/** Calls over a port at whose other end `serveCalls` serves the methods `M`. */
export function callPort<M extends ThreadMethods>(port: CallPort): Caller<M> {
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: unknown): void }>();
  let nextId = 0;
  let ended: { readonly error: unknown } | undefined;

  port.on("message", (answer) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ("fault" in answer) {
      const { code, message, details } = answer.fault;
      call?.reject(new Fault(code, message, details));
    } else if ("failure" in answer) call?.reject(new Error(answer.failure));
    else call?.resolve(answer.result);
  });
  return {
    call(method, ...args) {
      return new Promise((resolve, reject) => {
        if (ended) {
          reject(ended.error);
          return;
        }
        const id = nextId++;
        waiting.set(id, { resolve: resolve as (result: unknown) => void, reject });
        port.postMessage({ id, method, args } satisfies ThreadCall);
      });
    },
    end(error) {
      ended ??= { error };
      for (const { reject } of waiting.values()) reject(ended.error);
      waiting.clear();
    },
  };
}

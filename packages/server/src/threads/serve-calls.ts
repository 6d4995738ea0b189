import type { MessagePort, Transferable } from "node:worker_threads";
import { Fault, type FaultCode } from "@shuicheng/shared/faults";

/** Functions that a thread offers: arguments and results are copied, so they are plain values. */
// biome-ignore lint/suspicious/noExplicitAny: each method has arguments of its own; callers see them through `Thread`.
export type ThreadMethods = Readonly<Record<string, (...args: any[]) => unknown>>;

/** A call on its way into the thread. */
export interface ThreadCall {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** Its answer; a fault keeps its code. */
export type ThreadAnswer =
  | { readonly id: number; readonly result: unknown }
  | {
      readonly id: number;
      readonly fault: {
        readonly code: FaultCode;
        readonly message: string;
        readonly details: Readonly<Record<string, string | number>>;
      };
    }
  | { readonly id: number; readonly failure: string };

/** Answers calls in a worker, in the order in which they come. */
export function serveCalls(port: MessagePort, methods: ThreadMethods): void {
  let before: Promise<void> = Promise.resolve();
  port.on("message", (call: ThreadCall) => {
    before = before.then(async () => {
      const answer = await answerCall(methods, call);
      port.postMessage(answer, transferOf(answer));
    });
  });
}

async function answerCall(methods: ThreadMethods, { id, method, args }: ThreadCall): Promise<ThreadAnswer> {
  try {
    return { id, result: await methods[method]?.(...args) };
  } catch (error) {
    if (error instanceof Fault) {
      const { code, message, details } = error;
      return { id, fault: { code, message, details } };
    }
    return { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Columns of numbers are handed over, not copied. */
function transferOf(answer: ThreadAnswer): Transferable[] {
  const result = "result" in answer ? answer.result : undefined;
  return ArrayBuffer.isView(result) && result.buffer instanceof ArrayBuffer ? [result.buffer] : [];
}

import { Fault } from "@shuicheng/shared/faults";
import type { FaultMessage } from "./local-messages.ts";

/**
 * What a thread says of an error that ended it. Memory that is not given is the only one besides faults that a file can
 * be to blame for; it comes as a RangeError (an array that is too long) or as wasm's own.
 */
export function toFaultMessage(error: unknown): FaultMessage {
  if (error instanceof Fault) {
    return { kind: "fault", code: error.code, message: error.message, details: error.details };
  }
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (
    error instanceof RangeError ||
    /out of memory|OOM|Cannot enlarge memory|allocation failed/i.test(words)
  ) {
    const message = `the browser gave no more memory: ${words}`;
    return { kind: "fault", code: "model/too-demanding", message, details: {} };
  }
  return { kind: "fault", code: "internal/unexpected", message: words, details: {} };
}

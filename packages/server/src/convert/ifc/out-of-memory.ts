import { Fault } from "@shuicheng/shared/faults";

/** A thread that runs into its limit of memory ends with an error of this code; any other error is answered as it is. */
export function foreseenEnd(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== "ERR_WORKER_OUT_OF_MEMORY") return error;
  const words = "the conversion took more than its memory and was stopped";
  return new Fault("model/too-demanding", words, {}, { cause: error });
}

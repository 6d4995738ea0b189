import { setPriority } from "node:os";

/** Enough that a server's own thread comes first where all are busy, little enough that a conversion gets on. */
const NICE = 5;

/**
 * Lets this thread step back behind those of the same process that answer people. On Linux alone: there a thread has a
 * priority of its own, elsewhere the call would hold back the whole process.
 */
export function stepBack(): void {
  if (process.platform === "linux") setPriority(0, NICE);
}

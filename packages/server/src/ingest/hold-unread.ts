import type { Acknowledgement, BatchRefusal, OpenAnswer } from "@shuicheng/shared/contracts";
import type { Socket } from "socket.io";

/** Answers that may wait for a connection; one with many rejections counts for several. */
const MAX_WAITING = 256;
const REJECTIONS_OF_ONE = 50;
/** Who polls cannot be held up: its connection is ended where so many wait. */
const MAX_WAITING_POLLED = 4 * MAX_WAITING;

/** A WebSocket transport's own socket; polling has none. */
interface Pausable {
  pause(): void;
  resume(): void;
}

/**
 * Keeps answers that nobody reads from filling the memory: while too many wait for a connection nothing more is read from it, and
 * TCP holds its sender up; what it was told so far still reaches it when it reads again. Call the answer for each answer sent.
 */
export function holdWhileUnread(
  socket: Socket,
): (answer: Acknowledgement | BatchRefusal | OpenAnswer) => void {
  const { conn } = socket;
  let waiting = 0;
  let held: Pausable | undefined;
  // What the transport takes is its own; it takes no more before that is with the operating system.
  conn.on("drain", () => {
    waiting = 0;
    held?.resume();
    held = undefined;
  });
  return (answer) => {
    const rejections = "rejected" in answer ? answer.rejected.length : 0;
    waiting += 1 + rejections / REJECTIONS_OF_ONE;
    if (waiting <= MAX_WAITING || held) return;
    const { socket: own } = conn.transport as unknown as { readonly socket?: Pausable };
    if (own) {
      held = own;
      own.pause();
    } else if (waiting > MAX_WAITING_POLLED) conn.close();
  };
}

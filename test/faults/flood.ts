import type { Acknowledgement, BatchRefusal } from "@shuicheng/shared/contracts";
import { io, type Socket } from "socket.io-client";
import type { Cell, Ledger } from "./ledger.ts";

/** Items of one batch. */
const BATCH_ITEMS = 500;
/** Batches on their way at once. */
const IN_FLIGHT = 12;
/** One item in twenty is held back and comes late; one in fifty repeats an acknowledged one. */
const LATE = 0.05;
const REPEATED = 0.02;

/** A batch and what became of it. */
export interface FloodBatch {
  readonly name: string | undefined;
  readonly cells: readonly Cell[];
  answer: Acknowledgement | undefined;
}

/** Connects a plain Socket.IO client to `/ingest`, as an integrator without our library would. */
export async function connectIngest(url: string, token: string): Promise<Socket> {
  const socket = io(`${url}/ingest`, {
    auth: { token },
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return socket;
}

/** Sends one batch and waits for its answer. */
export function sendBatch(
  socket: Socket,
  message: { batch?: string; items: unknown },
): Promise<Acknowledgement | BatchRefusal> {
  return new Promise((resolve) => socket.emit("observations", message, resolve));
}

/** Pushes batches at full speed, half of them named, until it is cut. */
export class Flood {
  readonly batches: FloodBatch[] = [];
  /** Observations acknowledged so far. */
  acknowledged = 0;
  readonly #ledger: Ledger;
  readonly #next: number[];
  readonly #random: () => number;
  readonly #round: number;
  #late: Cell[] = [];
  #isCut = false;

  /** @param next The next free place of each datastream; moved on. */
  constructor(options: { ledger: Ledger; next: number[]; random: () => number; round: number }) {
    this.#ledger = options.ledger;
    this.#next = options.next;
    this.#random = options.random;
    this.#round = options.round;
  }

  /** Floods until `isEnough`, which is asked after each acknowledgement; goes on until the socket is cut. */
  async run(socket: Socket, isEnough: () => boolean): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const refill = () => this.#send(socket, () => (isEnough() ? resolve() : undefined), reject);
      for (let i = 0; i < IN_FLIGHT; i++) refill();
      socket.once("disconnect", () => {
        this.#isCut = true;
        resolve();
      });
    });
  }

  #send(socket: Socket, onAnswer: () => void, onRefused: (error: Error) => void): void {
    if (this.#isCut) return;
    const batch = this.#build();
    this.batches.push(batch);
    const items = batch.cells.map((cell) => this.#ledger.itemOf(cell));
    const message = batch.name === undefined ? { items } : { batch: batch.name, items };
    void sendBatch(socket, message).then((answer) => {
      if ("error" in answer && answer.error.code === "ingest/busy") {
        // Refused whole: nothing of it is stored, and it stays unknown to the ledger.
        setTimeout(() => this.#send(socket, onAnswer, onRefused), answer.error.retryAfterMs);
        return;
      }
      if ("error" in answer || answer.rejected.length > 0) {
        onRefused(new Error(JSON.stringify(answer)));
        return;
      }
      batch.answer = answer;
      this.acknowledged += answer.accepted;
      this.#ledger.noteAcknowledged(batch.cells);
      onAnswer();
      this.#send(socket, onAnswer, onRefused);
    });
  }

  #build(): FloodBatch {
    const cells: Cell[] = this.#late.splice(0, this.#late.length >> 1);
    while (cells.length < BATCH_ITEMS) {
      const stream = Math.floor(this.#random() * this.#next.length);
      const k = this.#next[stream] as number;
      const dice = this.#random();
      const earlier = { stream, k: Math.floor(this.#random() * k) };
      if (dice < REPEATED && this.#ledger.isAcknowledged(earlier)) {
        cells.push(earlier);
        continue;
      }
      this.#next[stream] = k + 1;
      if (dice > 1 - LATE) this.#late.push({ stream, k });
      else cells.push({ stream, k });
    }
    this.#ledger.noteSent(cells);
    const name = this.#random() < 0.5 ? `round-${this.#round}-${this.batches.length}` : undefined;
    return { name, cells, answer: undefined };
  }
}

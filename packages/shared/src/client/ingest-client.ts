import {
  type Acknowledgement,
  type BatchRefusal,
  MAX_BATCH_ITEMS,
  type ObservationBatch,
  type ObservationInput,
} from "../contracts/index.ts";
import { Fault, isFaultCode } from "../faults.ts";
import { INGEST_NAMESPACE, isRefusal } from "../protocol/index.ts";
import { Connection, type ConnectionError } from "./connection.ts";

/** Batches on their way at once unless asked otherwise: enough to keep the server's group commit full. */
const DEFAULT_MAX_IN_FLIGHT = 8;
/** Wait after `ingest/busy` when the server does not say how long. */
const DEFAULT_BUSY_PAUSE_MS = 250;

/** How the sender is; times are epoch ms of this machine. */
export interface IngestState {
  readonly phase: "connecting" | "connected" | "lost" | "refused" | "closed";
  /** Batches sent or waiting to be sent again, not acknowledged. */
  readonly inFlight: number;
  /** Pushes that wait for a place. */
  readonly waiting: number;
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  readonly error: ConnectionError | null;
}

/** See {@link createIngestClient}. */
export interface IngestClient {
  /**
   * Sends one batch and waits for its acknowledgement: the accepted items are then on disk. Waits for a place
   * first when too many are on their way, so an awaited loop cannot outrun the server.
   *
   * @param items 1–5,000 observations.
   * @param options `batch`: the sender's own name for it, for senders that survive restarts; else one is made up.
   * @throws {Fault} the server's code when it refuses the whole batch (not `ingest/busy`: that is waited out);
   * `access/…` when it does not let us in; `ingest/unavailable` when the client is closed first.
   */
  push(items: readonly ObservationInput[], options?: { batch?: string }): Promise<Acknowledgement>;
  /** Resolves when nothing is on its way or waiting, whatever became of it. */
  drain(): Promise<void>;
  readonly state: IngestState;
  /** Adds a listener and answers how to take it away. */
  onState(listener: (state: IngestState) => void): () => void;
  /** Tries at once; also the way back from `refused`. */
  reconnectNow(): void;
  close(): void;
}

export interface IngestClientOptions {
  /** Origin of the server; absent: the page's own. */
  readonly url?: string;
  readonly token: string;
  /** Most batches on their way at once, 8 unless given. */
  readonly maxInFlight?: number;
}

/** A batch from the moment it has a place until its outcome. */
interface Delivery {
  readonly message: ObservationBatch;
  readonly resolve: (acknowledgement: Acknowledgement) => void;
  readonly reject: (fault: Fault) => void;
  /** Raised by each sending: an answer to an earlier one is not waited for any more. */
  sending: number;
  busyTimer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * Pushes observations over `/ingest` and keeps at it: each batch has a name, and one whose acknowledgement was
 * lost with the connection is sent again under the same name, so that it counts once.
 */
export function createIngestClient(options: IngestClientOptions): IngestClient {
  return new SocketIngestClient(options);
}

class SocketIngestClient implements IngestClient {
  readonly #connection: Connection;
  readonly #maxInFlight: number;
  readonly #inFlight = new Set<Delivery>();
  readonly #waiting: { enter: () => void; reject: (fault: Fault) => void }[] = [];
  /** Free ones. */
  #places: number;
  readonly #drained: (() => void)[] = [];
  readonly #listeners = new Set<(state: IngestState) => void>();
  /** Makes batch names unique among all clients of a token, restarts of this one included. */
  readonly #name = buildRandomName();
  #batches = 0;
  #phase: IngestState["phase"] = "connecting";
  #error: ConnectionError | null = null;

  constructor(options: IngestClientOptions) {
    this.#maxInFlight = Math.max(1, options.maxInFlight ?? DEFAULT_MAX_IN_FLIGHT);
    this.#places = this.#maxInFlight;
    this.#connection = new Connection({
      url: options.url,
      token: options.token,
      namespace: INGEST_NAMESPACE,
      listener: {
        onOpen: () => this.#onOpen(),
        onClose: (error) => this.#onDown("lost", error),
        onAttemptFailed: (error) => this.#onDown(this.#phase === "connecting" ? "connecting" : "lost", error),
        onRefused: (error) => this.#onRefused(error),
      },
    });
    this.#connection.open();
  }

  get state(): IngestState {
    return {
      phase: this.#phase,
      inFlight: this.#inFlight.size,
      waiting: this.#waiting.length,
      attempts: this.#connection.attempts,
      nextAttemptAt: this.#connection.nextAttemptAt,
      error: this.#error,
    };
  }

  async push(items: readonly ObservationInput[], options: { batch?: string } = {}): Promise<Acknowledgement> {
    checkSize(items.length);
    const refusal = this.#findWhyNot();
    if (refusal !== undefined) throw refusal;
    const batch = options.batch ?? `${this.#name}-${++this.#batches}`;
    if (this.#places > 0) this.#places--;
    // Whoever leaves hands the place over, so that nobody slips in between.
    else await new Promise<void>((resolve, reject) => this.#waiting.push({ enter: resolve, reject }));
    return new Promise((resolve, reject) => {
      const gone = this.#findWhyNot();
      if (gone !== undefined) {
        this.#leave();
        reject(gone);
        return;
      }
      const message = { batch, items: items as ObservationInput[] };
      const delivery: Delivery = { message, resolve, reject, sending: 0, busyTimer: undefined };
      this.#inFlight.add(delivery);
      this.#send(delivery);
    });
  }

  drain(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.#drained.push(resolve));
  }

  onState(listener: (state: IngestState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  reconnectNow(): void {
    if (this.#phase === "closed") return;
    this.#connection.reconnectNow();
    this.#change("connecting", null);
  }

  close(): void {
    if (this.#phase === "closed") return;
    this.#connection.close();
    this.#change("closed", null);
    this.#failAll(closedFault());
  }

  #onOpen(): void {
    this.#change("connected", null);
    for (const delivery of this.#inFlight) this.#send(delivery);
  }

  #onDown(phase: "connecting" | "lost", error: ConnectionError): void {
    this.#change(phase, error);
  }

  #onRefused(error: ConnectionError): void {
    this.#change("refused", error);
    this.#failAll(faultOf(error));
  }

  #send(delivery: Delivery): void {
    clearTimeout(delivery.busyTimer);
    // What is not sent now is sent by `#onOpen`; socket.io's own buffer would send it a second time.
    if (!this.#connection.socket.connected) return;
    const sending = ++delivery.sending;
    this.#connection.socket.emit(
      "observations",
      delivery.message,
      (answer: Acknowledgement | BatchRefusal) => {
        if (delivery.sending === sending && this.#inFlight.has(delivery)) this.#onAnswer(delivery, answer);
      },
    );
  }

  #onAnswer(delivery: Delivery, answer: Acknowledgement | BatchRefusal): void {
    if (!isRefusal(answer)) {
      this.#settle(delivery, () => delivery.resolve(answer));
      return;
    }
    const { error } = answer;
    if (error.code !== "ingest/busy") {
      this.#settle(delivery, () => delivery.reject(faultOf(error)));
      return;
    }
    // Later by up to a half at random: senders that were refused together don't come back together.
    const pauseMs = (error.retryAfterMs ?? DEFAULT_BUSY_PAUSE_MS) * (1 + Math.random() / 2);
    delivery.busyTimer = setTimeout(() => this.#send(delivery), pauseMs);
  }

  #settle(delivery: Delivery, tell: () => void): void {
    clearTimeout(delivery.busyTimer);
    this.#inFlight.delete(delivery);
    tell();
    this.#leave();
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#places++;
    else next.enter();
    if (!this.#isIdle()) return;
    for (const resolve of this.#drained.splice(0)) resolve();
  }

  #isIdle(): boolean {
    return this.#places === this.#maxInFlight;
  }

  #failAll(fault: Fault): void {
    for (const { reject } of this.#waiting.splice(0)) reject(fault);
    for (const delivery of [...this.#inFlight]) this.#settle(delivery, () => delivery.reject(fault));
  }

  /** Why nothing can be sent any more, if so. */
  #findWhyNot(): Fault | undefined {
    if (this.#phase === "closed") return closedFault();
    return this.#phase === "refused" && this.#error !== null ? faultOf(this.#error) : undefined;
  }

  #change(phase: IngestState["phase"], error: ConnectionError | null): void {
    this.#phase = phase;
    this.#error = error;
    for (const listener of [...this.#listeners]) listener(this.state);
  }
}

function checkSize(count: number): void {
  if (count === 0) throw new Fault("ingest/empty-batch", "a batch carries at least one observation");
  if (count <= MAX_BATCH_ITEMS) return;
  const message = `${count} observations in one batch; at most ${MAX_BATCH_ITEMS}`;
  throw new Fault("ingest/batch-too-large", message, { items: count, limit: MAX_BATCH_ITEMS });
}

/** A code of a newer server than this client is kept in the details. */
function faultOf(error: ConnectionError): Fault {
  return isFaultCode(error.code)
    ? new Fault(error.code, error.message)
    : new Fault("internal/unexpected", error.message, { code: error.code });
}

function closedFault(): Fault {
  return new Fault("ingest/unavailable", "the client was closed before the batch was acknowledged");
}

/** 128 random bits in hex; `randomUUID` exists in secure contexts only. */
function buildRandomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

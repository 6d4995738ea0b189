import { io, type Socket } from "socket.io-client";
import { backoffMs } from "./backoff.ts";

/** The transport gives an attempt up after this: a frozen server accepts TCP and then says nothing. */
const TRANSPORT_TIMEOUT_MS = 5_000;
/** The whole attempt, namespace included, is given up after this. */
const ATTEMPT_TIMEOUT_MS = 8_000;

/** Why a connection is not there: our own code where the server gave one, else the transport's words. */
export interface ConnectionError {
  readonly code: string;
  readonly message: string;
}

/** What the owner of a {@link Connection} wants to hear. `nextAttemptAt` is set before each call. */
export interface ConnectionListener {
  onOpen(): void;
  /** It was open and is not any more; an attempt follows. */
  onClose(error: ConnectionError): void;
  /** An attempt failed; another follows. */
  onAttemptFailed(error: ConnectionError): void;
  /** The server said no (`access/…`): trying again would not help, so nothing is tried until `reconnectNow()`. */
  onRefused(error: ConnectionError): void;
}

export interface ConnectionOptions {
  /** Origin of the server; absent: the page's own. */
  readonly url?: string | undefined;
  readonly namespace: string;
  readonly token?: string | undefined;
  readonly listener: ConnectionListener;
}

/**
 * One Socket.IO namespace that is kept open: websocket first, long polling where a proxy forbids it. Attempts
 * are our own rather than socket.io's, so that a person can be told when the next one comes.
 */
export class Connection {
  readonly socket: Socket;
  /** Attempts that failed in a row. */
  attempts = 0;
  /** When the next attempt starts, epoch ms of this machine; null while one runs, while open, refused or closed. */
  nextAttemptAt: number | null = null;
  readonly #listener: ConnectionListener;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #attemptTimer: ReturnType<typeof setTimeout> | undefined;
  #isOpen = false;
  #isClosed = false;
  /** Set while we close the socket ourselves: its events are then no news. */
  #isDropping = false;

  constructor(options: ConnectionOptions) {
    this.#listener = options.listener;
    this.socket = io(`${options.url?.replace(/\/+$/, "") ?? ""}${options.namespace}`, {
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnection: false,
      autoConnect: false,
      forceNew: true,
      timeout: TRANSPORT_TIMEOUT_MS,
      ...(options.token === undefined ? {} : { auth: { token: options.token } }),
    });
    this.socket.on("connect", () => this.#onConnect());
    this.socket.on("disconnect", (reason) => this.#onDisconnect(reason));
    this.socket.on("connect_error", (error) => this.#onConnectError(error));
  }

  /** Starts the first attempt. */
  open(): void {
    this.#attempt();
  }

  /** Drops what is there or under way and tries at once, also after a refusal. */
  reconnectNow(): void {
    if (this.#isClosed) return;
    this.#stopTimers();
    this.#drop();
    this.attempts = 0;
    this.#attempt();
  }

  /** Ends it for good. */
  close(): void {
    this.#isClosed = true;
    this.#stopTimers();
    this.#drop();
  }

  #attempt(): void {
    this.#stopTimers();
    this.#attemptTimer = setTimeout(() => {
      this.#drop();
      this.#onFailed({ code: "timeout", message: `no answer within ${ATTEMPT_TIMEOUT_MS} ms` });
    }, ATTEMPT_TIMEOUT_MS);
    this.socket.connect();
  }

  #drop(): void {
    this.#isDropping = true;
    this.socket.disconnect();
    this.#isDropping = false;
    this.#isOpen = false;
  }

  #stopTimers(): void {
    this.nextAttemptAt = null;
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#attemptTimer);
  }

  #onConnect(): void {
    this.#stopTimers();
    this.attempts = 0;
    this.#isOpen = true;
    this.#listener.onOpen();
  }

  #onDisconnect(reason: string): void {
    if (this.#isClosed || this.#isDropping) return;
    const error = { code: "disconnected", message: reason };
    // The transport may open and close again before the namespace is joined: that is a failed attempt.
    if (!this.#isOpen) {
      this.#onFailed(error);
      return;
    }
    this.#isOpen = false;
    this.#retryLater();
    this.#listener.onClose(error);
  }

  #onConnectError(error: Error & { data?: unknown }): void {
    if (this.#isClosed || this.#isDropping) return;
    const reason = readError(error);
    if (!reason.code.startsWith("access/")) {
      this.#onFailed(reason);
      return;
    }
    this.#stopTimers();
    this.attempts += 1;
    this.#listener.onRefused(reason);
  }

  #onFailed(error: ConnectionError): void {
    this.attempts += 1;
    this.#retryLater();
    this.#listener.onAttemptFailed(error);
  }

  #retryLater(): void {
    this.#stopTimers();
    const pauseMs = backoffMs(Math.max(1, this.attempts), Math.random());
    this.nextAttemptAt = Date.now() + pauseMs;
    this.#retryTimer = setTimeout(() => this.#attempt(), pauseMs);
  }
}

function readError(error: Error & { data?: unknown }): ConnectionError {
  const { data } = error;
  if (typeof data === "object" && data !== null && "code" in data && typeof data.code === "string") {
    const message = "message" in data && typeof data.message === "string" ? data.message : error.message;
    return { code: data.code, message };
  }
  return { code: "unreachable", message: error.message };
}

import type { Acknowledgement, BatchRefusal } from "@shuicheng/shared/contracts";
import {
  decodeLevelPatch,
  decodeStatusPatch,
  type LatestValue,
  type LayerSnapshot,
  type LayersChanged,
  type PatchMessage,
  type Snapshot,
  type StatusPatchMessage,
  type SubscribeAnswer,
  type Subscription,
  type Tick,
  type ValuesPatchMessage,
} from "@shuicheng/shared/protocol";
import { io, type Socket } from "socket.io-client";
import { vi } from "vitest";

/** Long enough for a busy machine; nothing is measured by it. */
const WAIT = { timeout: 30_000, interval: 20 };

/** What a client shows of itself: a token in `auth`, headers such as a session cookie. */
export interface Shown {
  readonly auth?: object;
  readonly headers?: Record<string, string>;
}

/** A plain Socket.IO client, as an integrator without our library would open it; not connected yet. */
function open(url: string, namespace: string, { auth = {}, headers = {} }: Shown): Socket {
  return io(`${url}${namespace}`, {
    auth,
    extraHeaders: headers,
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
  });
}

/** Connects and waits until it is. */
export async function connectPlain(url: string, namespace: string, shown: Shown): Promise<Socket> {
  const socket = open(url, namespace, shown);
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return socket;
}

/** The code a handshake is refused with, or "connected". */
export function knock(url: string, namespace: string, shown: Shown): Promise<string> {
  const socket = open(url, namespace, shown);
  return new Promise((resolve) => {
    const end = (code: string) => {
      socket.disconnect();
      resolve(code);
    };
    socket.once("connect", () => end("connected"));
    socket.once("connect_error", (error) => end((error as { data?: { code?: string } }).data?.code ?? "?"));
  });
}

/** Resolves when the connection is gone. */
export function whenClosed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once("disconnect", () => resolve()));
}

/** The WebSocket below a client, for tests that go below Socket.IO. */
export function webSocketOf(socket: Socket): {
  send(frame: string | Uint8Array): void;
  _socket: { pause(): void; resume(): void };
} {
  return (socket.io.engine as unknown as { transport: { ws: ReturnType<typeof webSocketOf> } }).transport.ws;
}

/** Sends a batch, whatever it is, and waits for the answer; its fields are there or not. */
export async function push(socket: Socket, payload: unknown): Promise<Acknowledgement & BatchRefusal> {
  return socket.timeout(30_000).emitWithAck("observations", payload);
}

/** What a screen was sent, in order. */
export type Received =
  | { readonly event: "snapshot"; readonly body: Snapshot }
  | { readonly event: "patch"; readonly body: PatchMessage }
  | { readonly event: "tick"; readonly body: Tick }
  | { readonly event: "layers"; readonly body: LayersChanged };

/** A screen that writes down all it is sent and applies it as PROTOCOL.md says, nothing more. */
export class PlainScreen {
  readonly socket: Socket;
  readonly received: Received[] = [];
  /** Status bytes by `layer/featureIndex`. */
  readonly status = new Map<string, number>();
  readonly values = new Map<string, LatestValue>();
  /** Levels by handle. */
  readonly levels = new Map<number, number>();

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("snapshot", (body: Snapshot) => {
      this.received.push({ event: "snapshot", body });
      this.status.clear();
      this.values.clear();
      this.levels.clear();
      for (const layer of body.layers) this.#applyBody(layer);
      for (const value of body.values) this.values.set(value.datastream, value);
    });
    socket.on("patch", (body: PatchMessage) => {
      this.received.push({ event: "patch", body });
      if (body.kind === "status") this.#applyBody(body);
      else for (const value of body.values) this.values.set(value.datastream, value);
    });
    socket.on("tick", (body: Tick) => void this.received.push({ event: "tick", body }));
    socket.on("layers", (body: LayersChanged) => void this.received.push({ event: "layers", body }));
  }

  static async connect(url: string, shown: Shown): Promise<PlainScreen> {
    return new PlainScreen(await connectPlain(url, "/live", shown));
  }

  async subscribe(subscription: unknown): Promise<Extract<SubscribeAnswer, { epoch: string }>> {
    const answer = await this.attempt(subscription);
    if ("error" in answer) throw new Error(answer.error.message);
    return answer;
  }

  /** Subscribes with whatever is given; the answer may be a refusal. */
  attempt(subscription: Subscription | unknown): Promise<SubscribeAnswer> {
    return this.socket.timeout(30_000).emitWithAck("subscribe", subscription);
  }

  get snapshots(): Snapshot[] {
    return this.received.flatMap((one) => (one.event === "snapshot" ? [one.body] : []));
  }
  get ticks(): Tick[] {
    return this.received.flatMap((one) => (one.event === "tick" ? [one.body] : []));
  }
  get statusPatches(): StatusPatchMessage[] {
    return this.received.flatMap((one) =>
      one.event === "patch" && one.body.kind === "status" ? [one.body] : [],
    );
  }
  get valuePatches(): ValuesPatchMessage[] {
    return this.received.flatMap((one) =>
      one.event === "patch" && one.body.kind === "values" ? [one.body] : [],
    );
  }

  /** Waits for a condition on what was received. */
  async until(what: string, isMet: (screen: PlainScreen) => boolean): Promise<void> {
    await vi.waitFor(() => {
      if (!isMet(this)) throw new Error(`not met: ${what}`);
    }, WAIT);
  }

  /** Waits for the tick that says: everything up to `seq` was sent before. */
  async untilTold(seq: number): Promise<void> {
    await this.until(`a tick of ${seq}`, ({ ticks }) => (ticks.at(-1)?.seq ?? -1) >= seq);
  }

  close(): void {
    this.socket.disconnect();
  }

  #applyBody({ layer, body, levelsAt }: LayerSnapshot): void {
    // A Buffer's `slice` is a view; the codec is promised plain bytes.
    const bytes = new Uint8Array(body);
    const { features, status } = decodeStatusPatch(bytes.subarray(0, levelsAt));
    features.forEach((feature, i) => void this.status.set(`${layer}/${feature}`, status[i] as number));
    if (levelsAt === undefined) return;
    const { handles, levels } = decodeLevelPatch(bytes.subarray(levelsAt));
    handles.forEach((handle, i) => void this.levels.set(handle, levels[i] as number));
  }
}

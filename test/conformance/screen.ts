import {
  decodeStatusPatch,
  type LatestValue,
  type PatchMessage,
  type Snapshot,
  type SubscribeAnswer,
  type Tick,
} from "@shuicheng/shared/protocol";
import { io, type Socket } from "socket.io-client";

/** What came over `/live`, in order. */
export type Heard =
  | { readonly event: "snapshot"; readonly message: Snapshot }
  | { readonly event: "patch"; readonly message: PatchMessage }
  | { readonly event: "tick"; readonly message: Tick }
  | { readonly event: "layers"; readonly message: unknown };

/** A plain Socket.IO screen that writes down everything: PROTOCOL.md is held against it, not against our client. */
export class PlainScreen {
  readonly heard: Heard[] = [];
  readonly socket: Socket;

  private constructor(socket: Socket) {
    this.socket = socket;
    for (const event of ["snapshot", "patch", "tick", "layers"] as const) {
      socket.on(event, (message) => this.heard.push({ event, message }));
    }
  }

  /** Connects with a token. @throws what the server answers as `connect_error`. */
  static async open(url: string, token: string): Promise<PlainScreen> {
    const socket = io(`${url}/live`, {
      auth: { token },
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
    });
    const screen = new PlainScreen(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("connect_error", reject);
    });
    return screen;
  }

  async subscribe(subscription: object | null): Promise<SubscribeAnswer> {
    return this.socket.timeout(30_000).emitWithAck("subscribe", subscription);
  }

  snapshots(): Snapshot[] {
    return this.heard.flatMap((one) => (one.event === "snapshot" ? [one.message] : []));
  }

  patches(): PatchMessage[] {
    return this.heard.flatMap((one) => (one.event === "patch" ? [one.message] : []));
  }

  ticks(): Tick[] {
    return this.heard.flatMap((one) => (one.event === "tick" ? [one.message] : []));
  }

  /** Latest results as the messages so far leave them. */
  values(): Map<string, LatestValue["result"]> {
    const values = new Map<string, LatestValue["result"]>();
    for (const { event, message } of this.heard) {
      const isTold = event === "snapshot" || (event === "patch" && message.kind === "values");
      for (const { datastream, result } of isTold && "values" in message ? message.values : []) {
        values.set(datastream, result);
      }
    }
    return values;
  }

  /** Status byte by feature as the messages so far leave them, of one layer. */
  status(layer: string): Map<number, number> {
    const status = new Map<number, number>();
    const take = (body: Uint8Array) => {
      const patch = decodeStatusPatch(new Uint8Array(body));
      patch.features.forEach((feature, i) => void status.set(feature, patch.status[i] as number));
    };
    for (const one of this.heard) {
      if (one.event === "snapshot")
        for (const part of one.message.layers) if (part.layer === layer) take(part.body);
      if (one.event === "patch" && one.message.kind === "status" && one.message.layer === layer)
        take(one.message.body);
    }
    return status;
  }

  /** Stops reading, as a screen whose network is stuck: the socket stays open. */
  stopReading(): void {
    this.#stream().pause();
  }

  /** Reads on. */
  readOn(): void {
    this.#stream().resume();
  }

  close(): void {
    this.socket.disconnect();
  }

  #stream(): { pause(): void; resume(): void } {
    const engine = this.socket.io.engine as unknown as {
      transport: { ws: { _socket: { pause(): void; resume(): void } } };
    };
    return engine.transport.ws._socket;
  }
}

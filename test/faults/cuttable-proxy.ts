import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** How a link breaks: with a reset and nobody there, or in silence: packets are swallowed and no end is told of. */
export type Cut = "reset" | "silence";

/** A TCP connection to a server that can be cut in between. */
export interface CuttableProxy {
  readonly url: string;
  /** Bytes that were swallowed by silent cuts. */
  readonly swallowed: number;
  cut(how: Cut): void;
  /** New connections go through again. What a silent cut swallowed never comes, and its connections stay as dead as they were. */
  mend(): void;
  close(): Promise<void>;
}

/** Listens on a free port of this machine and forwards to another. */
export async function openCuttableProxy(targetPort: number): Promise<CuttableProxy> {
  let cut: Cut | undefined;
  let swallowed = 0;
  const sockets = new Set<Socket>();
  /** Those whose packets go nowhere, and will not. */
  const silenced = new WeakSet<Socket>();

  function hold(socket: Socket): void {
    sockets.add(socket);
    if (cut === "silence") silenced.add(socket);
    // A reset of the other side is what this is about.
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  }

  function forward(from: Socket, to: Socket): void {
    from.on("data", (bytes) => {
      if (silenced.has(from) || silenced.has(to)) swallowed += bytes.length;
      else if (!to.write(bytes)) {
        from.pause();
        to.once("drain", () => from.resume());
      }
    });
    from.on("close", () => {
      if (!silenced.has(from)) to.destroy();
    });
  }

  const server = createServer((client) => {
    if (cut === "reset") {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(targetPort, "127.0.0.1");
    for (const socket of [client, upstream]) hold(socket);
    forward(client, upstream);
    forward(upstream, client);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get swallowed() {
      return swallowed;
    },
    cut(how) {
      cut = how;
      for (const socket of sockets) {
        if (how === "reset") socket.resetAndDestroy();
        else {
          silenced.add(socket);
          // Held up by the other side's backpressure it would not swallow.
          socket.resume();
        }
      }
    },
    mend() {
      cut = undefined;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

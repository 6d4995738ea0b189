import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { afterEach, describe, expect, it, vi } from "vitest";
import type {
  Acknowledgement,
  BatchRefusal,
  ObservationBatch,
  ObservationInput,
} from "../contracts/index.ts";
import { createIngestClient, type IngestClient } from "./ingest-client.ts";

type Answer = (answer: Acknowledgement | BatchRefusal) => void;

/** A real Socket.IO server that answers each batch as the test says and remembers what it saw. */
class IngestServer {
  readonly batches: ObservationBatch[] = [];
  /** Named batches counted once, as the real server does. */
  readonly stored = new Map<string, Acknowledgement>();
  handle: (batch: ObservationBatch, answer: Answer) => void = (batch, answer) => answer(this.store(batch));
  #io: Server | undefined;
  port = 0;

  async start(): Promise<void> {
    const http = createServer();
    this.#io = new Server(http);
    const ingest = this.#io.of("/ingest");
    ingest.use((socket, next) => {
      const error = { code: "access/unauthenticated", message: "no such token" };
      next(
        socket.handshake.auth.token === "secret"
          ? undefined
          : Object.assign(new Error(error.message), { data: error }),
      );
    });
    ingest.on("connection", (socket) => {
      socket.on("observations", (batch: ObservationBatch, answer: Answer) => {
        this.batches.push(batch);
        this.handle(batch, answer);
      });
    });
    await new Promise<void>((resolve) => http.listen(this.port, "127.0.0.1", resolve));
    this.port = (http.address() as AddressInfo).port;
  }

  store(batch: ObservationBatch): Acknowledgement {
    const known = this.stored.get(batch.batch!);
    const acknowledgement = known ?? { accepted: batch.items.length, duplicates: 0, rejected: [] };
    this.stored.set(batch.batch!, acknowledgement);
    return acknowledgement;
  }

  /** Cuts every connection without a word. */
  cut(): void {
    for (const socket of this.#io?.of("/ingest").sockets.values() ?? []) socket.conn.close();
  }

  async stop(): Promise<void> {
    await this.#io?.close();
  }
}

const open: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.stop();
});

async function aServer(): Promise<IngestServer> {
  const server = new IngestServer();
  await server.start();
  open.push(server);
  return server;
}

function aClient(server: IngestServer, options: { token?: string; maxInFlight?: number } = {}): IngestClient {
  const client = createIngestClient({ url: `http://127.0.0.1:${server.port}`, token: "secret", ...options });
  open.unshift({ stop: () => client.close() });
  return client;
}

const items = (n: number): ObservationInput[] =>
  Array.from({ length: n }, (_, i) => ({ datastream: "p-1", time: i, result: i }));
const WAIT = { timeout: 30_000, interval: 10 };

describe("createIngestClient", () => {
  it("pushes before it is connected and answers the acknowledgement", async () => {
    const client = aClient(await aServer());
    expect(await client.push(items(3))).toEqual({ accepted: 3, duplicates: 0, rejected: [] });
    expect(client.state).toMatchObject({ phase: "connected", inFlight: 0, waiting: 0 });
  });

  it("gives every batch a name of its own, and keeps one that it is given", async () => {
    const server = await aServer();
    await aClient(server).push(items(1));
    const client = aClient(server);
    await client.push(items(1));
    await client.push(items(1), { batch: "shift-7" });
    const names = server.batches.map(({ batch }) => batch);
    expect(new Set(names).size).toBe(3);
    expect(names[2]).toBe("shift-7");
  });

  it("sends a batch again under its name when the acknowledgement was lost with the connection", async () => {
    const server = await aServer();
    let isFirst = true;
    server.handle = (batch, answer) => {
      const acknowledgement = server.store(batch);
      if (!isFirst) return answer(acknowledgement);
      isFirst = false;
      server.cut();
    };
    expect((await aClient(server).push(items(2))).accepted).toBe(2);
    expect(server.batches).toHaveLength(2);
    expect(server.batches[1]!.batch).toBe(server.batches[0]!.batch);
    expect(server.stored.size).toBe(1);
  });

  it("delivers everything once across a server that goes and comes back", async () => {
    const server = await aServer();
    const client = aClient(server, { maxInFlight: 3 });
    await client.push(items(1));
    await server.stop();
    const pushes = Promise.all(Array.from({ length: 10 }, () => client.push(items(1))));
    await vi.waitFor(
      () => expect(client.state).toMatchObject({ phase: "lost", inFlight: 3, waiting: 7 }),
      WAIT,
    );
    await server.start();
    expect(await pushes).toHaveLength(10);
    expect(server.stored.size).toBe(11);
  });

  it("waits as long as a busy server asks and sends the batch again", async () => {
    const server = await aServer();
    const arrivals: number[] = [];
    server.handle = (batch, answer) => {
      arrivals.push(performance.now());
      if (arrivals.length > 2) answer(server.store(batch));
      else answer({ error: { code: "ingest/busy", message: "later", retryAfterMs: 120 } });
    };
    expect((await aClient(server).push(items(1))).accepted).toBe(1);
    expect(arrivals).toHaveLength(3);
    expect(arrivals[1]! - arrivals[0]!).toBeGreaterThanOrEqual(119);
    expect(new Set(server.batches.map(({ batch }) => batch)).size).toBe(1);
  });

  it("rejects with the server's code when a batch is refused, and goes on", async () => {
    const server = await aServer();
    const client = aClient(server);
    const { handle } = server;
    server.handle = (_batch, answer) =>
      answer({ error: { code: "ingest/malformed-payload", message: "no" } });
    await expect(client.push(items(1))).rejects.toMatchObject({ code: "ingest/malformed-payload" });
    server.handle = (_batch, answer) => answer({ error: { code: "ingest/of-tomorrow", message: "?" } });
    await expect(client.push(items(1))).rejects.toMatchObject({
      code: "internal/unexpected",
      details: { code: "ingest/of-tomorrow" },
    });
    server.handle = handle;
    expect((await client.push(items(1))).accepted).toBe(1);
  });

  it("keeps no more on their way than it may; the other pushes wait their turn", async () => {
    const server = await aServer();
    const answers: (() => void)[] = [];
    server.handle = (batch, answer) => answers.push(() => answer(server.store(batch)));
    const client = aClient(server, { maxInFlight: 2 });
    const order: number[] = [];
    const pushes = [0, 1, 2, 3, 4].map((n) => client.push(items(n + 1)).then(() => order.push(n)));
    await vi.waitFor(() => expect(answers).toHaveLength(2), WAIT);
    expect(client.state).toMatchObject({ inFlight: 2, waiting: 3 });
    for (let sent = 2; sent < 5; sent++) {
      answers[sent - 2]!();
      await vi.waitFor(() => expect(answers).toHaveLength(sent + 1), WAIT);
      expect(client.state.inFlight).toBe(2);
    }
    const drained = client.drain();
    for (const answer of answers.slice(3)) answer();
    await drained;
    await Promise.all(pushes);
    expect(order).toEqual([0, 1, 2, 3, 4]);
    await client.drain();
  });

  it("rejects what waits when the token is refused, without trying again until told", async () => {
    const server = await aServer();
    const client = aClient(server, { token: "wrong", maxInFlight: 1 });
    const pushes = await Promise.allSettled([client.push(items(1)), client.push(items(1))]);
    for (const push of pushes) {
      expect(push).toMatchObject({ status: "rejected", reason: { code: "access/unauthenticated" } });
    }
    expect(client.state).toMatchObject({ phase: "refused", nextAttemptAt: null });
    await expect(client.push(items(1))).rejects.toMatchObject({ code: "access/unauthenticated" });
    await client.drain();
  });

  it("refuses by itself what the server could only refuse", async () => {
    const client = aClient(await aServer());
    await expect(client.push([])).rejects.toMatchObject({ code: "ingest/empty-batch" });
    await expect(client.push(items(5_001))).rejects.toMatchObject({ code: "ingest/batch-too-large" });
  });

  it("tells its state as it changes, and rejects what is open when it is closed", async () => {
    const server = await aServer();
    server.handle = () => undefined;
    const client = aClient(server);
    const phases: string[] = [];
    client.onState(({ phase }) => phases.push(phase));
    const push = client.push(items(1));
    await vi.waitFor(() => expect(server.batches).toHaveLength(1), WAIT);
    client.close();
    await expect(push).rejects.toMatchObject({ code: "ingest/unavailable" });
    await expect(client.push(items(1))).rejects.toMatchObject({ code: "ingest/unavailable" });
    expect(phases).toEqual(["connected", "closed"]);
  });
});

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket } from "socket.io";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  encodeStatusPatch,
  LINK_LOST_AFTER_MS,
  type LiveClientEvents,
  type LiveServerEvents,
  type Subscription,
} from "../protocol/index.ts";
import { createLiveClient, type LiveClient, type LiveListener } from "./live-client.ts";

type Screen = Socket<LiveClientEvents, LiveServerEvents>;

/** A real Socket.IO server whose `/live` does what the test says. */
class LiveServer {
  readonly subscriptions: Subscription[] = [];
  screen: Screen | undefined;
  resumes = true;
  refusal: { code: string; message: string } | undefined;
  seq = 1;
  #http = createServer();
  #io: Server<LiveClientEvents, LiveServerEvents> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  port = 0;

  async start(): Promise<void> {
    this.#http = createServer();
    this.#io = new Server(this.#http);
    const live = this.#io.of("/live");
    live.use((_socket, next) => {
      const { refusal } = this;
      next(refusal && Object.assign(new Error(refusal.message), { data: refusal }));
    });
    live.on("connection", (screen: Screen) => this.#onScreen(screen));
    await new Promise<void>((resolve) => this.#http.listen(this.port, "127.0.0.1", resolve));
    this.port = (this.#http.address() as AddressInfo).port;
    this.tickEvery(100);
  }

  tickEvery(intervalMs: number | undefined): void {
    clearInterval(this.#timer);
    if (intervalMs !== undefined) this.#timer = setInterval(() => this.tick(), intervalMs);
  }

  tick(): void {
    this.#io?.of("/live").emit("tick", { epoch: "e", seq: this.seq, serverTime: Date.now() });
  }

  /** One feature of layer `water` changes. */
  change(feature: number, status: number, from = this.seq): void {
    this.seq += 1;
    const body = encodeStatusPatch({ features: Uint32Array.of(feature), status: Uint8Array.of(status) });
    const place = { epoch: "e", from, seq: this.seq };
    this.screen?.emit("patch", {
      kind: "status",
      topic: "water",
      layer: "water",
      revision: 1,
      ...place,
      body,
    });
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#io?.close();
  }

  #onScreen(screen: Screen): void {
    this.screen = screen;
    screen.on("subscribe", (subscription, answer) => {
      this.subscriptions.push(subscription);
      if (subscription.bbox?.[0] === 999) {
        answer({ error: { code: "live/invalid-subscription", message: "bbox" } });
        return;
      }
      const resumed = this.resumes && subscription.since?.epoch === "e";
      const place = { epoch: "e", seq: this.seq };
      if (!resumed) {
        const body = encodeStatusPatch({ features: Uint32Array.of(0, 1), status: Uint8Array.of(1, 1) });
        const layers = [{ layer: "water", revision: 1, body }];
        screen.emit("snapshot", { ...place, serverTime: Date.now(), layers, values: [] });
      }
      answer({ ...place, resumed, unknown: [] });
    });
  }
}

const open: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.stop();
});

async function aServer(): Promise<LiveServer> {
  const server = new LiveServer();
  await server.start();
  open.push(server);
  return server;
}

function aClient(server: LiveServer, listener: Partial<LiveListener> = {}): LiveClient {
  const client = createLiveClient({ url: `http://127.0.0.1:${server.port}` });
  client.on(listener);
  open.unshift({ stop: () => client.close() });
  return client;
}

const WAIT = { timeout: 30_000, interval: 20 };

describe("createLiveClient", () => {
  it("subscribes without a position, gets a snapshot and is live by a tick", async () => {
    const server = await aServer();
    const onSnapshot = vi.fn<LiveListener["onSnapshot"]>();
    const client = aClient(server, { onSnapshot });
    expect(client.link.phase).toBe("connecting");
    client.subscribe({ layers: ["water"] });
    await vi.waitFor(() => expect(client.link.phase).toBe("live"), WAIT);
    expect(server.subscriptions).toEqual([{ layers: ["water"] }]);
    expect(onSnapshot.mock.calls[0]![0].layers[0]!.body).toBeInstanceOf(Uint8Array);
  });

  it("hands over patches once each, decoded", async () => {
    const server = await aServer();
    const onStatus = vi.fn<LiveListener["onStatus"]>();
    const client = aClient(server, { onStatus });
    client.subscribe({});
    await vi.waitFor(() => expect(client.link.phase).toBe("live"), WAIT);
    server.change(1, 5);
    server.seq -= 1;
    server.change(1, 5);
    await vi.waitFor(() => expect(onStatus).toHaveBeenCalled(), WAIT);
    server.change(0, 4);
    await vi.waitFor(() => expect(onStatus).toHaveBeenCalledTimes(2), WAIT);
    expect(onStatus.mock.calls[0]![0]).toEqual({
      layer: "water",
      revision: 1,
      patch: { features: Uint32Array.of(1), status: Uint8Array.of(5) },
    });
  });

  it("sends a changed subscription without a position: the old one says nothing of what is new", async () => {
    const server = await aServer();
    const client = aClient(server);
    client.subscribe({ layers: ["water"] });
    await vi.waitFor(() => expect(client.link.phase).toBe("live"), WAIT);
    client.subscribe({ layers: ["water", "gas"] });
    await vi.waitFor(() => expect(server.subscriptions).toHaveLength(2), WAIT);
    expect(server.subscriptions[1]).toEqual({ layers: ["water", "gas"] });
  });

  it("asks again from its own position when a patch leaves a gap, and for everything when that does not help", async () => {
    const server = await aServer();
    const client = aClient(server);
    client.subscribe({});
    await vi.waitFor(() => expect(client.link.phase).toBe("live"), WAIT);
    await vi.waitFor(() => expect(client.link.lastTick?.seq).toBe(1), WAIT);
    server.change(1, 5, 40);
    await vi.waitFor(() => expect(server.subscriptions).toHaveLength(2), WAIT);
    expect(server.subscriptions[1]).toEqual({ since: { epoch: "e", seq: 1 } });
    server.change(1, 5, 50);
    await vi.waitFor(() => expect(server.subscriptions).toHaveLength(3), WAIT);
    expect(server.subscriptions[2]).toEqual({});
  });

  it("asks for everything again when a message cannot be read, and stays connected", async () => {
    const server = await aServer();
    const onSnapshot = vi.fn();
    const client = aClient(server, { onSnapshot });
    client.subscribe({});
    await vi.waitFor(() => expect(client.link.phase).toBe("live"), WAIT);
    const place = { epoch: "e", from: 1, seq: 2 };
    const body = Uint8Array.of(1, 0, 200);
    server.screen?.emit("patch", {
      kind: "status",
      topic: "water",
      layer: "water",
      revision: 1,
      ...place,
      body,
    });
    await vi.waitFor(() => expect(onSnapshot).toHaveBeenCalledTimes(2), WAIT);
    expect(server.subscriptions[1]).toEqual({});
    expect(client.link.phase).toBe("live");
  });

  it("says lost when ticks stop on an open socket, and tells what was caught up when they return", async () => {
    const server = await aServer();
    const onHealed = vi.fn<LiveListener["onHealed"]>();
    const client = aClient(server, { onHealed });
    client.subscribe({});
    await vi.waitFor(() => expect(client.link.phase).toBe("live"), WAIT);
    server.tickEvery(undefined);
    await vi.waitFor(() => expect(client.link.phase).toBe("lost"), WAIT);
    expect(client.link.since - client.link.lastTick!.receivedAt).toBeGreaterThanOrEqual(3_000);
    expect(server.screen!.connected).toBe(true);
    server.change(1, 5);
    server.change(0, 1); // as it was: no news
    server.tick();
    await vi.waitFor(() => expect(client.link.phase).toBe("live"), WAIT);
    expect(onHealed.mock.calls).toEqual([
      [expect.objectContaining({ changes: 1, until: client.link.since })],
    ]);
  });

  it("takes a page that stood still for no lost link: what was said meanwhile is read first", async () => {
    const server = await aServer();
    const onHealed = vi.fn<LiveListener["onHealed"]>();
    const phases = new Set<string>();
    const client = aClient(server, { onHealed, onLink: ({ phase }) => phases.add(phase) });
    client.subscribe({});
    await vi.waitFor(() => expect(client.link.phase).toBe("live"), WAIT);
    const { seq } = server;
    phases.clear();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LINK_LOST_AFTER_MS + 500);
    server.change(1, 5);
    await vi.waitFor(() => expect(client.link.lastTick?.seq).toBeGreaterThan(seq), WAIT);
    expect([...phases]).toEqual(["live"]);
    expect(onHealed).not.toHaveBeenCalled();
  });

  it("comes back by itself after the server was gone, resumes from its position and counts what it missed", async () => {
    const server = await aServer();
    const onHealed = vi.fn<LiveListener["onHealed"]>();
    const onLink = vi.fn<LiveListener["onLink"]>();
    const client = aClient(server, { onHealed, onLink });
    client.subscribe({ layers: ["water"] });
    await vi.waitFor(() => expect(client.link.phase).toBe("live"), WAIT);
    await server.stop();
    await vi.waitFor(() => expect(client.link.attempts).toBeGreaterThan(0), WAIT);
    expect(client.link).toMatchObject({ phase: "lost", error: { code: "unreachable" } });
    expect(client.link.nextAttemptAt).toBeGreaterThan(client.link.since);
    await server.start();
    server.tickEvery(undefined);
    await vi.waitFor(() => expect(server.subscriptions).toHaveLength(2), WAIT);
    expect(server.subscriptions[1]).toEqual({ layers: ["water"], since: { epoch: "e", seq: 1 } });
    server.change(0, 6);
    server.change(1, 6);
    server.tick();
    await vi.waitFor(() => expect(onHealed).toHaveBeenCalledTimes(1), WAIT);
    expect(onHealed.mock.calls[0]![0].changes).toBe(2);
    expect(client.link).toMatchObject({ phase: "live", attempts: 0, nextAttemptAt: null, error: null });
  });

  it("does not hammer a server that refuses it, and tries when it is told to", async () => {
    const server = await aServer();
    server.refusal = { code: "access/unauthenticated", message: "log in first" };
    const client = aClient(server);
    client.subscribe({});
    await vi.waitFor(() => expect(client.link.phase).toBe("refused"), WAIT);
    expect(client.link).toMatchObject({ nextAttemptAt: null, error: server.refusal });
    server.refusal = undefined;
    client.reconnectNow();
    await vi.waitFor(() => expect(client.link.phase).toBe("live"), WAIT);
  });

  it("goes on with the subscription before when a new one is refused, and says why", async () => {
    const server = await aServer();
    const onStatus = vi.fn();
    const client = aClient(server, { onStatus });
    client.subscribe({ layers: ["water"] });
    await vi.waitFor(() => expect(client.link.phase).toBe("live"), WAIT);
    client.subscribe({ bbox: [999, 0, 0, 0] });
    await vi.waitFor(() => expect(client.link.error?.code).toBe("live/invalid-subscription"), WAIT);
    expect(client.link.phase).toBe("live");
    server.change(1, 5);
    await vi.waitFor(() => expect(client.link.lastTick?.seq).toBe(2), WAIT);
    server.change(0, 5);
    await vi.waitFor(() => expect(onStatus).toHaveBeenCalledTimes(2), WAIT);
    client.reconnectNow();
    await vi.waitFor(() => expect(server.subscriptions).toHaveLength(3), WAIT);
    expect(server.subscriptions[2]).toMatchObject({ layers: ["water"], since: { epoch: "e" } });
  });

  it("passes on that layers changed and takes a fresh snapshot of them", async () => {
    const server = await aServer();
    const onLayers = vi.fn();
    const onSnapshot = vi.fn();
    const client = aClient(server, { onLayers, onSnapshot });
    client.subscribe({});
    await vi.waitFor(() => expect(client.link.phase).toBe("live"), WAIT);
    server.screen?.emit("layers", { layers: [{ id: "water", revision: 2 }] });
    await vi.waitFor(() => expect(onSnapshot).toHaveBeenCalledTimes(2), WAIT);
    expect(onLayers).toHaveBeenCalledWith({ layers: [{ id: "water", revision: 2 }] });
    expect(server.subscriptions[1]).toEqual({});
  });
});

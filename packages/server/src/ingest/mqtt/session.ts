import type { Socket } from "node:net";
import type { Acknowledgement } from "@shuicheng/shared/contracts";
import { createLane, type Lane, type LaneResult, type Ticket } from "./lane.ts";
import type { RawPacket } from "./packet-splitter.ts";
import { openPacketTap, type PacketTap } from "./packet-tap.ts";
import { buildPubacks, PINGREQ_TYPE, PINGRESP, PUBLISH_TYPE, readPublish, typeOf } from "./publish-packet.ts";
import { readJson, readObservationMessage } from "./read-message.ts";
import { findDatastreamIn, type IntegratorTopics } from "./topics.ts";

/** What a session needs of the server. */
export interface SessionNeeds {
  admit(payload: unknown): Promise<Acknowledgement>;
  report(result: LaneResult): void;
  findHandle(datastream: string): number | undefined;
  now(): number;
  onUnexpected(error: unknown): void;
}

/** One connection of an integrator's. */
export interface Session {
  readonly stream: PacketTap["stream"];
  /** The other end does not read. */
  readonly isClogged: boolean;
  /** Datastreams that it has sent since it connected. */
  readonly sent: ReadonlySet<number>;
  /** What has come within this time keeps it open, milliseconds. */
  setIdleLimit(ms: number): void;
  /** It is known whose it is. */
  admitAs(topics: IntegratorTopics, needs: SessionNeeds): void;
  /** It has been told that it is connected: its packets are handed over. */
  begin(): void;
  /** Takes a message under a topic of observations (`datastream` "" for a batch). */
  take(datastream: string, payload: Buffer, ticket: Ticket): void;
  /** Resolves when all that has come is on disk, or refused. */
  whenEmpty(): Promise<void>;
  /** Cuts it off where nothing has come for too long. */
  checkIdle(atMs: number): void;
}

/** As `/ingest` of Socket.IO: 5,000 observations with ids of full length. */
const MAX_PACKET_BYTES = 2 * 1024 * 1024;
/** CONNECT with a name, a token and a will. */
const MAX_CONNECT_BYTES = 16 * 1024;
/** Who does not read for so long is cut off. */
export const DRAIN_TIMEOUT_MS = 10_000;
/** Where a client asks for no keepalive, or a longer one: a connection that is dead is not held for ever. */
const MAX_IDLE_MS = 15 * 60_000;

/**
 * Opens a session on a socket. PUBLISHes of observations (quality of service 0 and 1) and PINGREQs are answered here;
 * all else passes on to whoever speaks MQTT on `stream`. That library acknowledges before it hands a message over,
 * and one by one; here an acknowledgement follows the disk, a batch at a time.
 */
export function openSession(socket: Socket): Session {
  const sent = new Set<number>();
  let idleLimitMs = MAX_IDLE_MS;
  let heardAtMs = performance.now();
  let isConnectSeen = false;
  let own: { topics: IntegratorTopics; needs: SessionNeeds; lane: Lane } | undefined;
  let isFull = false;

  const tap = openPacketTap(socket, {
    maxBytes: () => (own ? MAX_PACKET_BYTES : MAX_CONNECT_BYTES),
    take: takePacket,
    onHeard: () => {
      heardAtMs = performance.now();
    },
  });
  tap.stream.once("close", () => own?.lane.close());
  tap.stream.on("error", () => {
    // It ends this connection, which whoever reads the stream is told; nobody else has to be.
  });

  function takePacket(packet: RawPacket): boolean {
    if (!isConnectSeen) {
      // What follows waits until it is known whose it is.
      isConnectSeen = true;
      tap.hold("connecting");
      return false;
    }
    const type = typeOf(packet);
    if (type === PINGREQ_TYPE) {
      send(PINGRESP);
      return true;
    }
    const message = type === PUBLISH_TYPE && own ? readPublish(packet, 4) : undefined;
    const datastream = message && own ? findDatastreamIn(message.topic, own.topics) : undefined;
    if (!message || datastream === undefined) return false;
    take(datastream, message.payload, message.packetId);
    return true;
  }

  function take(datastream: string, payload: Buffer, ticket: Ticket): void {
    if (!own) return;
    const { lane, needs } = own;
    const read =
      datastream === "" ? readJson(payload) : readObservationMessage(payload, datastream, needs.now());
    if ("refused" in read) lane.addRefused(read.refused, ticket);
    else if (datastream === "") {
      noteBatch(read.message, needs);
      lane.addBatch(read.message, ticket, payload.length);
    } else {
      note(datastream, needs);
      lane.addObservation(read.message as Parameters<Lane["addObservation"]>[0], ticket, payload.length);
    }
  }

  function noteBatch(payload: unknown, needs: SessionNeeds): void {
    const items = (payload as { items?: unknown } | null)?.items;
    if (!Array.isArray(items)) return;
    for (const item of items) note((item as { datastream?: unknown } | null)?.datastream, needs);
  }

  function note(datastream: unknown, needs: SessionNeeds): void {
    const handle = typeof datastream === "string" ? needs.findHandle(datastream) : undefined;
    if (handle !== undefined) sent.add(handle);
  }

  /** Who does not read what we write is not read from either, and is cut off after a while. */
  function send(packets: Buffer): void {
    tap.send(packets);
    if (!tap.isClogged) return;
    tap.hold("clogged");
    const cut = setTimeout(() => tap.stream.destroy(), DRAIN_TIMEOUT_MS);
    tap.stream.once("close", () => clearTimeout(cut));
    tap.stream.once("drain", () => {
      clearTimeout(cut);
      tap.release("clogged");
    });
  }

  function settle(tickets: readonly Ticket[]): void {
    send(buildPubacks(tickets.map((ticket) => (typeof ticket === "number" ? ticket : 0))));
    for (const ticket of tickets) if (typeof ticket === "function") ticket();
  }

  return {
    stream: tap.stream,
    get isClogged() {
      return tap.isClogged;
    },
    sent,
    setIdleLimit(ms) {
      idleLimitMs = ms > 0 ? Math.min(ms, MAX_IDLE_MS) : MAX_IDLE_MS;
    },
    admitAs(topics, needs) {
      const lane = createLane({
        admit: needs.admit,
        report: needs.report,
        settle,
        onFull() {
          isFull = true;
          tap.hold("full");
        },
        onRoom() {
          isFull = false;
          heardAtMs = performance.now();
          tap.release("full");
        },
        onBroken(error) {
          needs.onUnexpected(error);
          tap.stream.destroy();
        },
      });
      own = { topics, needs, lane };
    },
    begin: () => tap.release("connecting"),
    take,
    whenEmpty: async () => own?.lane.whenEmpty(),
    checkIdle(atMs) {
      // While it is we who do not read, silence is not its own.
      if (!isFull && atMs - heardAtMs > idleLimitMs) tap.stream.destroy();
    },
  };
}

import type { Socket } from "node:net";
import type { Acknowledgement } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { createLane, type Lane, type LaneResult, type Ticket } from "./lane.ts";
import type { RawPacket } from "./packet-splitter.ts";
import { openPacketTap, type PacketTap } from "./packet-tap.ts";
import { buildPubacks, PINGREQ_TYPE, PINGRESP, PUBLISH_TYPE, readPublish, typeOf } from "./publish-packet.ts";
import { readJson, readObservationMessage } from "./read-message.ts";
import type { Things } from "./things.ts";
import { findDatastreamIn, type IntegratorTopics } from "./topics.ts";

/** What a session needs of the server. */
export interface SessionNeeds {
  admit(payload: unknown): Promise<Acknowledgement>;
  report(result: LaneResult): void;
  findHandle(datastream: string): number | undefined;
  /** Observations as SensorThings describes them. */
  readonly things: ReadThings | undefined;
  /** Time of a bare result, which has none of its own. */
  timeOf(datastream: string): number;
  onUnexpected(error: unknown): void;
}

/** See {@link Things}; whose token it is, is known. */
interface ReadThings extends Pick<Things, "takes"> {
  read(topic: string, body: unknown): ReturnType<Things["read"]>;
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
  /** Takes a message of observations; answers false where its topic has none. */
  take(topic: string, payload: Buffer, ticket: Ticket): boolean;
  /** Whether something that it follows can be sent: it reads what it is sent. */
  readonly hasRoom: boolean;
  /** Sends packets, unless there is no room. */
  offer(packets: Buffer): boolean;
  /** Resolves when all that has come is on disk, or refused. */
  whenEmpty(): Promise<void>;
  /** Cuts it off where nothing has come for too long. */
  checkIdle(atMs: number): void;
}

interface Own {
  readonly topics: IntegratorTopics;
  readonly needs: SessionNeeds;
  readonly lane: Lane;
}

/** As `/ingest` of Socket.IO: 5,000 observations with ids of full length. */
const MAX_PACKET_BYTES = 2 * 1024 * 1024;
/** CONNECT with a name, a token and a will. */
const MAX_CONNECT_BYTES = 16 * 1024;
/** What may wait in one connection of what it follows; what comes then goes past it until it has read that. */
const MAX_FOLLOWED_BYTES = 4 * 1024 * 1024;
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
  let own: Own | undefined;
  let isFull = false;
  /** It is clogged, and will be cut off if it stays so. */
  let isWatched = false;
  /** What it follows goes past it until it has read all it was sent. */
  let isPast = false;

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
    return message !== undefined && take(message.topic, message.payload, message.packetId);
  }

  function take(topic: string, payload: Buffer, ticket: Ticket): boolean {
    if (!own) return false;
    const { topics, needs, lane } = own;
    const datastream = findDatastreamIn(topic, topics);
    if (datastream !== undefined) takeObservations(datastream, payload, ticket, own);
    else if (needs.things?.takes(topic))
      takeThing(topic, payload, ticket, { lane, things: needs.things, needs });
    else return false;
    return true;
  }

  /** @param datastream "" for a batch. */
  function takeObservations(datastream: string, payload: Buffer, ticket: Ticket, { needs, lane }: Own): void {
    const read =
      datastream === "" ? readJson(payload) : readObservationMessage(payload, datastream, needs.timeOf);
    if ("refused" in read) lane.addRefused(read.refused, ticket);
    else if (datastream === "") {
      noteBatch(read.message, needs);
      lane.addBatch(read.message, ticket, payload.length);
    } else {
      note(datastream, needs);
      lane.addObservation(read.message as Parameters<Lane["addObservation"]>[0], ticket, payload.length);
    }
  }

  function takeThing(
    topic: string,
    payload: Buffer,
    ticket: Ticket,
    { lane, things, needs }: Pick<Own, "lane" | "needs"> & { things: ReadThings },
  ): void {
    const read = readJson(payload);
    if ("refused" in read) {
      lane.addRefused(read.refused, ticket);
      return;
    }
    try {
      const publication = things.read(topic, read.message);
      if ("work" in publication) lane.addWork(publication.work, ticket, payload.length);
      else {
        note(publication.item.datastream, needs);
        lane.addObservation(publication.item, ticket, payload.length);
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      lane.addRefused({ code: error.code, message: error.message }, ticket);
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
    if (!tap.isClogged || isWatched) return;
    isWatched = true;
    tap.hold("clogged");
    const cut = setTimeout(() => tap.stream.destroy(), DRAIN_TIMEOUT_MS);
    tap.stream.once("close", () => clearTimeout(cut));
    tap.stream.once("drain", () => {
      isWatched = false;
      isPast = false;
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
    get hasRoom() {
      isPast ||= tap.waitingBytes > MAX_FOLLOWED_BYTES;
      return !isPast;
    },
    offer(packets) {
      const isTaken = this.hasRoom;
      if (isTaken) send(packets);
      return isTaken;
    },
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

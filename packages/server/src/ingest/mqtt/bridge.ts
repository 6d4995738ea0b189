import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Acknowledgement } from "@shuicheng/shared/contracts";
import { MqttClient } from "mqtt";
import { createArrivalTimes } from "../arrival-times.ts";
import type { BridgeSettings } from "./bridge-url.ts";
import { createLane, type Lane, type LaneResult } from "./lane.ts";
import type { RawPacket } from "./packet-splitter.ts";
import { openPacketTap } from "./packet-tap.ts";
import { buildPubacks, PUBLISH_TYPE, readPublish, typeOf } from "./publish-packet.ts";
import { readBridged } from "./read-bridged.ts";

/** What the bridge needs of the server. */
export interface MqttBridgeNeeds {
  /** See `Admission`. */
  admit(payload: unknown): Promise<Acknowledgement>;
  /** Of this server, where the address names none: under it the outer broker keeps what we miss. */
  readonly clientId: string;
  now(): number;
  /** The connection is there, or why it is not. Told when it changes. */
  onState(state: "connected" | "disconnected", reason: string | undefined): void;
  /** Something was refused for good: it is acknowledged to the broker, which would send it for ever. */
  onRefused(result: LaneResult): void;
  onUnexpected(error: unknown): void;
}

/** A subscriber of an outer broker. */
export interface MqttBridge {
  readonly isConnected: boolean;
  /** Observations that were taken, those that were there before, and those refused, since the start. */
  readonly counts: Readonly<Record<"accepted" | "duplicates" | "rejected", number>>;
  close(): Promise<void>;
}

const FIRST_RECONNECT_MS = 1_000;
const LAST_RECONNECT_MS = 30_000;
/** Longest packet that is taken; a longer one breaks the connection. Batches themselves end at 5,000 items. */
const MAX_PACKET_BYTES = 16 * 1024 * 1024;
/** MQTT 5: what the broker may send before we acknowledge. */
const RECEIVE_MAXIMUM = 1_000;
/** MQTT 5: how long it keeps what we miss. */
const SESSION_EXPIRY_S = 86_400;

/**
 * Fetches observations from an outer broker, in MQTT 3.1.1 or 5, at quality of service 1 at most. Each PUBACK follows
 * the disk: what we have not acknowledged the broker sends again, to this connection's successor.
 */
export function openMqttBridge(settings: BridgeSettings, needs: MqttBridgeNeeds): MqttBridge {
  const { host, port, isTls, version } = settings;
  const counts = { accepted: 0, duplicates: 0, rejected: 0 };
  const lanes = new Set<Lane>();
  const timeOf = createArrivalTimes(needs.now);
  let state: "connected" | "disconnected" = "disconnected";
  let reason: string | undefined;

  const client = new MqttClient(openStream as unknown as ConstructorParameters<typeof MqttClient>[0], {
    protocolVersion: version,
    clientId: settings.clientId ?? needs.clientId,
    clean: false,
    resubscribe: false,
    reconnectPeriod: FIRST_RECONNECT_MS,
    ...(settings.username === undefined ? {} : { username: settings.username }),
    ...(settings.password === undefined ? {} : { password: settings.password }),
    ...(version === 5
      ? { properties: { sessionExpiryInterval: SESSION_EXPIRY_S, receiveMaximum: RECEIVE_MAXIMUM } }
      : {}),
  });
  client.on("connect", subscribe);
  client.on("close", () => {
    become("disconnected");
    // Twice as long each time, and not all bridges at once.
    const nextMs = Math.min((client.options.reconnectPeriod ?? FIRST_RECONNECT_MS) * 2, LAST_RECONNECT_MS);
    client.options.reconnectPeriod = Math.round(nextMs * (0.8 + Math.random() * 0.2));
  });
  client.on("error", (error) => {
    reason = error.message;
  });

  function subscribe(): void {
    client.subscribeAsync(settings.topicFilter, { qos: 1 }).then(
      ([granted]) => {
        // 128 and above: refused. The library tells some of them as errors, some not.
        if (granted && granted.qos >= 128) reason = "the broker refuses the subscription";
        else {
          reason = undefined;
          client.options.reconnectPeriod = FIRST_RECONNECT_MS;
          become("connected");
        }
      },
      (error: unknown) => {
        reason = (error as Error).message;
      },
    );
  }

  function become(next: typeof state): void {
    if (next === state && next === "connected") return;
    const isNews = next !== state || reason !== undefined;
    state = next;
    if (isNews) needs.onState(next, reason);
  }

  /** One connection: what it brings goes past the library, which would take one message after the other. */
  function openStream() {
    const socket = isTls ? connectTls({ host, port, servername: host }) : connectTcp({ host, port });
    const tap = openPacketTap(socket, { maxBytes: () => MAX_PACKET_BYTES, take });
    const lane = createLane({
      admit: needs.admit,
      settle: (tickets) => tap.send(buildPubacks(tickets as readonly number[])),
      report,
      onFull: () => tap.hold("full"),
      onRoom: () => tap.release("full"),
      onBroken(error) {
        needs.onUnexpected(error);
        tap.stream.destroy();
      },
    });
    lanes.add(lane);
    tap.stream.once("close", () => {
      lane.close();
      void lane.whenEmpty().then(() => lanes.delete(lane));
    });

    function take(packet: RawPacket): boolean {
      const message = typeOf(packet) === PUBLISH_TYPE ? readPublish(packet, version) : undefined;
      if (!message) return false;
      const { packetId, payload } = message;
      const read = readBridged(message, settings, timeOf);
      if ("refused" in read) lane.addRefused(read.refused, packetId);
      else if (!read.message) lane.addNothing(packetId);
      else if ("batch" in read.message) lane.addBatch(read.message.batch, packetId, payload.length);
      else lane.addObservation(read.message.one, packetId, payload.length);
      return true;
    }
    return tap.stream;
  }

  function report(result: LaneResult): void {
    if ("accepted" in result) {
      counts.accepted += result.accepted;
      counts.duplicates += result.duplicates;
      counts.rejected += result.rejected.length;
      if (result.rejected.length > 0) needs.onRefused(result);
    } else if (!result.held) {
      counts.rejected++;
      needs.onRefused(result);
    }
  }

  return {
    get isConnected() {
      return state === "connected";
    },
    counts,
    async close() {
      await client.endAsync(true);
      await Promise.all([...lanes].map((lane) => lane.whenEmpty()));
    },
  };
}

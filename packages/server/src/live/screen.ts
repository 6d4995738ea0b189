import type { LiveClientEvents, LiveServerEvents } from "@shuicheng/shared/protocol";
import type { Socket } from "socket.io";
import type { TopicScope } from "./topics.ts";

/** A socket of `/live`. */
export type LiveSocket = Socket<LiveClientEvents, LiveServerEvents>;

/** Packets that may wait in the server for one screen before it counts as slow. */
const MAX_WAITING_PACKETS = 16;

/** One connected screen: what it follows and how far it has been told. */
export interface Screen {
  readonly socket: LiveSocket;
  /** Topics it follows, by name. */
  topics: ReadonlyMap<string, TopicScope>;
  /** Datastreams it follows by value. */
  handles: readonly number[];
  /** Log position up to which it has been sent everything. */
  sentSeq: number;
  /** True while it reads slower than patches come: it then gets one merged patch when it is ready again. */
  isBehind: boolean;
}

/**
 * Answers whether a screen's connection has more waiting than it should. The queue is engine.io's own: packets
 * that the transport could not take yet because the other side does not read.
 */
export function isBackedUp(screen: Screen): boolean {
  return waitingPackets(screen) > MAX_WAITING_PACKETS;
}

/** Answers whether everything sent has been handed to the operating system. */
export function isDrained(screen: Screen): boolean {
  return waitingPackets(screen) === 0 && screen.socket.conn.transport.writable;
}

function waitingPackets(screen: Screen): number {
  return (screen.socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
}

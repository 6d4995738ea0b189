import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { createPacketSplitter, type RawPacket } from "./packet-splitter.ts";

/** A connection with somebody in between who takes out the packets that are for him. */
export interface PacketTap {
  /** For a library that speaks MQTT: the packets nobody took, whole. */
  readonly stream: Duplex;
  /** Writes whole packets, between those that the library writes. */
  send(packets: Buffer): void;
  /** The other end does not read what is written to it. */
  readonly isClogged: boolean;
  /** Written and not yet taken by the operating system. */
  readonly waitingBytes: number;
  /** Hands over no further packet until every hold is released, and stops reading: the other end waits. */
  hold(why: string): void;
  release(why: string): void;
}

/**
 * Puts a tap onto a socket. Packets are shown in order, each once, and passed on where `take` answers false.
 *
 * @param options.maxBytes Longest packet at this moment; a longer one ends the connection.
 * @param options.onHeard Something has come, be it part of a packet.
 */
export function openPacketTap(
  socket: Socket,
  options: { maxBytes: () => number; take: (packet: RawPacket) => boolean; onHeard?: () => void },
): PacketTap {
  const splitter = createPacketSplitter(options.maxBytes);
  const holds = new Set<string>();
  let hasRoom = true;
  let isEnded = false;

  const stream = new Duplex({
    read() {
      hasRoom = true;
      route();
    },
    write(chunk: Buffer, _encoding, done) {
      write(chunk, done);
    },
    writev(chunks, done) {
      write(Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer)), done);
    },
    final(done) {
      socket.end(done);
    },
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });

  function write(bytes: Buffer, done: (error?: Error | null) => void): void {
    if (socket.destroyed) done();
    else if (socket.write(bytes)) done();
    else socket.once("drain", done);
  }

  function route(): void {
    try {
      while (holds.size === 0 && hasRoom && !stream.destroyed) {
        const packet = splitter.next();
        if (!packet) {
          if (isEnded) stream.push(null);
          break;
        }
        if (options.take(packet)) continue;
        // A copy: the library keeps parts of it, and would keep the whole chunk with them.
        hasRoom = stream.push(Buffer.from(packet.bytes.subarray(packet.start, packet.end)));
      }
    } catch (error) {
      stream.destroy(error as Error);
      return;
    }
    if (holds.size > 0 || !hasRoom) socket.pause();
    else socket.resume();
  }

  socket.on("data", (chunk) => {
    options.onHeard?.();
    splitter.push(chunk as Buffer);
    route();
  });
  socket.on("end", () => {
    isEnded = true;
    route();
  });
  socket.on("error", (error) => stream.destroy(error));
  socket.on("close", () => stream.destroy());
  return {
    stream,
    send(packets) {
      if (packets.length > 0 && stream.writable) stream.write(packets);
    },
    get isClogged() {
      return stream.writableNeedDrain;
    },
    get waitingBytes() {
      return stream.writableLength + socket.writableLength;
    },
    hold(why) {
      holds.add(why);
    },
    release(why) {
      if (holds.delete(why) && holds.size === 0) route();
    },
  };
}

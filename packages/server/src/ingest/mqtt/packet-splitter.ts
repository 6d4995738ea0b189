import { Fault } from "@shuicheng/shared/faults";

/** One whole control packet inside `bytes`: from `start` to `end`, after the fixed header from `bodyAt` on. */
export interface RawPacket {
  readonly bytes: Buffer;
  readonly start: number;
  readonly bodyAt: number;
  readonly end: number;
}

/** Cuts a stream of bytes into MQTT control packets. */
export interface PacketSplitter {
  push(chunk: Buffer): void;
  /**
   * The next whole packet, or undefined until more bytes have come.
   *
   * @throws {Fault} `codec/corrupt`: a length that is none, or beyond what is allowed, as soon as it is known.
   */
  next(): RawPacket | undefined;
}

/** Least bytes of a packet: its type and its length. */
const SMALLEST_BYTES = 2;
/** MQTT 3.1.1, 2.2.3: the remaining length has at most four bytes of seven bits. */
const MAX_LENGTH_BYTES = 4;
const EMPTY = Buffer.alloc(0);

/**
 * Creates a splitter. Cost: O(bytes), in however small pieces they come: what waits is joined once it is whole.
 *
 * @param maxBytes Longest packet at this moment, its header included.
 */
export function createPacketSplitter(maxBytes: () => number): PacketSplitter {
  let bytes: Buffer = EMPTY;
  let at = 0;
  let later: Buffer[] = [];
  let laterBytes = 0;
  let wanted = SMALLEST_BYTES;

  function has(length: number): boolean {
    wanted = length;
    if (bytes.length - at + laterBytes < length) return false;
    if (bytes.length - at < length) {
      bytes = Buffer.concat([bytes.subarray(at), ...later]);
      at = 0;
      later = [];
      laterBytes = 0;
    }
    return true;
  }

  return {
    push(chunk) {
      later.push(chunk);
      laterBytes += chunk.length;
    },
    next() {
      if (!has(wanted)) return undefined;
      let length = 0;
      let bodyAt = 0;
      for (let i = 0; bodyAt === 0; i++) {
        if (i === MAX_LENGTH_BYTES)
          throw new Fault("codec/corrupt", "a packet's length has more than 4 bytes");
        if (!has(SMALLEST_BYTES + i)) return undefined;
        const byte = bytes[at + 1 + i] as number;
        length += (byte & 0x7f) * 128 ** i;
        if (byte < 0x80) bodyAt = SMALLEST_BYTES + i;
      }
      const total = bodyAt + length;
      if (total > maxBytes()) {
        throw new Fault("codec/corrupt", `a packet of ${total} bytes; at most ${maxBytes()} are taken`);
      }
      if (!has(total)) return undefined;
      const packet = { bytes, start: at, bodyAt: at + bodyAt, end: at + total };
      at += total;
      wanted = SMALLEST_BYTES;
      return packet;
    },
  };
}

import type { RawPacket } from "./packet-splitter.ts";

/** Control packet types, MQTT 3.1.1 and 5, 2.2.1 (2.1.2): the upper four bits of the first byte. */
export const PUBLISH_TYPE = 3;
export const PINGREQ_TYPE = 12;

/** PINGRESP: type 13, nothing in it. */
export const PINGRESP = Buffer.from([0xd0, 0]);

/** A PUBLISH of quality of service 0 or 1. */
export interface PublishPacket {
  readonly topic: string;
  readonly payload: Buffer;
  /** 0: nothing is to be acknowledged (quality of service 0). */
  readonly packetId: number;
  /** From a broker: kept by it for whoever comes, and of unknown age. */
  readonly isRetained: boolean;
}

/** Type of a packet. */
export function typeOf({ bytes, start }: RawPacket): number {
  return (bytes[start] as number) >> 4;
}

/**
 * Reads a PUBLISH of quality of service 0 or 1.
 *
 * @param version 4 for MQTT 3.1.1; 5 has properties before the payload, which are passed over.
 * @returns undefined for quality of service 2, and for what is malformed: whoever reads it whole will say what of it.
 */
export function readPublish(
  { bytes, start, bodyAt, end }: RawPacket,
  version: 4 | 5,
): PublishPacket | undefined {
  const qos = ((bytes[start] as number) >> 1) & 3;
  if (qos > 1 || end - bodyAt < 2) return undefined;
  const topicEnd = bodyAt + 2 + bytes.readUInt16BE(bodyAt);
  let at = topicEnd + (qos === 1 ? 2 : 0);
  if (at > end) return undefined;
  const packetId = qos === 1 ? bytes.readUInt16BE(topicEnd) : 0;
  if (qos === 1 && packetId === 0) return undefined;
  if (version === 5) {
    const properties = skipProperties(bytes, at, end);
    if (properties === undefined) return undefined;
    at = properties;
  }
  return {
    topic: bytes.toString("utf8", bodyAt + 2, topicEnd),
    payload: bytes.subarray(at, end),
    packetId,
    isRetained: ((bytes[start] as number) & 1) === 1,
  };
}

/** Builds PUBACKs, one after the other: four bytes each, which in MQTT 5 says success as well. Zeros are left out. */
export function buildPubacks(packetIds: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(packetIds.length * 4);
  let at = 0;
  for (const packetId of packetIds) {
    if (packetId === 0) continue;
    bytes[at] = 0x40;
    bytes[at + 1] = 2;
    bytes[at + 2] = packetId >> 8;
    bytes[at + 3] = packetId & 0xff;
    at += 4;
  }
  return bytes.subarray(0, at);
}

/** Builds PUBLISHes of quality of service 0 (MQTT 3.1.1, 3.3) to one topic, one after the other. */
export function buildPublishes(topic: string, payloads: readonly string[]): Buffer {
  const name = Buffer.from(topic, "utf8");
  const sizes = payloads.map((payload) => 2 + name.length + Buffer.byteLength(payload));
  const bytes = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + 1 + lengthBytes(size) + size, 0));
  let at = 0;
  payloads.forEach((payload, i) => {
    bytes[at++] = PUBLISH_TYPE << 4;
    for (let rest = sizes[i] as number; ; ) {
      const byte = rest % 128;
      rest = Math.floor(rest / 128);
      bytes[at++] = rest > 0 ? byte | 0x80 : byte;
      if (rest === 0) break;
    }
    at = bytes.writeUInt16BE(name.length, at);
    at += name.copy(bytes, at);
    at += bytes.write(payload, at, "utf8");
  });
  return bytes;
}

/** Bytes of seven bits that a length takes. */
function lengthBytes(length: number): number {
  let bytes = 1;
  for (let rest = length; rest >= 128; rest /= 128) bytes++;
  return bytes;
}

/** Where properties end: a length of at most four bytes of seven bits, then as many bytes. */
function skipProperties(bytes: Buffer, from: number, end: number): number | undefined {
  let length = 0;
  for (let i = 0; i < 4 && from + i < end; i++) {
    const byte = bytes[from + i] as number;
    length += (byte & 0x7f) * 128 ** i;
    if (byte >= 0x80) continue;
    const after = from + i + 1 + length;
    return after <= end ? after : undefined;
  }
  return undefined;
}

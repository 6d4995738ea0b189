import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzzRuns } from "../../../../../test/fuzz/fuzz-runs.ts";
import { createPacketSplitter } from "./packet-splitter.ts";
import { buildPubacks, readPublish } from "./publish-packet.ts";

const MAX_BYTES = 20_000;

/** A packet with its length in as few bytes as it takes. */
function encode(first: number, body: Uint8Array): Buffer {
  const length: number[] = [];
  for (let rest = body.length; length.length === 0 || rest > 0; rest >>>= 7) length.push(rest & 0x7f);
  return Buffer.from([
    first,
    ...length.map((bits, i) => (i < length.length - 1 ? bits | 0x80 : bits)),
    ...body,
  ]);
}

function split(chunks: readonly Buffer[]): Buffer[] {
  const splitter = createPacketSplitter(() => MAX_BYTES);
  const packets: Buffer[] = [];
  for (const chunk of chunks) {
    splitter.push(chunk);
    for (let packet = splitter.next(); packet; packet = splitter.next()) {
      packets.push(packet.bytes.subarray(packet.start, packet.end));
    }
  }
  return packets;
}

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [0, ...at.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, i) => bytes.subarray(places[i], end));
}

const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.nat(17_000).map((n) => new Uint8Array(n)),
);

describe("createPacketSplitter", () => {
  it("gives the packets that were sent, however they are cut", () => {
    const packets = fc.array(fc.tuple(fc.nat(255), bodies), { maxLength: 5 });
    fc.assert(
      fc.property(packets, fc.array(fc.nat()), (all, at) => {
        const sent = all.map(([first, body]) => encode(first, body));
        expect(split(cut(Buffer.concat(sent), at))).toEqual(sent);
      }),
    );
  });

  it("takes any bytes for packets or for corrupt, at once where a length is too long", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.array(fc.nat()), (bytes, at) => {
        try {
          split(cut(Buffer.from(bytes), at));
        } catch (error) {
          expect(error).toMatchObject({ code: "codec/corrupt" });
        }
      }),
      fuzzRuns("MQTT, packets", 500),
    );
    expect(() => split([Buffer.from([0x30, 0xff, 0xff, 0x7f])])).toThrow("at most 20000 are taken");
    expect(() => split([Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80])])).toThrow("more than 4 bytes");
  });
});

describe("readPublish", () => {
  const publish = (first: number, ...body: (number | string)[]) => {
    const bytes = encode(
      first,
      Buffer.concat(body.map((part) => Buffer.from(typeof part === "string" ? part : [part]))),
    );
    return { bytes, start: 0, bodyAt: 2, end: bytes.length };
  };

  it("reads topic, packet id and payload of both versions", () => {
    expect(readPublish(publish(0x32, 0, 3, "a/b", 1, 2, "21.5"), 4)).toEqual({
      topic: "a/b",
      payload: Buffer.from("21.5"),
      packetId: 258,
      isRetained: false,
    });
    expect(readPublish(publish(0x31, 0, 3, "a/b", 2, 1, 1, "21.5"), 5)).toEqual({
      topic: "a/b",
      payload: Buffer.from("21.5"),
      packetId: 0,
      isRetained: true,
    });
  });

  it.each([
    ["quality of service 2", publish(0x34, 0, 1, "a", 0, 1)],
    ["an id of 0", publish(0x32, 0, 1, "a", 0, 0)],
    ["a topic longer than the packet", publish(0x30, 0, 9, "a")],
    ["no room for an id", publish(0x32, 0, 1, "a", 0)],
    ["no room for a topic's length", publish(0x30, 0)],
    ["properties longer than the packet", publish(0x30, 0, 1, "a", 9, 1)],
    ["properties without an end", publish(0x30, 0, 1, "a", 0x80, 0x80, 0x80, 0x80, 0)],
  ])("leaves %s to the library", (_what, packet) => {
    expect(readPublish(packet, 5)).toBeUndefined();
  });

  it("acknowledges in four bytes each, and nobody who has no id", () => {
    expect([...buildPubacks([258, 0, 1])]).toEqual([0x40, 2, 1, 2, 0x40, 2, 0, 1]);
  });
});

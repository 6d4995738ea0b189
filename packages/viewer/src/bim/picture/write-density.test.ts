import { crc32, deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { withJpegDensity, withPngDensity } from "./write-density.ts";

/** Chunks of a PNG as its standard has them, their check sums tried. */
function chunksOf(png: Uint8Array): { name: string; data: Buffer }[] {
  const bytes = Buffer.from(png);
  const chunks: { name: string; data: Buffer }[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const named = bytes.subarray(at + 4, at + 8 + length);
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(named));
    chunks.push({ name: named.subarray(0, 4).toString("latin1"), data: named.subarray(4) });
    at += 12 + length;
  }
  return chunks;
}

function smallPng(): Uint8Array {
  const chunk = (name: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(1, 0);
  head.writeUInt32BE(1, 4);
  head.set([8, 6], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.from([0, 1, 2, 3, 255]))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

describe("the density of a picture's file", () => {
  it("stands in a PNG after its head, in pixels a metre", () => {
    const chunks = chunksOf(withPngDensity(smallPng(), 300));
    expect(chunks.map(({ name }) => name)).toEqual(["IHDR", "pHYs", "IDAT", "IEND"]);
    const { data } = chunks[1]!;
    expect([data.readUInt32BE(0), data.readUInt32BE(4), data[8]]).toEqual([11_811, 11_811, 1]);
  });

  it("stands in a JPEG's first segment, in dots an inch", () => {
    const jfif = Buffer.from("ffd8ffe000104a46494600010100000100010000ffd9", "hex");
    const out = Buffer.from(withJpegDensity(jfif, 150));
    expect(out.length).toBe(jfif.length);
    expect([out[13], out.readUInt16BE(14), out.readUInt16BE(16)]).toEqual([1, 150, 150]);
  });

  it("leaves other bytes alone", () => {
    const other = Uint8Array.of(1, 2, 3);
    expect(withPngDensity(other, 300)).toEqual(other);
    expect(withJpegDensity(other, 300)).toEqual(other);
  });
});

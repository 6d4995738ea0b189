import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzzRuns } from "../../../../test/fuzz/fuzz-runs.ts";
import { Fault } from "../faults.ts";
import { decodeObservationBatch, encodeObservationBatch } from "./observation-batch.ts";

const rows = fc.array(
  fc.record({ time: fc.double(), result: fc.double(), handle: fc.integer(), quality: fc.nat(255) }),
  { minLength: 1, maxLength: 40 },
);
const columnsOf = (all: readonly { time: number; result: number; handle: number; quality: number }[]) => ({
  timeMs: Float64Array.from(all, ({ time }) => time),
  result: Float64Array.from(all, ({ result }) => result),
  handle: Int32Array.from(all, ({ handle }) => handle),
  quality: Uint8Array.from(all, ({ quality }) => quality),
});

describe("the columns of a batch", () => {
  it("[IN13] are read as they were written, wherever in memory they lie", () => {
    fc.assert(
      fc.property(rows, fc.nat(7), (all, offset) => {
        const columns = columnsOf(all);
        const bytes = encodeObservationBatch(columns);
        const moved = Buffer.concat([Buffer.alloc(offset), bytes]).subarray(offset);
        expect(decodeObservationBatch(moved)).toEqual(columns);
        expect(decodeObservationBatch(bytes.buffer)).toEqual(columns);
      }),
    );
  });

  it("[IN13] have the layout of the protocol, byte for byte", () => {
    const bytes = encodeObservationBatch({
      timeMs: Float64Array.of(1),
      result: Float64Array.of(-2),
      handle: Int32Array.of(258),
      quality: Uint8Array.of(2),
    });
    expect(Buffer.from(bytes).toString("hex")).toBe(
      "01000000" + "01000000" + "000000000000f03f" + "00000000000000c0" + "02010000" + "02",
    );
  });

  it("[IN13] are refused with a code where any byte of the frame is wrong", () => {
    const sound = encodeObservationBatch(columnsOf([{ time: 1, result: 2, handle: 3, quality: 0 }]));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(30), (noise, cut) => {
        for (const bytes of [noise, sound.slice(0, cut), Buffer.concat([sound, noise])]) {
          if (bytes.length === sound.length) continue;
          expect(() => decodeObservationBatch(bytes)).toThrow(Fault);
        }
      }),
      fuzzRuns("Socket.IO, binary codec", 500),
    );
    for (const payload of [null, undefined, "01000000", { items: [] }, [1, 2]])
      expect(() => decodeObservationBatch(payload)).toThrow(
        expect.objectContaining({ code: "ingest/malformed-payload" }),
      );
    expect(() => decodeObservationBatch(new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0]))).toThrow(
      expect.objectContaining({ code: "ingest/empty-batch" }),
    );
    expect(() => decodeObservationBatch(new Uint8Array([1, 0, 0, 0, 137, 19, 0, 0]))).toThrow(
      expect.objectContaining({ code: "ingest/batch-too-large" }),
    );
    expect(() => decodeObservationBatch(new Uint8Array([2, 0, 0, 0, 1, 0, 0, 0]))).toThrow(/version 2/);
  });
});

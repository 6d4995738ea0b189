import { Fault } from "@shuicheng/shared/faults";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzzRuns } from "../../../../test/fuzz/fuzz-runs.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-codec.ts";

const checkpointOf = (n: number) => ({
  timeMs: Float64Array.from({ length: n }, (_, i) => i * 1_000),
  result: Float64Array.from({ length: n }, (_, i) => i / 7),
  handle: Int32Array.from({ length: n }, (_, i) => i),
  quality: Uint8Array.from({ length: n }, (_, i) => i % 3),
  side: Uint8Array.from({ length: n }, (_, i) => i % 5),
  silent: Uint8Array.from({ length: n }, (_, i) => i % 2),
});

describe("decodeCheckpoint", () => {
  it("reads what was written, and refuses with a code or reads what is broken", () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(), fc.nat(255), fc.nat(800), (n, at, byte, length) => {
        const bytes = encodeCheckpoint(checkpointOf(n));
        expect(decodeCheckpoint(bytes)).toEqual(checkpointOf(n));
        bytes[at % bytes.length] = byte;
        try {
          expect(decodeCheckpoint(bytes.subarray(0, length)).handle.length).toBeLessThanOrEqual(n);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
          expect((error as Fault).code).toMatch(/^codec\//);
        }
      }),
      fuzzRuns("checkpoints of the twin", 1_000),
    );
  });
});

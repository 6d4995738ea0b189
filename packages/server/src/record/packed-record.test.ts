import { Fault } from "@shuicheng/shared/faults";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzzRuns } from "../../../../test/fuzz/fuzz-runs.ts";
import {
  buildObservationRecord,
  buildSilenceRecord,
  buildTickRecord,
  OBSERVATIONS_KIND,
  readPackedRecord,
} from "./packed-record.ts";

const rows = fc.array(
  fc.record({
    timeMs: fc.maxSafeInteger(),
    result: fc.double(),
    handle: fc.nat(0x7fffffff),
    quality: fc.nat(2),
  }),
  { maxLength: 40 },
);

function recordOf(items: readonly { timeMs: number; result: number; handle: number; quality: number }[]) {
  const { bytes, columns } = buildObservationRecord(items.length, 7);
  items.forEach((item, row) => {
    columns.timeMs[row] = item.timeMs;
    columns.result[row] = item.result;
    columns.handle[row] = item.handle;
    columns.quality[row] = item.quality;
  });
  return bytes;
}

/** The same bytes where they lie askew in memory. */
function askew(bytes: Uint8Array, by: number): Uint8Array {
  const larger = new Uint8Array(bytes.length + by);
  larger.set(bytes, by);
  return larger.subarray(by);
}

describe("readPackedRecord", () => {
  it("reads what was written, wherever it lies in memory", () => {
    fc.assert(
      fc.property(rows, fc.nat(9), (items, by) => {
        const { kind, recordedAtMs, observations } = readPackedRecord(askew(recordOf(items), by));
        expect([kind, recordedAtMs, observations.n]).toEqual([OBSERVATIONS_KIND, 7, items.length]);
        expect(
          items.map((_, row) => ({
            timeMs: observations.timeMs[row],
            result: observations.result[row],
            handle: observations.handle[row],
            quality: observations.quality[row],
          })),
        ).toEqual(items);
      }),
    );
  });

  it("reads or refuses with a code any bytes, cut short, lengthened or changed", () => {
    const sound = fc.oneof(
      rows.map(recordOf),
      fc.nat().map(buildTickRecord),
      fc.array(fc.nat(99)).map((handles) => buildSilenceRecord(new Set(handles), 5)),
    );
    const broken = fc
      .tuple(
        sound,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
        fc.nat(1_000),
        fc.uint8Array(),
      )
      .map(([bytes, changes, length, more]) => {
        const changed = Uint8Array.from(bytes);
        for (const [at, byte] of changes) changed[at % changed.length] = byte;
        return Buffer.concat([changed.subarray(0, length), more.length % 3 === 0 ? more : Buffer.of()]);
      });
    fc.assert(
      fc.property(fc.oneof(broken, fc.uint8Array({ maxLength: 80 })), fc.nat(9), (bytes, by) => {
        try {
          const { observations, silent } = readPackedRecord(askew(bytes, by));
          expect(observations.timeMs.length + silent.length).toBeLessThanOrEqual(bytes.length);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
          expect((error as Fault).code).toMatch(/^codec\//);
        }
      }),
      fuzzRuns("log records", 2_000),
    );
  });
});

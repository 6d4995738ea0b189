import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildObservationRecord } from "../record/packed-record.ts";
import { sortIntoSeries } from "./sort-into-series.ts";

describe("sortIntoSeries", () => {
  it("gives each datastream its rows in order of time, and no other", () => {
    const rows = fc.uniqueArray(fc.tuple(fc.nat(6), fc.nat(10_000)), {
      selector: (row) => row.join(),
      maxLength: 200,
    });
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 3 }), (blocks) => {
        const seen = new Set<string>();
        const unique = blocks.map((block) =>
          block.filter((row) => !seen.has(row.join()) && seen.add(row.join())),
        );
        const records = unique.map((block) => {
          const { columns } = buildObservationRecord(block.length, 0);
          block.forEach(([handle, time], i) => {
            columns.handle[i] = handle;
            columns.timeMs[i] = time;
            columns.result[i] = handle * 100_000 + time;
          });
          return columns;
        });
        const sorted = [...sortIntoSeries(records)].flatMap(({ handle, series }) =>
          [...series.timeMs].map((time, i) => [handle, time, series.result[i]]),
        );
        const expected = unique
          .flat()
          .sort((a, b) => a[0] - b[0] || a[1] - b[1])
          .map(([handle, time]) => [handle, time, handle * 100_000 + time]);
        expect(sorted).toEqual(expected);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildObservationRecord } from "../record/packed-record.ts";
import { takeItems } from "./compose-message.ts";
import type { DatastreamDescription } from "./select-events.ts";
import type { EntryRow } from "./webhook-row.ts";
import { buildItemsEntry } from "./webhook-store.ts";

const DESCRIBED: Record<number, DatastreamDescription> = {
  1: { datastream: "level", asset: "a", layer: "l", resultType: "number", categories: [] },
  2: { datastream: "pump", asset: "a", layer: "l", resultType: "boolean", categories: [] },
  3: { datastream: "valve", asset: "a", layer: "l", resultType: "category", categories: ["open", "shut"] },
};
const describeHandle = (handle: number) => DESCRIBED[handle];

function observations(id: number, rows: readonly (readonly [handle: number, result: number])[]): EntryRow {
  const { bytes, columns } = buildObservationRecord(rows.length, 0);
  rows.forEach(([handle, result], row) => {
    columns.handle[row] = handle;
    columns.result[row] = result;
    columns.timeMs[row] = row;
    columns.quality[row] = row % 3;
  });
  return { id, kind: "observations", n: rows.length, from_ms: 0, to_ms: 0, body: bytes };
}

describe("takeItems", () => {
  it("reads results as they were sent, and leaves out what nobody can name", () => {
    const rows = [
      [1, 2.5],
      [2, 1],
      [3, 1],
      [9, 7],
    ] as const;
    expect(takeItems([observations(1, rows)], 0, 10, describeHandle)).toEqual({
      items: [
        { datastream: "level", time: 0, result: 2.5, quality: "good" },
        { datastream: "pump", time: 1, result: true, quality: "uncertain" },
        { datastream: "valve", time: 2, result: "shut", quality: "bad" },
      ],
      rows: 4,
      used: { through: 1, firstRow: 0 },
    });
  });

  it("takes everything once and in order, messages of one kind and of so many items at most", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 7 }),
        (sizes, limit) => {
          let count = 0;
          let entries = sizes.map(([isStatus, n], id): EntryRow => {
            const own = Array.from({ length: n }, () => count++);
            if (!isStatus)
              return observations(
                id,
                own.map((result) => [1, result] as const),
              );
            return {
              id,
              ...buildItemsEntry(
                "status",
                own.map((result) => ({ result, isStatus })),
                0,
              ),
            };
          });
          const taken: number[] = [];
          for (let firstRow = 0; entries.length > 0; ) {
            const { items, rows, used } = takeItems(entries, firstRow, limit, describeHandle);
            expect(rows).toBeGreaterThan(0);
            expect(items.length).toBe(rows);
            expect(rows).toBeLessThanOrEqual(limit);
            const kinds = new Set((items as { isStatus?: boolean }[]).map(({ isStatus }) => isStatus));
            expect(kinds.size).toBe(1);
            taken.push(...(items as { result: number }[]).map(({ result }) => result));
            entries = entries.filter(({ id }) => used.through === undefined || id > used.through);
            firstRow = used.firstRow;
          }
          expect(taken).toEqual(Array.from({ length: count }, (_, at) => at));
        },
      ),
    );
  });
});

import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChunkSeries } from "./chunk-codec.ts";
import { createChunkStore, EMPTY_SERIES } from "./chunk-store.ts";
import { HISTORY_SCHEMA } from "./history-schema.ts";
import { createKeptStore } from "./kept-store.ts";
import { letGo } from "./let-go.ts";
import { createRollupStore, DAY_MS, HOUR_MS, MINUTE_MS } from "./rollup-store.ts";
import { summariseRange } from "./summarise-range.ts";

const HANDLE = 4;
const DAYS = 6;

function open() {
  const database = new DatabaseSync(":memory:");
  database.exec(HISTORY_SCHEMA);
  const stores = {
    chunks: createChunkStore(database),
    rollups: createRollupStore(database),
    kept: createKeptStore(database),
  };
  /** As the compactor does. */
  const add = (handle: number, series: ChunkSeries) => {
    for (const day of stores.chunks.add(handle, series))
      stores.rollups.refresh(handle, day, stores.chunks.scan(handle, day * DAY_MS, (day + 1) * DAY_MS));
  };
  return { database, ...stores, add };
}

/** Goes on until all is done, as retention does. */
function letAllGo(
  stores: ReturnType<typeof open>,
  rawDay: number,
  rollupDay: number,
  maxDays: number,
  deletedMs = new Float64Array(0),
) {
  let observations = 0;
  for (let from = 0; from < 1; ) {
    const report = letGo(
      stores,
      {
        handles: Int32Array.of(HANDLE),
        rawDays: Int32Array.of(rawDay),
        rollupDays: Int32Array.of(rollupDay),
        deletedMs: new Map([[HANDLE, deletedMs]]),
      },
      maxDays,
    );
    observations += report.observations;
    from += report.done;
  }
  return observations;
}

const seriesAt = (timesMs: readonly number[]): ChunkSeries => ({
  timeMs: Float64Array.from(timesMs),
  result: Float64Array.from(timesMs, (time) => ((time / 1_000) * 37) % 991),
  quality: Uint8Array.from(timesMs, (time) => (time % 7 === 0 ? 2 : 0)),
});

describe("letGo", () => {
  it("keeps what is newer as it was, hours of what goes, and neither beyond the end of roll-ups", () => {
    const cases = fc.record({
      stepMs: fc.constantFrom(45_000, 7 * MINUTE_MS, HOUR_MS, 17 * HOUR_MS),
      rawDay: fc.integer({ min: -1, max: DAYS + 1 }),
      rollupDay: fc.integer({ min: -1, max: DAYS }),
      maxDays: fc.integer({ min: 1, max: 4 }),
      deleted: fc.array(fc.nat(300), { maxLength: 4 }),
      from: fc.nat(DAYS * 24),
      hours: fc.integer({ min: 1, max: DAYS * 24 }),
      points: fc.integer({ min: 1, max: 300 }),
    });
    fc.assert(
      fc.property(cases, ({ stepMs, rawDay, maxDays, from, hours, points, ...rest }) => {
        const stores = open();
        const rollupDay = Math.min(rest.rollupDay, rawDay);
        const times = Array.from({ length: Math.floor((DAYS * DAY_MS) / stepMs) }, (_, i) => i * stepMs + 1);
        stores.add(HANDLE, seriesAt(times));
        stores.add(HANDLE + 1, seriesAt(times));
        const deleted = [...new Set(rest.deleted.map((step) => step * stepMs + 1))].sort((a, b) => a - b);
        const gone = times.filter((time) => time < rawDay * DAY_MS).length;
        const deletedMs = Float64Array.from(deleted);
        expect(letAllGo(stores, rawDay, rollupDay, maxDays, deletedMs)).toBe(gone);
        expect(letAllGo(stores, rawDay, rollupDay, maxDays, deletedMs)).toBe(0);
        expect([...stores.chunks.read(HANDLE, 0, 1e12).timeMs]).toEqual(
          times.filter((time) => time >= rawDay * DAY_MS),
        );
        expect(stores.chunks.read(HANDLE + 1, 0, 1e12).timeMs).toHaveLength(times.length);
        const keptFrom = stores.kept.find(HANDLE);
        expect(keptFrom.raw ?? Number.NEGATIVE_INFINITY).toBeLessThanOrEqual(rawDay * DAY_MS);
        expect(keptFrom.raw !== null).toBe(gone > 0);

        const [fromMs, toMs] = [from * HOUR_MS, (from + hours) * HOUR_MS - 1];
        const buckets = summariseRange(
          stores.chunks,
          stores.rollups,
          { handle: HANDLE, fromMs, toMs, points, tail: EMPTY_SERIES, deletedMs },
          { rawFromMs: keptFrom.raw },
        );
        expect([buckets[0]!.start, buckets.at(-1)!.end]).toEqual([fromMs, toMs]);
        buckets.forEach(({ start, end, n, min, max, mean, last }, at) => {
          expect(end).toBeGreaterThan(start);
          if (at > 0) expect(start).toBe(buckets[at - 1]!.end);
          const isLast = at === buckets.length - 1;
          const { result } = seriesAt(
            times.filter(
              (time) =>
                time >= Math.max(start, rollupDay * DAY_MS) &&
                (isLast ? time <= end : time < end) &&
                time % 7 !== 0 &&
                !deleted.includes(time),
            ),
          );
          expect(n).toBe(result.length);
          if (n === 0) return;
          expect([min, max, last]).toEqual([Math.min(...result), Math.max(...result), result.at(-1)]);
          expect(mean).toBeCloseTo(result.reduce((sum, value) => sum + value, 0) / n, 6);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("draws hours where shorter slices are asked of what is gone, and no wider ones after it", () => {
    const stores = open();
    stores.add(HANDLE, seriesAt(Array.from({ length: 2 * 1_440 }, (_, i) => i * MINUTE_MS + 1)));
    letAllGo(stores, 1, 0, 9);
    const range = { handle: HANDLE, fromMs: DAY_MS - 2 * HOUR_MS, toMs: DAY_MS + HOUR_MS - 1, points: 180 };
    const rest = { tail: EMPTY_SERIES, deletedMs: new Float64Array(0) };
    const buckets = summariseRange(
      stores.chunks,
      stores.rollups,
      { ...range, ...rest },
      { rawFromMs: DAY_MS },
    );
    expect(buckets.map(({ start, end }) => Math.round((end - start) / MINUTE_MS))).toEqual([
      ...[60, 60],
      ...Array.from({ length: buckets.length - 2 }, () => 1),
    ]);
    expect(buckets.length).toBeGreaterThanOrEqual(61);
    expect(buckets[0]!.n).toBeGreaterThan(40);
  });

  it("sums hours up as the chunks of the day did, to the last bit", () => {
    const stores = open();
    stores.add(HANDLE, seriesAt(Array.from({ length: 3 * 1_440 }, (_, i) => i * MINUTE_MS + 1)));
    const select = stores.database.prepare(
      "SELECT day, n, min, max, sum, last, hours FROM rollup WHERE day = 0",
    );
    const before = select.all();
    letAllGo(stores, 1, 0, 9);
    expect(select.all()).toEqual(before);
    expect(stores.chunks.firstTime(HANDLE)).toBe(DAY_MS + 1);
  });

  it("leaves no sums behind a day that went without, also where it could not finish", () => {
    const stores = open();
    stores.add(HANDLE, seriesAt(Array.from({ length: DAYS * 24 }, (_, i) => i * HOUR_MS + 1)));
    letAllGo(stores, 2, 0, 9);
    expect([...stores.rollups.read(HANDLE, 0, DAYS)].map(({ day }) => day)).toContain(0);
    const step = { handles: Int32Array.of(HANDLE), deletedMs: new Map() };
    // Day 2 goes, day 3 has to wait.
    letGo(stores, { ...step, rawDays: Int32Array.of(5), rollupDays: Int32Array.of(4) }, 1);
    expect(stores.kept.find(HANDLE)).toMatchObject({ raw: 3 * DAY_MS, rollups: 3 * DAY_MS });
    expect([...stores.rollups.read(HANDLE, 0, 3)]).toEqual([]);
  });
});

import { DatabaseSync } from "node:sqlite";
import type { Bucket } from "@shuicheng/shared/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChunkSeries } from "./chunk-codec.ts";
import { createChunkStore, EMPTY_SERIES, lowerBound, mergeSeries } from "./chunk-store.ts";
import { HISTORY_SCHEMA } from "./history-schema.ts";
import { createRollupStore, DAY_MS } from "./rollup-store.ts";
import { summariseRange } from "./summarise-range.ts";

const MINUTE_MS = 60_000;

function open() {
  const database = new DatabaseSync(":memory:");
  database.exec(HISTORY_SCHEMA);
  const [chunks, rollups] = [createChunkStore(database), createRollupStore(database)];
  /** As the compactor does. */
  const add = (handle: number, series: ChunkSeries) => {
    for (const day of chunks.add(handle, series))
      rollups.refresh(handle, day, chunks.scan(handle, day * DAY_MS, (day + 1) * DAY_MS));
  };
  return { database, chunks, rollups, add };
}

/** A row every `stepMs`, of results that differ from hour to hour; some bad. */
function seriesOf(fromMs: number, toMs: number, stepMs: number): ChunkSeries {
  const n = Math.max(0, Math.ceil((toMs - fromMs) / stepMs));
  const timeMs = Float64Array.from({ length: n }, (_, i) => fromMs + i * stepMs);
  return {
    timeMs,
    result: timeMs.map((time) => (((time / stepMs) * 37) % 991) - 300),
    quality: Uint8Array.from(timeMs, (time) => (time % (7 * stepMs) === 0 ? 2 : 0)),
  };
}

/** By looking at each observation of a slice. */
function plainBuckets({ timeMs, result, quality }: ChunkSeries, spans: readonly Bucket[]): object[] {
  return spans.map(({ start, end }, at) => {
    const isLast = at === spans.length - 1;
    const [from, to] = [lowerBound(timeMs, start), lowerBound(timeMs, isLast ? end + 1 : end)];
    const own = [...result.subarray(from, to)].filter((_, row) => quality[from + row] !== 2);
    if (own.length === 0) return { n: 0, min: null, max: null, mean: null, last: null };
    let [sum, min, max] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of own) [sum, min, max] = [sum + value, Math.min(min, value), Math.max(max, value)];
    return { n: own.length, min, max, mean: expect.closeTo(sum / own.length, 6), last: own.at(-1) };
  });
}

describe("roll-ups", () => {
  it("sum up as all observations do, in slices of any width, with a tail, late rows and days with few", () => {
    const cases = fc.record({
      stepMs: fc.constantFrom(1_000, 20_000, 90_000, 1_800_000),
      days: fc.integer({ min: 1, max: 4 }),
      lateDay: fc.nat(3),
      tailAt: fc.option(fc.nat(5 * 24 * 60)),
      from: fc.integer({ min: -300, max: 24 * 60 }),
      length: fc.integer({ min: 1, max: 5 * 24 * 60 }),
      points: fc.integer({ min: 1, max: 400 }),
      deleted: fc.array(fc.nat(200), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(cases, ({ stepMs, days, lateDay, tailAt, from, length, points, deleted }) => {
        const { chunks, rollups, add } = open();
        const endMs = days * DAY_MS + 5 * MINUTE_MS;
        const fresh = seriesOf(0, endMs, stepMs);
        for (let at = 0; at < endMs; at += DAY_MS / 3) {
          const part = seriesOf(Math.ceil(at / stepMs) * stepMs, Math.min(endMs, at + DAY_MS / 3), stepMs);
          if (part.timeMs.length > 0) add(3, part);
        }
        const lateMs = Math.min(lateDay * DAY_MS, endMs - DAY_MS / 2) + 500;
        const late = seriesOf(Math.max(500, lateMs), Math.max(500, lateMs) + 20 * stepMs, stepMs);
        add(3, late);
        const tail =
          tailAt === null
            ? EMPTY_SERIES
            : {
                timeMs: Float64Array.of(tailAt * MINUTE_MS + 250),
                result: Float64Array.of(5_000),
                quality: Uint8Array.of(0),
              };
        const [fromMs, toMs] = [from * MINUTE_MS, (from + length) * MINUTE_MS];
        const own = tail.timeMs[0]! >= fromMs && tail.timeMs[0]! <= toMs ? tail : EMPTY_SERIES;
        const buckets = summariseRange(chunks, rollups, {
          ...{ handle: 3, fromMs, toMs, points, tail: own },
          deletedMs: Float64Array.from(new Set(deleted), (step) => step * stepMs).sort(),
        });
        expect([buckets.length, buckets[0]!.start, buckets.at(-1)!.end]).toEqual([points, fromMs, toMs]);
        const gone = new Set(deleted.map((step) => step * stepMs));
        const whole = mergeSeries([mergeSeries([fresh, late]), tail]);
        const isKept = (_: unknown, row: number) => !gone.has(whole.timeMs[row]!);
        const all = {
          timeMs: whole.timeMs.filter(isKept),
          result: whole.result.filter(isKept),
          quality: whole.quality.filter(isKept),
        };
        expect(buckets.map(({ start: _s, end: _e, ...sums }) => sums)).toEqual(plainBuckets(all, buckets));
      }),
      { numRuns: 25 },
    );
  });

  it("equal a summing up anew to the last bit, whatever came late, and are not there for the last day", () => {
    const { database, chunks, rollups, add } = open();
    add(1, seriesOf(0, 2.5 * DAY_MS, MINUTE_MS));
    add(1, seriesOf(DAY_MS + 30_000, 1.2 * DAY_MS, MINUTE_MS));
    add(1, seriesOf(2.5 * DAY_MS, 2.9 * DAY_MS, MINUTE_MS));
    const select = database.prepare("SELECT * FROM rollup ORDER BY day");
    const kept = select.all() as { day: number; n: number }[];
    expect(kept.map(({ day }) => day)).toEqual([0, 1]);
    for (const { day } of kept) rollups.refresh(1, day, chunks.scan(1, day * DAY_MS, (day + 1) * DAY_MS));
    expect(select.all()).toEqual(kept);
    expect([rollups.trim(1, 1), rollups.trim(1, 1), rollups.trim(2, 9)]).toEqual([true, false, false]);
    expect([...rollups.read(1, 0, 9)].map(({ day }) => day)).toEqual([1]);
  });
});

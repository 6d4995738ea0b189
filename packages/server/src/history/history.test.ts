import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ObservationLog, openObservationLog } from "../log/observation-log.ts";
import { Tail } from "../log/tail.ts";
import { buildObservationRecord } from "../record/packed-record.ts";
import { type History, openHistory, prepareHistory } from "./history.ts";

const DAY_MS = 86_400_000;
let folder: string;
let log: ObservationLog;
let tail: Tail;
let history: History;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shuicheng-history-"));
  open();
});

afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

/** History over a real log and its tail. */
function open(): void {
  const progress = prepareHistory(folder);
  tail = new Tail();
  log = openObservationLog(folder, progress.compactedThrough, { onCommitted: () => {}, onFailed: () => {} });
  history = openHistory(folder, progress, {
    readTail: (handle, fromMs, toMs) => tail.read(handle, fromMs, toMs, log.committedSeq),
  });
}

async function close(): Promise<void> {
  await history.close();
  await log.close();
}

async function write(
  rows: readonly { handle: number; time: number; result: number; quality?: number }[],
): Promise<void> {
  const { bytes, columns } = buildObservationRecord(rows.length, 0);
  rows.forEach(({ handle, time, result, quality = 0 }, i) => {
    columns.quality[i] = quality;
    columns.handle[i] = handle;
    columns.timeMs[i] = time;
    columns.result[i] = result;
  });
  tail.insertColumns(log.nextSeq, columns);
  await log.append(bytes, null).durable;
}

/** What the schedule does, without a schedule. */
async function compact(options: { keepsTail?: boolean } = {}): Promise<void> {
  tail.seal();
  const throughSeq = log.committedSeq;
  await history.compact({ throughSeq, checkpoint: new Uint8Array([1, 2]) });
  if (!options.keepsTail) tail.drop(throughSeq);
}

async function read(
  handle: number,
  fromMs = 0,
  toMs = 10 * DAY_MS,
  limit = 1e6,
): Promise<[number, number][]> {
  const series = await history.read(handle, fromMs, toMs, limit);
  return Array.from(series.timeMs, (time, i) => [time, series.result[i]!]);
}

const rows = fc.array(
  fc.record({ handle: fc.nat(2), time: fc.nat(30).map((n) => n * 4_000_000), result: fc.integer() }),
  { minLength: 1, maxLength: 20 },
);
const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: rows },
    { weight: 1, arbitrary: fc.constantFrom("compact" as const, "compact, tail still there" as const) },
  ),
  { minLength: 1, maxLength: 12 },
);

describe("openHistory", () => {
  it("answers like a sorted list, wherever the rows lie, with any range and limit", async () => {
    let run = 0;
    const range = fc.tuple(fc.nat(130), fc.nat(130), fc.integer({ min: 1, max: 40 }));
    await fc.assert(
      fc.asyncProperty(steps, range, async (all, [a, b, limit]) => {
        const base = run++ * 3;
        const naive = new Map<number, Map<number, number>>();
        for (const step of all) {
          if (step === "compact") await compact();
          else if (step === "compact, tail still there") await compact({ keepsTail: true });
          else {
            const fresh = step.filter(({ handle, time, result }) => {
              const held = naive.get(handle) ?? new Map<number, number>();
              naive.set(handle, held);
              return held.has(time) ? false : held.set(time, result);
            });
            if (fresh.length > 0) await write(fresh.map((row) => ({ ...row, handle: row.handle + base })));
          }
        }
        const [fromMs, toMs] = [Math.min(a, b) * 1_000_000, Math.max(a, b) * 1_000_000];
        for (const [handle, held] of naive) {
          const sorted = [...held].sort(([one], [two]) => one - two);
          expect(await read(handle + base)).toEqual(sorted);
          const inside = sorted.filter(([time]) => time >= fromMs && time < toMs);
          expect(await read(handle + base, fromMs, toMs, limit)).toEqual(inside.slice(0, limit));
          expect(await history.count(handle + base, fromMs, toMs)).toBe(inside.length);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("finds what is in chunks, and only there", async () => {
    await write([{ handle: 0, time: 1, result: 5 }]);
    await compact();
    await write([{ handle: 0, time: 2, result: 6 }]);
    const found = await history.find(Int32Array.of(0, 0, 1, 0), Float64Array.of(1, 2, 1, 3));
    expect([...found]).toEqual([5, Number.NaN, Number.NaN, Number.NaN]);
  });

  it("is where it was after a restart, checkpoint and all", async () => {
    await write([{ handle: 0, time: 1, result: 5 }]);
    await compact();
    await close();
    expect(prepareHistory(folder)).toEqual({
      ...{ compactedThrough: 1, checkpoint: Uint8Array.of(1, 2), kept: [] },
    });
    open();
    expect(history.compactedThrough).toBe(1);
    expect(await read(0)).toEqual([[1, 5]]);
  });

  it("lets go of days before retention, remembers it over a restart, and takes nothing late into them", async () => {
    await write([
      { handle: 0, time: 1, result: 5 },
      { handle: 0, time: 3_600_000, result: 9 },
      { handle: 0, time: 5 * DAY_MS, result: 6 },
    ]);
    await compact();
    const bounds = { handles: Int32Array.of(0), rawDays: Int32Array.of(2), rollupDays: Int32Array.of(-9) };
    expect(await history.weigh(bounds)).toEqual({
      ...{ observations: 2, datastreams: 1, oldestMs: 1, rollupDays: 0 },
    });
    expect(await history.letGo({ ...bounds, deletedMs: new Map() })).toMatchObject({
      ...{ done: 1, observations: 2, kept: [{ handle: 0, raw: 2 * DAY_MS, rollups: null }] },
    });
    const hourly = async () => (await history.summarise(0, 0, 6 * DAY_MS, 144)).buckets;
    const before = await hourly();
    expect(before.filter(({ n }) => n > 0).map(({ start, last }) => [start, last])).toEqual([
      [0, 5],
      [3_600_000, 9],
      [5 * DAY_MS, 6],
    ]);
    // Late: taken before the boundary moved. First in the tail, then on its way into chunks.
    await write([{ handle: 0, time: DAY_MS, result: 7 }]);
    expect([await read(0), await history.count(0, 0, 9 * DAY_MS), await hourly()]).toEqual([
      ...[[[5 * DAY_MS, 6]], 1, before],
    ]);
    await compact();
    expect([await read(0), await history.count(0, 0, 9 * DAY_MS), await hourly()]).toEqual([
      ...[[[5 * DAY_MS, 6]], 1, before],
    ]);
    await close();
    open();
    expect(history.keptFrom(0)).toMatchObject({ raw: 2 * DAY_MS, rollups: null });
    expect([history.keptFrom(1), history.allKeptFromMs]).toEqual([{ raw: null, rollups: null }, 2 * DAY_MS]);
    expect(await hourly()).toEqual(before);
  });

  it("counts what is stored, whatever its quality, and sums up without what is bad", async () => {
    await write([0, 1, 2].map((quality) => ({ handle: 0, time: quality, result: 1, quality })));
    expect([await history.count(0, 0, 9), (await history.summarise(0, 0, 9, 1)).buckets[0]?.n]).toEqual([
      3, 2,
    ]);
    await compact();
    expect([await history.count(0, 0, 9), (await history.summarise(0, 0, 9, 1)).buckets[0]?.n]).toEqual([
      3, 2,
    ]);
  });

  it("sums up a range in slices, its end included, chunks and tail together", async () => {
    await write([0, 10, 20, 30].map((time) => ({ handle: 0, time, result: time })));
    await compact();
    await write([{ handle: 0, time: 40, result: 40 }]);
    const { buckets } = await history.summarise(0, 0, 40, 2);
    expect(buckets).toHaveLength(2);
    expect(buckets.map(({ n }) => n).reduce((a, b) => a + b)).toBe(5);
    expect(buckets[1]).toMatchObject({ max: 40, last: 40 });
    expect(buckets[0]).toMatchObject({ min: 0 });
  });
});

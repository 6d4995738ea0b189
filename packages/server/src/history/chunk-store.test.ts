import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createChunkStore, MAX_CHUNK_OBSERVATIONS } from "./chunk-store.ts";
import { HISTORY_SCHEMA } from "./history-schema.ts";

const DAY_MS = 86_400_000;

function openStore() {
  const database = new DatabaseSync(":memory:");
  database.exec(HISTORY_SCHEMA);
  return { database, store: createChunkStore(database) };
}

function seriesAt(times: readonly number[]) {
  const sorted = Float64Array.from(times).sort();
  return { timeMs: sorted, result: sorted.map((time) => time / 4), quality: new Uint8Array(sorted.length) };
}

describe("createChunkStore", () => {
  it("holds what a plain map would, however late rows arrive, and keeps chunks short, apart and within a day", () => {
    const batches = fc.array(
      fc.uniqueArray(fc.integer({ min: 0, max: 3 * DAY_MS }), { minLength: 1, maxLength: 400 }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(batches, fc.integer({ min: 0, max: DAY_MS }), (all, fromMs) => {
        const { database, store } = openStore();
        const model = new Set<number>();
        for (const batch of all) {
          const fresh = batch.filter((time) => !model.has(time));
          if (fresh.length > 0) store.add(7, seriesAt(fresh));
          for (const time of fresh) model.add(time);
        }
        const toMs = fromMs + DAY_MS;
        const expected = [...model].filter((time) => time >= fromMs && time < toMs).sort((a, b) => a - b);
        const read = store.read(7, fromMs, toMs);
        expect([...read.timeMs]).toEqual(expected);
        expect([...read.result]).toEqual(expected.map((time) => time / 4));
        expect([...store.readFirst(7, fromMs, toMs, 5).timeMs]).toEqual(expected.slice(0, 5));
        const asked = [3 * DAY_MS + 1, ...[...model].slice(0, 20), 3 * DAY_MS + 1];
        const found = store.findAll(new Int32Array(asked.length).fill(7), asked);
        expect([...found]).toEqual(asked.map((time) => (model.has(time) ? time / 4 : Number.NaN)));
        expect(store.read(8, 0, 4 * DAY_MS).timeMs.length).toBe(0);
        const rows = database.prepare('SELECT start, "end", n FROM chunk ORDER BY start').all() as {
          start: number;
          end: number;
          n: number;
        }[];
        rows.forEach((row, i) => {
          expect(row.n).toBeLessThanOrEqual(MAX_CHUNK_OBSERVATIONS);
          expect(Math.floor(row.start / DAY_MS)).toBe(Math.floor(row.end / DAY_MS));
          if (i > 0) expect(row.start).toBeGreaterThan(rows[i - 1]!.end);
        });
      }),
      { numRuns: 40 },
    );
  });

  it("fills a small last chunk up instead of starting a new one each time", () => {
    const { database, store } = openStore();
    for (let i = 0; i < 60; i++) store.add(1, seriesAt([i * 10, i * 10 + 5]));
    expect(database.prepare("SELECT count(*) AS n FROM chunk").get()).toEqual({ n: 1 });
  });

  it("drops a day of one datastream, the newest too, and takes rows after it", () => {
    const { store } = openStore();
    store.add(1, seriesAt([1, 2]));
    store.add(1, seriesAt([DAY_MS + 1]));
    store.add(2, seriesAt([DAY_MS + 1]));
    expect([store.firstTime(1), store.countBefore(1, DAY_MS), store.firstTime(3)]).toEqual([1, 2, undefined]);
    expect([store.dropDay(1, 1), store.dropDay(1, 1)]).toEqual([1, 0]);
    store.add(1, seriesAt([DAY_MS + 1, DAY_MS + 5]));
    expect([...store.read(1, 0, 2 * DAY_MS).timeMs]).toEqual([1, 2, DAY_MS + 1, DAY_MS + 5]);
    expect([...store.read(2, 0, 2 * DAY_MS).timeMs]).toEqual([DAY_MS + 1]);
  });
});

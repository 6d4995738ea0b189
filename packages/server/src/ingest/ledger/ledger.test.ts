import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BatchNote, createLedger, type LedgerNeeds } from "./ledger.ts";
import { decodeLedger, encodeLedger } from "./ledger-codec.ts";
import { openLedger } from "./open-ledger.ts";
import { createZoneOffset } from "./zone-offset.ts";

const TOKEN = 7;
const NOON_MS = Date.UTC(2026, 10, 23, 12);
const UNCERTAIN = 1;

let nowMs = NOON_MS;
beforeEach(() => {
  nowMs = NOON_MS;
});

const needs: LedgerNeeds = {
  rangeOf: () => ({ min: 0, max: 100 }),
  findHandle: (datastream) => (/^p-\d+$/.test(datastream) ? Number(datastream.slice(2)) : undefined),
  offsetMs: createZoneOffset("Asia/Shanghai"),
  now: () => nowMs,
};

interface Row {
  readonly handle: number;
  readonly timeMs: number;
  readonly result?: number;
  readonly quality?: number;
}

function note(
  accepted: readonly Row[],
  duplicates: readonly number[] = [],
  rejected: readonly { code: string; item: unknown }[] = [],
): BatchNote {
  return {
    accepted: {
      n: accepted.length,
      handle: Int32Array.from(accepted, (row) => row.handle),
      timeMs: Float64Array.from(accepted, (row) => row.timeMs),
      result: Float64Array.from(accepted, (row) => row.result ?? 50),
      quality: Uint8Array.from(accepted, (row) => row.quality ?? 0),
    },
    duplicates: Int32Array.from(duplicates),
    rejected: rejected.map(({ code }, index) => ({ index, code, message: `not taken: ${code}` })),
    itemAt: (index) => rejected[index]?.item,
  };
}

describe("a ledger", () => {
  it("counts what became of each datastream's observations", () => {
    const ledger = createLedger(needs);
    ledger.noteBatch(TOKEN, note([{ handle: 3, timeMs: nowMs - 5_000 }], [9, 9]));
    nowMs += 1_000;
    ledger.noteBatch(
      TOKEN,
      note(
        [
          { handle: 3, timeMs: nowMs - 60_000 },
          { handle: 3, timeMs: nowMs - 2_000, result: 101, quality: UNCERTAIN },
          { handle: 3, timeMs: nowMs - 1_000, result: 99, quality: UNCERTAIN },
        ],
        [],
        [
          { code: "ingest/wrong-type", item: { datastream: "p-3", result: "x" } },
          { code: "ingest/unknown-datastream", item: { datastream: "strange" } },
        ],
      ),
    );

    expect(ledger.datastreams(TOKEN)).toMatchObject([
      {
        ...{ handle: 3, accepted: 4, duplicates: 0, late: 1, outOfRange: 1, rejected: 1 },
        ...{ newestMs: nowMs - 1_000, skewMs: 1_000, lastArrivalMs: nowMs },
      },
      { handle: 9, accepted: 0, duplicates: 2, newestMs: null, skewMs: null, lastArrivalMs: nowMs - 1_000 },
    ]);
    expect(ledger.totals(TOKEN)).toMatchObject({
      ...{ accepted: 4, duplicates: 2, late: 1, outOfRange: 1, rejected: 2, lastArrivalMs: nowMs },
      rejectedByCode: { "ingest/wrong-type": 1, "ingest/unknown-datastream": 1 },
    });
  });

  it("keeps senders of one datastream apart", () => {
    const ledger = createLedger(needs);
    for (const [token, times] of [
      [1, 5],
      [2, 3],
      [1, 1],
    ] as const)
      for (let i = 0; i < times; i++) ledger.noteBatch(token, note([{ handle: 4, timeMs: nowMs + i }]));
    expect([1, 2, 3].map((token) => ledger.datastreams(token).map(({ accepted }) => accepted))).toEqual([
      [6],
      [3],
      [],
    ]);
  });

  it("counts like a plain count of the same batches", () => {
    const batch = fc.record({
      token: fc.integer({ min: 1, max: 3 }),
      accepted: fc.array(
        fc.record({ handle: fc.integer({ min: 0, max: 3_000 }), timeMs: fc.integer({ min: 1, max: 50 }) }),
        { maxLength: 20 },
      ),
      duplicates: fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 40 }), (batches) => {
        const ledger = createLedger(needs);
        const plain = new Map<
          string,
          { accepted: number; late: number; duplicates: number; newest: number }
        >();
        const of = (token: number, handle: number) => {
          const key = `${token} ${handle}`;
          const known = plain.get(key) ?? { accepted: 0, late: 0, duplicates: 0, newest: 0 };
          plain.set(key, known);
          return known;
        };
        for (const { token, accepted, duplicates } of batches) {
          ledger.noteBatch(token, note(accepted, duplicates));
          for (const { handle, timeMs } of accepted) {
            const one = of(token, handle);
            one.accepted++;
            if (timeMs < one.newest) one.late++;
            else one.newest = timeMs;
          }
          for (const handle of duplicates) of(token, handle).duplicates++;
        }
        const counted = [1, 2, 3].flatMap((token) =>
          ledger
            .datastreams(token)
            .map(
              (t) => [`${token} ${t.handle}`, [t.accepted, t.late, t.duplicates, t.newestMs ?? 0]] as const,
            ),
        );
        expect(new Map(counted)).toEqual(
          new Map(
            [...plain].map(([key, one]) => [key, [one.accepted, one.late, one.duplicates, one.newest]]),
          ),
        );
      }),
      { numRuns: 100 },
    );
  });

  it("says how many came a second over the last minute and hour", () => {
    const ledger = createLedger(needs);
    for (let second = 0; second < 7_200; second++) {
      ledger.noteBatch(
        TOKEN,
        note([
          { handle: 1, timeMs: nowMs },
          { handle: 2, timeMs: nowMs },
        ]),
      );
      nowMs += 1_000;
    }
    const steady = ledger.totals(TOKEN);
    expect(steady.perSecondMinute).toBeCloseTo(2, 1);
    expect(steady.perSecondHour).toBeCloseTo(2, 1);
    expect(ledger.datastreams(TOKEN)[0]?.perSecondMinute).toBeCloseTo(1, 1);

    nowMs += 30_000;
    expect(ledger.totals(TOKEN).perSecondMinute).toBeCloseTo(1, 0);
    nowMs += 90_000;
    expect(ledger.datastreams(TOKEN)[0]?.perSecondMinute).toBe(0);
    expect(ledger.datastreams(TOKEN)[0]?.perSecondHour).toBeCloseTo(0.97, 1);
    nowMs += 3 * 3_600_000;
    expect(ledger.totals(TOKEN)).toMatchObject({ perSecondMinute: 0, perSecondHour: 0, accepted: 14_400 });
  });
});

describe("the last rejected items", () => {
  const reject = (n: number, item: (i: number) => unknown) =>
    note(
      [],
      [],
      Array.from({ length: n }, (_, i) => ({ code: "ingest/wrong-type", item: item(i) })),
    );

  it("are the last 200, readable", () => {
    const ledger = createLedger(needs);
    ledger.noteBatch(
      TOKEN,
      reject(150, (i) => ({ first: i })),
    );
    ledger.noteBatch(
      TOKEN,
      reject(5_000, (i) => ({ second: i })),
    );
    ledger.noteBatch(
      TOKEN,
      reject(1, () => ({ datastream: "p-1", result: "压力" })),
    );
    const kept = ledger.rejections(TOKEN);
    expect(kept).toHaveLength(200);
    expect(kept[0]).toMatchObject({ index: 4_801, item: '{"second":4801}' });
    expect(kept.at(-1)).toEqual({
      atMs: nowMs,
      index: 0,
      code: "ingest/wrong-type",
      message: "not taken: ingest/wrong-type",
      item: '{"datastream":"p-1","result":"压力"}',
    });
  });

  it("stay within their bytes, whatever the items are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.anything({ withBigInt: true, withTypedArray: true }), { maxLength: 60 }),
        (items) => {
          const ledger = createLedger(needs);
          const huge = {
            text: "x".repeat(100_000),
            many: Array.from({ length: 10_000 }, () => "y".repeat(999)),
          };
          ledger.noteBatch(
            TOKEN,
            reject(items.length + 150, (i) => (i < items.length ? items[i] : huge)),
          );
          const size = ledger.rejections(TOKEN).reduce((sum, { item }) => sum + item.length, 0);
          expect(size).toBeLessThanOrEqual(128 * 1024);
          expect(ledger.rejections(TOKEN).every(({ item }) => item.length <= 2_001)).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("a quota", () => {
  const exceeded = (retryAfterMs: number) =>
    expect.objectContaining({ code: "ingest/quota-exceeded", details: { retryAfterMs } });
  const chargeOf = (ledger: ReturnType<typeof createLedger>, items: number) => () =>
    ledger.charge(TOKEN, items);

  it("of a second is held on average, and a large batch is waited for", () => {
    const ledger = createLedger(needs);
    ledger.setQuota(TOKEN, { perSecond: 1_000, perDay: null, isHard: true });
    ledger.charge(TOKEN, 5_000);
    expect(chargeOf(ledger, 1)).toThrow(exceeded(4_001));
    nowMs += 4_001;
    ledger.charge(TOKEN, 1);
    expect(ledger.totals(TOKEN).use).toMatchObject({ itemsToday: 5_001, itemsBeyond: 1 });

    let taken = 0;
    const fromMs = nowMs;
    for (; nowMs < fromMs + 60_000; nowMs += 10) {
      try {
        ledger.charge(TOKEN, 500);
        taken += 500;
      } catch {}
    }
    expect(taken).toBeGreaterThanOrEqual(59_500);
    expect(taken).toBeLessThanOrEqual(61_000);
  });

  it("of a day begins anew at midnight of the server's zone", () => {
    const ledger = createLedger(needs);
    ledger.setQuota(TOKEN, { perSecond: null, perDay: 100, isHard: true });
    ledger.charge(TOKEN, 60);
    ledger.refund(TOKEN, 10);
    ledger.charge(TOKEN, 50);
    // Noon UTC is 20:00 in Shanghai.
    expect(chargeOf(ledger, 1)).toThrow(exceeded(4 * 3_600_000));
    nowMs += 4 * 3_600_000;
    ledger.charge(TOKEN, 100);
    expect(ledger.totals(TOKEN).use.itemsToday).toBe(100);
  });

  it("that is soft refuses nothing and says how much was beyond it", () => {
    const ledger = createLedger(needs);
    ledger.setQuota(TOKEN, { perSecond: 10, perDay: 100, isHard: false });
    for (let i = 0; i < 3; i++) ledger.charge(TOKEN, 60);
    expect(ledger.totals(TOKEN).use).toMatchObject({ itemsToday: 180, itemsBeyond: 120 });
  });
});

describe("a kept ledger", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "shuicheng-ledger-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const problems: string[] = [];
  const open = () =>
    openLedger(join(folder, "ledger.bin"), needs, { onProblem: (what) => problems.push(what) });
  const fill = (ledger: ReturnType<typeof open>["ledger"]) => {
    for (let handle = 0; handle < 3_000; handle++)
      ledger.noteBatch(TOKEN, note([{ handle, timeMs: nowMs - handle }], [handle]));
    ledger.noteBatch(8, note([], [], [{ code: "ingest/conflict", item: { datastream: "p-2" } }]));
    ledger.charge(8, 12);
  };

  it("goes on where it was saved", async () => {
    const { ledger, save } = open();
    fill(ledger);
    await Promise.all([save(), save()]);
    const again = open().ledger;
    for (const token of [TOKEN, 8]) {
      expect(again.totals(token)).toEqual(ledger.totals(token));
      expect(again.datastreams(token)).toEqual(ledger.datastreams(token));
      expect(again.rejections(token)).toEqual(ledger.rejections(token));
    }
    again.noteBatch(TOKEN, note([{ handle: 5, timeMs: nowMs - 4_000 }]));
    expect(again.datastreams(TOKEN)[5]).toMatchObject({ accepted: 2, late: 1 });
    expect(readdirSync(folder)).toEqual(["ledger.bin"]);
  });

  it("leaves out who was forgotten", async () => {
    const { ledger, save } = open();
    fill(ledger);
    ledger.forget(TOKEN);
    await save();
    const again = open().ledger;
    expect(again.tokens()).toEqual([8]);
    expect(again.datastreams(TOKEN)).toEqual([]);
    expect(again.datastreams(8)).toHaveLength(1);
  });

  it("begins anew and says so where its file is damaged", async () => {
    const { ledger, save } = open();
    fill(ledger);
    await save();
    const path = join(folder, "ledger.bin");
    const bytes = readFileSync(path);
    bytes[1_000] = (bytes[1_000] as number) ^ 1;
    writeFileSync(path, bytes);
    problems.length = 0;
    expect(open().ledger.tokens()).toEqual([]);
    expect(problems).toEqual(["the ledger cannot be read; its counters begin anew"]);
  });

  it("is read whole or not at all, whatever the bytes", () => {
    const ledger = createLedger(needs);
    fill(ledger);
    const bytes = Buffer.from(encodeLedger(ledger.save()));
    expect(decodeLedger(bytes)?.datastreams.handle).toHaveLength(3_001);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] as number) ^ flip;
        expect(decodeLedger(damaged)).toBeUndefined();
        expect(decodeLedger(bytes.subarray(0, at))).toBeUndefined();
      }),
      { numRuns: 100 },
    );
    fc.assert(
      fc.property(fc.uint8Array(), (any) => {
        expect(decodeLedger(Buffer.from(any))).toBeUndefined();
      }),
    );
  });
});

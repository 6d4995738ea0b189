import { BAD_QUALITY_BIT, type Limits, STALE_BIT } from "@shuicheng/shared/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-codec.ts";
import { evaluateLimits } from "./evaluate-limits.ts";
import { Twin } from "./twin.ts";

const LIMITS: Limits = { HH: 80, H: 60, L: 10, LL: 0 };
const STALE_AFTER_MS = 3_000;

function aTwin(datastreams = 1): Twin {
  const twin = new Twin();
  for (let handle = 0; handle < datastreams; handle++) {
    twin.configureAsset({ asset: handle, layer: 1, featureIndex: handle });
    twin.configureDatastream({ handle, asset: handle, limits: LIMITS, staleAfterMs: STALE_AFTER_MS });
  }
  return twin;
}

function observe(
  twin: Twin,
  seq: number,
  rows: readonly (readonly [handle: number, time: number, result: number, quality?: number])[],
): void {
  twin.applyObservations(seq, {
    n: rows.length,
    handle: rows.map((row) => row[0]),
    timeMs: rows.map((row) => row[1]),
    result: rows.map((row) => row[2]),
    quality: rows.map((row) => row[3] ?? 0),
  });
}

describe("evaluateLimits", () => {
  it.each([
    [80.1, 1],
    [80, 3],
    [60, 0],
    [10, 0],
    [9.9, 4],
    [0, 4],
    [-0.1, 2],
  ])("[ST1] judges %d as side %d: on a limit is within it", (result, side) => {
    expect(evaluateLimits(result, LIMITS)).toBe(side);
  });
});

describe("Twin", () => {
  it("shows the newest value, its limit side and the asset's severity", () => {
    const twin = aTwin();
    twin.applyTick(1, 1_000);
    observe(twin, 2, [[0, 1_000, 85]]);
    expect(twin.findLatest(0)).toEqual({
      timeMs: 1_000,
      result: 85,
      quality: "good",
      isStale: false,
      side: "HH",
    });
    expect(twin.statusOf(0)).toBe(5);
  });

  it("[IN10] does not move backwards when an observation arrives late", () => {
    const twin = aTwin();
    observe(twin, 1, [[0, 2_000, 20]]);
    observe(twin, 2, [[0, 1_000, 99]]);
    expect(twin.findLatest(0)).toMatchObject({ timeMs: 2_000, result: 20 });
    expect(twin.statusOf(0)).toBe(1);
  });

  it("[ST2] keeps an abnormal status when a bad value or silence follows: neither returns it to normal", () => {
    const twin = aTwin();
    twin.applyTick(1, 0);
    observe(twin, 2, [[0, 0, 85]]);
    observe(twin, 3, [[0, 1_000, 20, 2]]);
    expect(twin.statusOf(0)).toBe(5 | BAD_QUALITY_BIT);
    twin.applyTick(4, 1_000 + STALE_AFTER_MS + 1);
    expect(twin.statusOf(0)).toBe(5 | BAD_QUALITY_BIT | STALE_BIT);
  });

  it("[ST4] is advisory while a value within its limits is uncertain, and abnormal beyond them", () => {
    const twin = aTwin();
    observe(twin, 1, [[0, 1_000, 20, 1]]);
    expect(twin.statusOf(0)).toBe(2);
    observe(twin, 2, [[0, 2_000, 85, 1]]);
    expect(twin.statusOf(0)).toBe(5);
    observe(twin, 3, [[0, 3_000, 20, 0]]);
    expect(twin.statusOf(0)).toBe(1);
  });

  it("turns stale by time alone, after the given age and not before", () => {
    const twin = aTwin();
    observe(twin, 1, [[0, 1_000, 20]]);
    twin.applyTick(2, 1_000 + STALE_AFTER_MS);
    expect(twin.statusOf(0)).toBe(1);
    twin.applyTick(3, 1_001 + STALE_AFTER_MS);
    expect(twin.statusOf(0)).toBe(1 | STALE_BIT);
  });

  it("is stale at once when its gateway is gone, whatever its age, until a newer value comes", () => {
    const twin = aTwin(2);
    twin.applyTick(1, 1_000);
    observe(twin, 2, [[0, 1_000, 85]]);
    twin.applySilence(3, [0, 1, 7]);
    expect([twin.statusOf(0), twin.statusOf(1)]).toEqual([5 | STALE_BIT, 0]);
    twin.applyTick(4, 1_001);
    observe(twin, 5, [[0, 999, 20]]);
    expect(twin.findLatest(0)).toMatchObject({ timeMs: 1_000, isStale: true });
    observe(twin, 6, [[0, 1_002, 20]]);
    expect([twin.statusOf(0), twin.findLatest(0)?.isStale]).toEqual([1, false]);
  });

  it("reads checkpoints of version 1, which knew no silence", () => {
    const twin = aTwin();
    observe(twin, 1, [[0, 1_000, 20]]);
    const bytes = encodeCheckpoint(twin.checkpoint()).slice(0, -1);
    new DataView(bytes.buffer).setUint32(0, 1, true);
    expect(decodeCheckpoint(bytes)).toEqual(twin.checkpoint());
    expect(() => decodeCheckpoint(bytes.subarray(0, -1))).toThrow("claims 1 rows");
  });

  it("judges again when limits change", () => {
    const twin = aTwin();
    observe(twin, 1, [[0, 1_000, 50]]);
    twin.configureDatastream({ handle: 0, asset: 0, limits: { H: 40 }, staleAfterMs: STALE_AFTER_MS });
    expect(twin.statusOf(0)).toBe(4);
  });

  it("[ST3] leaves an asset unknown until a value comes", () => {
    const twin = aTwin();
    twin.applyTick(1, 10_000);
    expect(twin.statusOf(0)).toBe(0);
    expect(twin.findLatest(0)).toBeUndefined();
  });

  it("lets go of a retired datastream and still knows what it was told", () => {
    const twin = aTwin();
    observe(twin, 1, [[0, 1_000, 85]]);
    twin.retireDatastream(0);
    expect(twin.statusOf(0)).toBe(0);
    expect([...twin.checkpoint().handle]).toEqual([0]);
  });

  const events = fc.array(
    fc.oneof(
      fc.record({
        rows: fc.array(fc.tuple(fc.nat(3), fc.nat(20), fc.integer({ min: -20, max: 100 }), fc.nat(2)), {
          maxLength: 6,
        }),
      }),
      fc.record({ stepMs: fc.nat(4_000) }),
      fc.record({ silent: fc.uniqueArray(fc.nat(3), { minLength: 1 }) }),
    ),
    { maxLength: 40 },
  );

  it("knows nothing of an asset that is retired, and judges it again when it comes back", () => {
    const twin = aTwin();
    observe(twin, 1, [[0, 1_000, 99]]);
    twin.takeChanges();
    const severity = twin.statusOf(0);
    twin.configureAsset({ asset: 0, layer: 1, featureIndex: 0, isRetired: true });
    expect([twin.statusOf(0), twin.takeChanges().assets]).toEqual([0, [0]]);
    observe(twin, 2, [[0, 2_000, 99]]);
    expect([twin.statusOf(0), twin.findLatest(0)?.timeMs]).toEqual([0, 2_000]);
    twin.configureAsset({ asset: 0, layer: 1, featureIndex: 0 });
    expect(twin.statusOf(0)).toBe(severity);
  });

  it("equals a naive model that looks at everything each time, and answers changes since any position", () => {
    fc.assert(
      fc.property(events, fc.nat(40), (all, since) => {
        const twin = aTwin(4);
        const naive = new NaiveTwin();
        let before = naive.statuses();
        const changedAt = [0, 0, 0, 0];
        let seq = 0;
        for (const event of all) {
          seq++;
          if ("rows" in event) {
            const rows = event.rows.map(([h, t, r, q]) => [h, t * 500, r, q] as const);
            observe(twin, seq, rows);
            naive.observe(rows);
          } else if ("silent" in event) {
            twin.applySilence(seq, event.silent);
            naive.fallSilent(event.silent);
          } else {
            naive.nowMs = (Number.isFinite(naive.nowMs) ? naive.nowMs : 0) + event.stepMs;
            twin.applyTick(seq, naive.nowMs);
          }
          const now = naive.statuses();
          now.forEach((status, i) => {
            if (status !== before[i]) changedAt[i] = seq;
          });
          before = now;
        }
        expect([0, 1, 2, 3].map((asset) => twin.statusOf(asset))).toEqual(before);
        const expected = [0, 1, 2, 3].filter((asset) => changedAt[asset]! > since);
        expect([...twin.statusSince(1, since).features]).toEqual(expected);
        expect([...twin.statusSince(1, -1).status]).toEqual(before);
      }),
    );
  });

  it("comes back from a checkpoint as it was", () => {
    fc.assert(
      fc.property(events, (all) => {
        const twin = aTwin(4);
        let nowMs = 0;
        let seq = 0;
        twin.applyTick(++seq, nowMs);
        for (const event of all) {
          if ("rows" in event)
            observe(
              twin,
              ++seq,
              event.rows.map(([h, t, r, q]) => [h, t * 500, r, q] as const),
            );
          else if ("silent" in event) twin.applySilence(++seq, event.silent);
          else {
            nowMs += event.stepMs;
            twin.applyTick(++seq, nowMs);
          }
        }
        const restored = aTwin(4);
        restored.restore(seq, decodeCheckpoint(encodeCheckpoint(twin.checkpoint())));
        restored.applyTick(seq + 1, nowMs);
        for (let handle = 0; handle < 4; handle++) {
          expect(restored.findLatest(handle)).toEqual(twin.findLatest(handle));
          expect(restored.statusOf(handle)).toBe(twin.statusOf(handle));
        }
      }),
    );
  });
});

/** Keeps every observation and works the answer out from all of them. */
class NaiveTwin {
  nowMs = Number.NEGATIVE_INFINITY;
  readonly rows: (readonly [number, number, number, number])[] = [];
  /** How many rows there were when each fell silent for the last time. */
  readonly silentAt = [0, 0, 0, 0];

  fallSilent(handles: readonly number[]): void {
    for (const handle of handles) this.silentAt[handle] = this.rows.length;
  }

  observe(rows: readonly (readonly [number, number, number, number])[]): void {
    this.rows.push(...rows);
  }

  statuses(): number[] {
    return [0, 1, 2, 3].map((handle) => {
      const told: (readonly [number, number, number, number])[] = [];
      for (const row of this.rows) {
        if (row[0] === handle && (told.length === 0 || row[1] > told[told.length - 1]![1])) told.push(row);
      }
      const latest = told[told.length - 1];
      if (!latest) return 0;
      const trusted = told.filter((row) => row[3] !== 2).pop();
      const result = trusted?.[2] ?? 50;
      const within = latest[3] === 1 ? 2 : 1;
      const severity = result > 80 || result < 0 ? 5 : result > 60 || result < 10 ? 4 : within;
      const isSilent = this.rows.indexOf(latest) < (this.silentAt[handle] as number);
      const isStale = isSilent || this.nowMs - latest[1] > STALE_AFTER_MS;
      return severity | (isStale ? STALE_BIT : 0) | (latest[3] === 2 ? BAD_QUALITY_BIT : 0);
    });
  }
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Acknowledgement } from "@shuicheng/shared/contracts";
import fc from "fast-check";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openPipeline, type Pipeline } from "../pipeline.ts";
import { openRegistry, type Registry } from "../registry/registry.ts";
import { type Admission, createAdmission } from "./admission.ts";
import { createLedger, type Ledger } from "./ledger/ledger.ts";

const TOKEN = 1;
const START_MS = Date.UTC(2026, 10, 22, 12);
const DAY_MS = 86_400_000;
/** A quiet city's tail becomes chunks after five minutes. */
const COMPACTION_MS = 6 * 60_000;
const HANDLES = 3;

let folder: string;
let registry: Registry;
let pipeline: Pipeline;
let admission: Admission;
let ledger: Ledger;
let nowMs: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shuicheng-admission-"));
  nowMs = START_MS;
  open();
});

afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

/** The real stages below admission: log, tail, chunks. */
function open(): void {
  registry = openRegistry(folder);
  registry.publisher.publish({
    layer: { id: "water", name: "", kind: "water", cimLevel: 4, access: "restricted", publishedAtMs: nowMs },
    assets: [{ id: "n", class: "junction" }],
    datastreams: Array.from({ length: HANDLES }, (_, i) => ({
      id: `p-${i}`,
      asset: "n",
      observedProperty: "pressure",
    })),
    isWhole: false,
  });
  pipeline = openPipeline(folder, registry, { logger: pino({ level: "silent" }), now: () => nowMs });
  ledger = createLedger({
    rangeOf: (handle) => registry.datastreams.findByHandle(handle)?.range,
    findHandle: (id) => registry.datastreams.find(id)?.handle,
    ...{ offsetMs: () => 0, now: () => nowMs },
  });
  admission = createAdmission({ ...pipeline.admissionNeeds, accounts: ledger });
}

async function close(): Promise<void> {
  await pipeline.close();
  registry.close();
}

/** Starts to turn the tail into chunks. */
function startCompaction(): void {
  nowMs += COMPACTION_MS;
  pipeline.tick();
}

async function compact(): Promise<void> {
  const before = pipeline.admissionNeeds.compactionCount();
  startCompaction();
  await vi.waitFor(() => expect(pipeline.admissionNeeds.compactionCount()).toBeGreaterThan(before), {
    timeout: 60_000,
  });
}

const item = (handle: number, time: number, result: number) => ({
  datastream: `p-${handle}`,
  time: START_MS + time,
  result,
});

async function storedOf(handle: number): Promise<[number, number][]> {
  const series = await pipeline.history.read(handle, 0, START_MS + DAY_MS, 100_000);
  return Array.from(series.timeMs, (time, i) => [time - START_MS, series.result[i]!]);
}

const items = fc.array(fc.record({ handle: fc.nat(HANDLES - 1), time: fc.nat(12), result: fc.nat(1) }), {
  minLength: 1,
  maxLength: 8,
});
const steps = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: items.map((batch) => ({ batch, isAwaited: false })) },
    { weight: 3, arbitrary: items.map((batch) => ({ batch, isAwaited: true })) },
    { weight: 2, arbitrary: fc.constant("compact" as const) },
    { weight: 1, arbitrary: fc.constant("turn" as const) },
  ),
  { minLength: 10, maxLength: 60 },
);

describe("createAdmission", () => {
  it("[IN4] keeps each identity once, whether it is on its way, in the tail or in chunks", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        // Each run has identities of its own.
        const base = run++ * 1_000;
        const answers: {
          sent: { handle: number; time: number; result: number }[];
          answer: Acknowledgement;
        }[] = [];
        const running: Promise<void>[] = [];
        for (const step of all) {
          if (step === "compact") startCompaction();
          else if (step === "turn") await new Promise((resolve) => setTimeout(resolve, 1));
          else {
            const sent = step.batch.map((one) => ({ ...one, time: one.time + base }));
            const payload = { items: sent.map(({ handle, time, result }) => item(handle, time, result)) };
            const done = admission
              .admit(TOKEN, payload)
              .then((answer) => void answers.push({ sent, answer }));
            running.push(done);
            if (step.isAwaited) await done;
          }
        }
        await Promise.all(running);
        const stored = new Map<string, number>();
        for (let handle = 0; handle < HANDLES; handle++) {
          const rows = (await storedOf(handle)).filter(([time]) => time >= base);
          for (const [time, result] of rows) stored.set(`${handle} ${time}`, result);
          expect(stored.size).toBeGreaterThanOrEqual(rows.length);
        }
        // Naive: whatever came first is what is stored; the same again is a duplicate, another a conflict.
        let accepted = 0;
        for (const { sent, answer } of answers) {
          accepted += answer.accepted;
          expect(answer.accepted + answer.duplicates + answer.rejected.length).toBe(sent.length);
          const conflicts = sent.flatMap(({ handle, time, result }, index) =>
            stored.get(`${handle} ${time}`) === result ? [] : [index],
          );
          expect(answer.rejected.map(({ index }) => index)).toEqual(conflicts);
        }
        expect(accepted).toBe(stored.size);
      }),
      { numRuns: 15 },
    );
  });

  it("[IN4] knows an observation that goes from the tail into chunks while it looks for another", async () => {
    await admission.admit(TOKEN, { items: [item(0, 0, 5)] });
    for (let round = 1; round <= 6; round++) {
      await compact();
      await admission.admit(TOKEN, { items: [item(0, round, 5)] });
      const count = pipeline.admissionNeeds.compactionCount();
      startCompaction();
      // The first item is looked up in chunks; the second is in the tail when that begins.
      const both = { items: [item(0, 0, 5), item(0, round, 5)] };
      while (pipeline.admissionNeeds.compactionCount() === count) {
        const asked = Array.from({ length: 4 }, () => admission.admit(TOKEN, both));
        for (const answer of await Promise.all(asked))
          expect(answer).toMatchObject({ accepted: 0, duplicates: 2 });
      }
    }
  });

  it("[IN2] is found again after a restart: in chunks, in the log, once", async () => {
    await admission.admit(TOKEN, { items: [item(0, 1, 5), item(1, 1, 6)] });
    await compact();
    await admission.admit(TOKEN, { items: [item(0, 2, 7)] });
    await close();
    open();
    const again = { items: [item(0, 1, 5), item(1, 1, 6), item(0, 2, 7), item(0, 2, 8)] };
    expect(await admission.admit(TOKEN, again)).toMatchObject({
      accepted: 0,
      duplicates: 3,
      rejected: [{ index: 3, code: "ingest/conflict" }],
    });
    expect(await storedOf(0)).toEqual([
      [1, 5],
      [2, 7],
    ]);
  });

  it("[IN6] forgets the name of a batch after 24 hours, and not before", async () => {
    const payload = { batch: "b-1", items: [item(0, 1, 5)] };
    const first = await admission.admit(TOKEN, payload);
    expect(first).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
    nowMs += DAY_MS;
    expect(await admission.admit(TOKEN, payload)).toEqual(first);
    nowMs += 1;
    expect(await admission.admit(TOKEN, payload)).toEqual({ accepted: 0, duplicates: 1, rejected: [] });
  });

  it("[IN9] refuses whole batches while the disk lags, takes them again after, and loses nothing meanwhile", async () => {
    const disk = new DatabaseSync(join(folder, "log.db"));
    disk.exec("BEGIN IMMEDIATE");
    const asked: Promise<Acknowledgement>[] = [];
    let next = 0;
    const batch = () => ({ items: Array.from({ length: 5_000 }, () => item(0, -++next, 1)) });
    let refusal: unknown;
    while (refusal === undefined && asked.length < 200) {
      const answer = admission.admit(TOKEN, batch());
      answer.catch((error: unknown) => {
        refusal = error;
      });
      asked.push(answer);
      await new Promise(setImmediate);
    }
    asked.pop();
    expect(refusal).toMatchObject({ code: "ingest/busy", details: { retryAfterMs: expect.any(Number) } });
    disk.exec("ROLLBACK");
    disk.close();
    for (const answer of await Promise.all(asked)) expect(answer.accepted).toBe(5_000);
    expect(await admission.admit(TOKEN, batch())).toMatchObject({ accepted: 5_000 });
    expect(await pipeline.history.read(0, 0, START_MS, 1_000_000)).toMatchObject({
      timeMs: { length: asked.length * 5_000 + 5_000 },
    });
  });

  it("[IN9] takes nothing of a batch that the disk refused, and a duplicate of it is refused with it", async () => {
    const disk = new DatabaseSync(join(folder, "log.db"));
    disk.exec(
      "CREATE TRIGGER full BEFORE INSERT ON record BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
    );
    const one = { items: [item(0, 1, 5)] };
    const refused = await Promise.allSettled([
      admission.admit(TOKEN, one),
      admission.admit(TOKEN, one),
      admission.admit(TOKEN, { batch: "b", items: [item(0, 1, 5), item(0, 2, 5)] }),
    ]);
    for (const outcome of refused) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "ingest/storage-full" } });
    }
    expect(await storedOf(0)).toEqual([]);
    disk.exec("DROP TRIGGER full");
    disk.close();
    // Another result is no conflict: the first was never stored. Nor is its name remembered.
    expect(await admission.admit(TOKEN, { batch: "b", items: [item(0, 1, 6)] })).toMatchObject({
      accepted: 1,
    });
    expect(await storedOf(0)).toEqual([[1, 6]]);
  });

  it("notes each batch once: what was new, known, refused, however it was named or sent again", async () => {
    const batch = { batch: "b", items: [item(0, 1, 5), item(0, 2, 5), item(1, 1, 7)] };
    await admission.admit(TOKEN, batch);
    await admission.admit(TOKEN, batch);
    await admission.admit(TOKEN, {
      items: [item(0, 1, 5), item(0, 2, 6), item(0, 3, 5), { datastream: "nobody" }],
    });
    expect(ledger.totals(TOKEN)).toMatchObject({ accepted: 4, duplicates: 1, rejected: 2, late: 0 });
    expect(ledger.datastreams(TOKEN).map(({ accepted, duplicates }) => [accepted, duplicates])).toEqual([
      [3, 1],
      [1, 0],
    ]);
    expect(ledger.totals(TOKEN).rejectedByCode).toEqual({
      "ingest/conflict": 1,
      "ingest/unknown-datastream": 1,
    });
  });

  it("takes nothing beyond a hard quota, and charges nothing for what was refused", async () => {
    ledger.setQuota(TOKEN, { perSecond: null, perDay: 3, isHard: true });
    await admission.admit(TOKEN, { items: [item(0, 1, 5), item(0, 2, 5)] });
    const two = { items: [item(0, 3, 5), item(0, 4, 5)] };
    await expect(admission.admit(TOKEN, two)).rejects.toMatchObject({ code: "ingest/quota-exceeded" });
    await expect(admission.admit(TOKEN, two)).rejects.toMatchObject({ code: "ingest/quota-exceeded" });
    expect(await admission.admit(TOKEN, { items: [item(0, 3, 5)] })).toMatchObject({ accepted: 1 });
    expect(await storedOf(0)).toHaveLength(3);
  });
});

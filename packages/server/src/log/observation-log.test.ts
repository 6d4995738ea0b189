import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type ObservationLog, openObservationLog } from "./observation-log.ts";

let folder: string;
let log: ObservationLog;
let heard: (readonly ["committed", number, string] | readonly ["failed", number])[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shuicheng-log-"));
  open();
});

afterEach(async () => {
  await log.close();
  rmSync(folder, { recursive: true });
});

function open(compactedThrough = 0): void {
  heard = [];
  log = openObservationLog(folder, compactedThrough, {
    onCommitted: (seq, body) => void heard.push(["committed", seq, Buffer.from(body).toString()]),
    onFailed: (throughSeq) => void heard.push(["failed", throughSeq]),
  });
}

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const named = (batch: string, body: string, atMs = 1_000) => ({ tokenId: 7, batch, atMs, body });
const stored = () => [...log.readAfter(0)].map(({ seq, body }) => [seq, Buffer.from(body).toString()]);

/** A disk on which one record has no room, and with it whatever is committed together with it. */
function fillDisk(): DatabaseSync {
  const disk = new DatabaseSync(join(folder, "log.db"));
  disk.exec(`PRAGMA busy_timeout = 10000; CREATE TRIGGER full BEFORE INSERT ON record
    WHEN NEW.body = CAST('last straw' AS BLOB) BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`);
  return disk;
}

describe("openObservationLog", () => {
  it("hands out numbers at once and commits in that order, however many wait", async () => {
    const order: number[] = [];
    const asked = Array.from({ length: 500 }, (_, i) => {
      const { seq, durable } = log.append(bytes(`r${i + 1}`), null);
      expect(seq).toBe(i + 1);
      return durable.then(() => void order.push(seq));
    });
    expect([log.nextSeq, log.committedSeq, log.waiting]).toEqual([501, 0, 500]);
    await Promise.all(asked);
    const seqs = Array.from({ length: 500 }, (_, i) => i + 1);
    expect(order).toEqual(seqs);
    expect(heard).toEqual(seqs.map((seq) => ["committed", seq, `r${seq}`]));
    expect(stored()).toEqual(seqs.map((seq) => [seq, `r${seq}`]));
    expect([log.committedSeq, log.waiting]).toEqual([500, 0]);
  });

  it("resolves whenDurable after all that was asked before it", async () => {
    await log.whenDurable();
    void log.append(bytes("a"), null);
    void log.append(bytes("b"), null);
    await log.whenDurable();
    expect(log.committedSeq).toBe(2);
  });

  it("keeps acknowledgements by token and name, with a record or without, and after a restart", async () => {
    await log.append(bytes("a"), named("one", "first")).durable;
    const { seq, durable } = log.append(null, named("two", "second", 2_000));
    await durable;
    expect([seq, log.nextSeq]).toEqual([1, 2]);
    await log.close();
    open();
    expect(log.findAcknowledgement(7, "one", 1_000)).toBe("first");
    expect(log.findAcknowledgement(7, "one", 1_001)).toBeUndefined();
    expect(log.findAcknowledgement(7, "two", 0)).toBe("second");
    expect(log.findAcknowledgement(8, "one", 0)).toBeUndefined();
    expect(log.findAcknowledgement(7, "three", 0)).toBeUndefined();
  });

  it("goes on counting after a restart, also where all records were trimmed", async () => {
    for (const text of ["a", "b", "c"]) await log.append(bytes(text), null).durable;
    const { epoch } = log;
    log.trim(3, 0);
    await vi.waitFor(() => expect(stored()).toEqual([]), { timeout: 60_000 });
    await log.close();
    open(3);
    expect([log.epoch, log.committedSeq]).toEqual([epoch, 3]);
    expect(log.append(bytes("d"), null).seq).toBe(4);
    await log.whenDurable();
    expect(stored()).toEqual([[4, "d"]]);
  });

  it("lets go of acknowledgements that are older than told, and of no record beyond the given", async () => {
    await log.append(bytes("a"), named("old", "x", 1_000)).durable;
    await log.append(bytes("b"), named("new", "y", 2_000)).durable;
    log.trim(1, 1_500);
    await vi.waitFor(() => expect(stored()).toEqual([[2, "b"]]), { timeout: 60_000 });
    await vi.waitFor(() => expect(log.findAcknowledgement(7, "old", 0)).toBeUndefined(), { timeout: 60_000 });
    expect(log.findAcknowledgement(7, "new", 0)).toBe("y");
  });

  it("gives the room of a burst back once it is trimmed", async () => {
    const body = new Uint8Array(100_000);
    for (let k = 0; k < 500; k++) log.append(body, null);
    await log.whenDurable();
    log.trim(500, 0);
    const sizeOf = () => {
      const reader = new DatabaseSync(join(folder, "log.db"), { readOnly: true });
      const { page_count } = reader.prepare("PRAGMA page_count").get() as { page_count: number };
      reader.close();
      return page_count * 4_096;
    };
    expect(sizeOf()).toBeGreaterThan(50_000_000);
    await expect.poll(sizeOf, { timeout: 60_000, interval: 100 }).toBeLessThan(20_000_000);
    const { durable } = log.append(bytes("after"), null);
    await durable;
    expect(stored()).toEqual([[501, "after"]]);
  });

  it("is closed in the middle of a long trim without a failure", async () => {
    for (let k = 0; k < 5_000; k++) log.append(bytes("r"), null);
    await log.whenDurable();
    heard = [];
    log.trim(5_000, 0);
    const closing = log.close();
    // Whoever closes it is busy: the next step of the trim would be due before the worker is ended.
    const untilMs = Date.now() + 100;
    while (Date.now() < untilMs);
    await closing;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(heard).toEqual([]);
    open();
    expect(stored().length).toBe(3_000);
  });

  it("refuses all that waits when a commit fails, leaves nothing of it, and goes on with the next number", async () => {
    await log.append(bytes("before"), null).durable;
    const disk = fillDisk();
    const asked = [
      log.append(bytes("last straw"), named("doomed", "x")),
      log.append(bytes("after it"), named("doomed too", "y")),
    ];
    const outcomes = await Promise.allSettled([...asked.map(({ durable }) => durable), log.whenDurable()]);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "ingest/storage-full" } });
    expect(heard.at(-1)).toEqual(["failed", 1]);
    expect(log.findAcknowledgement(7, "doomed", 0)).toBeUndefined();
    expect(log.findAcknowledgement(7, "doomed too", 0)).toBeUndefined();
    expect(stored()).toEqual([[1, "before"]]);
    disk.exec("DROP TRIGGER full");
    disk.close();
    const { seq, durable } = log.append(bytes("later"), null);
    await durable;
    expect(seq).toBe(2);
    expect(heard.at(-1)).toEqual(["committed", 2, "later"]);
    expect(stored()).toEqual([
      [1, "before"],
      [2, "later"],
    ]);
  });

  it("answers truthfully through failures in between: what resolved is stored, what was refused is not", async () => {
    const disk = fillDisk();
    const kept: string[] = [];
    for (let round = 0; round < 30; round++) {
      const texts = Array.from({ length: 1 + (round % 5) }, (_, i) =>
        i === round % 3 && round % 2 === 0 ? "last straw" : `${round}.${i}`,
      );
      const asked = texts.map((text) =>
        log.append(bytes(text), null).durable.then(() => void kept.push(text)),
      );
      await Promise.allSettled(asked);
    }
    disk.close();
    expect(kept.length).toBeGreaterThan(15);
    expect(kept).not.toContain("last straw");
    expect(stored().map(([, text]) => text)).toEqual(kept);
    expect(stored().map(([seq]) => seq)).toEqual(kept.map((_text, i) => i + 1));
    expect(heard.filter(([kind]) => kind === "committed").map(([, , text]) => text)).toEqual(kept);
  });
});

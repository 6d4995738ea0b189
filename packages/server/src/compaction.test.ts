import { setImmediate as nextTurn } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { type CompactionSchedule, createCompactionSchedule } from "./compaction.ts";

const SIX_MINUTES_MS = 6 * 60_000;

let nowMs: number;
let nextSeq: number;
let committedSeq: number;
let tailSize: number;
let calls: string[];
let isFailing: boolean;
let finish: () => void;
let schedule: CompactionSchedule;

beforeEach(() => {
  nowMs = 0;
  nextSeq = 11;
  committedSeq = 10;
  tailSize = 1;
  calls = [];
  isFailing = false;
  schedule = createCompactionSchedule({
    nextSeq: () => nextSeq,
    committedSeq: () => committedSeq,
    tailSize: () => tailSize,
    sealTail: () => void calls.push("seal"),
    dropTail: (throughSeq) => void calls.push(`drop ${throughSeq}`),
    checkpoint: () => {
      calls.push(`checkpoint at ${committedSeq}`);
      return new Uint8Array();
    },
    compact: ({ throughSeq }) => {
      calls.push(`compact ${throughSeq}`);
      return new Promise((resolve, reject) => {
        finish = () => (isFailing ? reject(new TypeError("no room")) : resolve(undefined));
      });
    },
    onCompacted: (throughSeq) => void calls.push(`let go ${throughSeq}`),
    onFailed: () => void calls.push("failed"),
    now: () => nowMs,
  });
});

async function finishRun(): Promise<void> {
  finish();
  await nextTurn();
}

describe("createCompactionSchedule", () => {
  it("turns what is left into chunks when it is told to finish, and nothing where nothing is left", async () => {
    const finished = schedule.finish();
    await nextTurn();
    finish();
    await finished;
    expect(calls).toEqual(["seal", "checkpoint at 10", "compact 10", "drop 10", "let go 10"]);
    calls = [];
    tailSize = 0;
    await schedule.finish();
    expect(calls).toEqual([]);
  });

  it("waits while the tail is small and young, and starts when it is either old or full", async () => {
    schedule.check();
    expect(calls).toEqual([]);
    tailSize = 1_000_000;
    schedule.check();
    expect(calls).toEqual(["seal", "checkpoint at 10", "compact 10"]);
    await finishRun();
    calls = [];
    tailSize = 1;
    schedule.check();
    expect(calls).toEqual([]);
    nowMs += SIX_MINUTES_MS;
    schedule.check();
    expect(calls[0]).toBe("seal");
    await finishRun();
  });

  it("waits for records on their way, so that the checkpoint stands at the last of the sealed ones", async () => {
    nextSeq = 13;
    nowMs += SIX_MINUTES_MS;
    schedule.check();
    expect(calls).toEqual(["seal"]);
    schedule.check();
    committedSeq = 11;
    schedule.afterCommit(11);
    expect(calls).toEqual(["seal"]);
    committedSeq = 12;
    schedule.afterCommit(12);
    expect(calls).toEqual(["seal", "checkpoint at 12", "compact 12"]);
    schedule.afterCommit(13);
    await finishRun();
    expect(calls).toEqual(["seal", "checkpoint at 12", "compact 12", "drop 12", "let go 12"]);
  });

  it("runs one at a time and lets go of tail and log only when the chunks are written", async () => {
    nowMs += SIX_MINUTES_MS;
    schedule.check();
    nowMs += SIX_MINUTES_MS;
    schedule.check();
    expect(calls.filter((call) => call === "seal")).toHaveLength(1);
    expect(calls).not.toContain("drop 10");
    expect(schedule.count).toBe(0);
    await finishRun();
    expect(calls.slice(-2)).toEqual(["drop 10", "let go 10"]);
    expect(schedule.count).toBe(1);
  });

  it("keeps tail and log when a compaction fails, and tries again", async () => {
    isFailing = true;
    nowMs += SIX_MINUTES_MS;
    schedule.check();
    await finishRun();
    expect(calls.slice(-1)).toEqual(["failed"]);
    expect(calls).not.toContain("drop 10");
    expect(schedule.count).toBe(0);
    isFailing = false;
    calls = [];
    nowMs += SIX_MINUTES_MS;
    schedule.check();
    await finishRun();
    expect(calls).toEqual(["seal", "checkpoint at 10", "compact 10", "drop 10", "let go 10"]);
  });
});

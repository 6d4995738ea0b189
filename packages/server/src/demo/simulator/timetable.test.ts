import { describe, expect, it } from "vitest";
import type { Subject } from "./subject.ts";
import { createTimetable } from "./timetable.ts";

const subject = (id: string, expectedIntervalMs: number) => ({ id, expectedIntervalMs }) as Subject;

describe("createTimetable", () => {
  it("has everything due at once, then each in its own interval and phase", () => {
    const subjects = Array.from({ length: 40 }, (_one, i) => subject(`S-${i}`, 60_000));
    const table = createTimetable(subjects);
    const start = 1_800_000_000_000;
    const turns = subjects.map(() => [] as number[]);
    for (let nowMs = start; nowMs < start + 600_000; nowMs += 250) {
      for (let index = 0; index < subjects.length; index++) {
        if (!table.isDue(index, nowMs)) continue;
        table.reported(index, nowMs);
        turns[index]!.push(nowMs);
      }
    }
    expect(turns.every(([first]) => first === start)).toBe(true);
    for (const times of turns) {
      const gaps = times.slice(2).map((time, i) => time - times[i + 1]!);
      expect(gaps).toEqual(gaps.map(() => 60_000));
    }
    // Phases spread the load: the second turns are not in one place.
    expect(new Set(turns.map((times) => times[1])).size).toBeGreaterThan(30);
  });

  it("keeps its beat after a late turn and rests where somebody else reports", () => {
    const table = createTimetable([subject("A", 10_000)]);
    table.reported(0, 1_000_000);
    table.reported(0, 1_047_000);
    expect(table.isDue(0, 1_057_000)).toBe(true);
    table.rest(0, 1_200_000);
    expect(table.isDue(0, 1_199_999)).toBe(false);
    expect(table.isDue(0, 1_200_000)).toBe(true);
    expect(table.lastMs(0)).toBe(1_047_000);
  });
});

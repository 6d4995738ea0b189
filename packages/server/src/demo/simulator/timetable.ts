import { hashText } from "../model/index.ts";
import { uniform } from "./smooth-noise.ts";
import type { Subject } from "./subject.ts";

/** When each instrument reports: in its own interval, with a phase of its own. Times are epoch ms. */
export interface Timetable {
  /** Answers whether it is its turn. */
  isDue(index: number, nowMs: number): boolean;
  /** It has reported: the next turn is at its own beat, however late this one was. */
  reported(index: number, nowMs: number): void;
  /** Somebody else reports it: no turn before that time. */
  rest(index: number, untilMs: number): void;
  /** When it reported last; −∞ before the first time. */
  lastMs(index: number): number;
}

/** Creates the timetable; everything is due at once. */
export function createTimetable(subjects: readonly Subject[]): Timetable {
  const intervalMs = Float64Array.from(subjects, (subject) => subject.expectedIntervalMs);
  const phaseMs = Float64Array.from(
    subjects,
    (subject) => uniform(hashText(subject.id), 17) * subject.expectedIntervalMs,
  );
  const dueMs = new Float64Array(subjects.length).fill(Number.NEGATIVE_INFINITY);
  const lastMs = new Float64Array(subjects.length).fill(Number.NEGATIVE_INFINITY);
  return {
    isDue: (index, nowMs) => nowMs >= (dueMs[index] as number),
    reported(index, nowMs) {
      const interval = intervalMs[index] as number;
      const phase = phaseMs[index] as number;
      lastMs[index] = nowMs;
      dueMs[index] = (Math.floor((nowMs - phase) / interval) + 1) * interval + phase;
    },
    rest(index, untilMs) {
      dueMs[index] = Math.max(dueMs[index] as number, untilMs);
    },
    lastMs: (index) => lastMs[index] as number,
  };
}

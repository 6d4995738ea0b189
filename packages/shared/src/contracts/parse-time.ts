/**
 * Reads a phenomenon time: epoch ms, or ISO 8601 with date, time and offset (`Z`, `±hh:mm`). Fractions of a
 * millisecond are cut off: identity is (datastream, whole millisecond).
 *
 * @returns Epoch ms, or why not, in words.
 */
export function parseTime(time: number | string): number | string {
  if (typeof time === "number") {
    return Number.isFinite(time) && Math.abs(time) <= MAX_TIME_MS
      ? Math.trunc(time)
      : "time is not a finite number of milliseconds since 1970";
  }
  if (!ISO_WITH_OFFSET.test(time)) {
    return HAS_NO_OFFSET.test(time)
      ? `time ${JSON.stringify(time)} has no offset; write …Z or …+08:00`
      : `time ${JSON.stringify(time.slice(0, 64))} is neither epoch ms nor ISO 8601 with an offset (2026-11-22T22:41:07.123+08:00)`;
  }
  const parsed = isInCalendar(time) ? Date.parse(time) : Number.NaN;
  return Number.isNaN(parsed) ? `time ${JSON.stringify(time)} is no moment of the calendar` : parsed;
}

/** Whether the month has the day: `Date.parse` goes on into the next one, and would date an observation wrongly. */
function isInCalendar(time: string): boolean {
  const day = Number(time.slice(8, 10));
  return day <= 28 || day <= new Date(Number(time.slice(0, 4)), Number(time.slice(5, 7)), 0).getDate();
}

const ISO_WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const HAS_NO_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/;
/** ECMA-262: the range of a Date. */
const MAX_TIME_MS = 8.64e15;

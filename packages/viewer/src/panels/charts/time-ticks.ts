import { readCivil, zoneOffsetMs } from "../../client/charts/civil-moment.ts";
import { formatAxisTime, formatExactTime, type TimeStyle } from "../../format/time.ts";

const [SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS] = [1_000, 60_000, 3_600_000, 86_400_000];
/** Steps that people count in. */
const STEPS_MS = [
  ...[1, 5, 15, 30].map((n) => n * SECOND_MS),
  ...[1, 5, 15, 30].map((n) => n * MINUTE_MS),
  ...[1, 3, 6, 12].map((n) => n * HOUR_MS),
  ...[1, 2, 7, 14].map((n) => n * DAY_MS),
];
const MONTH_STEPS = [1, 2, 3, 6, 12];
const MONTH_MS = 30.4 * DAY_MS;

/** A mark on the axis of time and its words. */
interface TimeTick {
  readonly timeMs: number;
  readonly text: string;
}

/**
 * Round moments of the zone within a stretch, at most so many: whole seconds to fortnights, then months.
 *
 * @param range Epoch ms.
 */
export function buildTimeTicks(
  range: { readonly fromMs: number; readonly toMs: number },
  most: number,
  style: TimeStyle,
): TimeTick[] {
  const spanMs = range.toMs - range.fromMs;
  const stepMs = STEPS_MS.find((step) => spanMs / step <= most);
  return stepMs === undefined ? monthTicks(range, most, style) : evenTicks(range, stepMs, style);
}

function evenTicks(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  stepMs: number,
  style: TimeStyle,
): TimeTick[] {
  const ticks: TimeTick[] = [];
  // By the zone's clock, so that days begin at its midnight; a change of clocks in between is met anew at each step.
  const offsetMs = zoneOffsetMs(fromMs, style.timeZone);
  for (let civilMs = Math.ceil((fromMs + offsetMs) / stepMs) * stepMs; ; civilMs += stepMs) {
    const timeMs = civilMs - zoneOffsetMs(civilMs - offsetMs, style.timeZone);
    if (timeMs > toMs) return ticks;
    const isWithinMinute = stepMs < MINUTE_MS;
    const text = isWithinMinute ? formatExactTime(timeMs, style).slice(11) : formatAxisTime(timeMs, style);
    if (timeMs >= fromMs) ticks.push({ timeMs, text });
  }
}

function monthTicks(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  most: number,
  style: TimeStyle,
): TimeTick[] {
  const months = MONTH_STEPS.find((step) => (toMs - fromMs) / (step * MONTH_MS) <= most) ?? 12;
  const ticks: TimeTick[] = [];
  const [year = 1970, month = 1] = formatExactTime(fromMs, style).split("-").map(Number);
  for (let at = year * 12 + Math.floor((month - 1) / months) * months; ; at += months) {
    const text = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
    const timeMs = readCivil(`${text.padStart(7, "0")}-01T00:00`, style.timeZone);
    if (timeMs === undefined || timeMs > toMs) return ticks;
    if (timeMs >= fromMs) ticks.push({ timeMs, text });
  }
}

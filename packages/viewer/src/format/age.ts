import { formatMoment, type TimeStyle } from "./time.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * How old something is: `3 秒前`, `14 分前`, `1 小时前`, then the moment itself (`昨天 18:02`, `11月18日 09:12`).
 * A time up to a minute ahead counts as now (two clocks never agree), one further ahead is shown as the moment.
 *
 * @param timeMs When it happened, epoch ms.
 * @param nowMs Server time, epoch ms.
 */
export function formatAge(timeMs: number, nowMs: number, style: TimeStyle): string {
  const ageMs = nowMs - timeMs;
  if (ageMs >= DAY_MS || ageMs <= -MINUTE_MS) return formatMoment(timeMs, nowMs, style);
  const age = Math.max(0, ageMs);
  const words = style.language === "zh" ? WORDS_ZH : WORDS_EN;
  if (age < MINUTE_MS) return words.seconds(Math.floor(age / 1000));
  if (age < HOUR_MS) return words.minutes(Math.floor(age / MINUTE_MS));
  return words.hours(Math.floor(age / HOUR_MS));
}

const WORDS_ZH = {
  seconds: (n: number) => `${n} 秒前`,
  minutes: (n: number) => `${n} 分前`,
  hours: (n: number) => `${n} 小时前`,
};
const WORDS_EN = {
  seconds: (n: number) => `${n} s ago`,
  minutes: (n: number) => `${n} min ago`,
  hours: (n: number) => `${n} h ago`,
};

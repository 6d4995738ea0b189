import type { Language } from "./language.ts";

/** How times are written: in which language and in which IANA zone (the server's, not the browser's). */
export interface TimeStyle {
  readonly language: Language;
  /** IANA name, e.g. `Asia/Shanghai`; an unknown one falls back to UTC. */
  readonly timeZone: string;
}

/** A moment taken apart in a time zone. */
interface CivilTime {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  /** 0 = Sunday. */
  readonly weekday: number;
}

const MONTHS_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS_EN = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const WEEKDAYS_ZH = ["日", "一", "二", "三", "四", "五", "六"];
const DAY_MS = 86_400_000;

/** Wall clock, `22:41:07`, 24 hours. */
export function formatClock(timeMs: number, style: TimeStyle): string {
  const civil = civilTimeOf(timeMs, style.timeZone);
  return `${civil.hour}:${civil.minute}:${civil.second}`;
}

/** Date of the header: `11月22日 周日`, `Sun 22 Nov`. */
export function formatDay(timeMs: number, style: TimeStyle): string {
  const civil = civilTimeOf(timeMs, style.timeZone);
  return style.language === "zh"
    ? `${civil.month}月${civil.day}日 周${WEEKDAYS_ZH[civil.weekday]}`
    : `${WEEKDAYS_EN[civil.weekday]} ${civil.day} ${MONTHS_EN[civil.month - 1]}`;
}

/**
 * A moment as short as it can be said without doubt: `22:39:43` today, `昨天 22:39` yesterday, then with the date,
 * and with the year where it is not this one.
 *
 * @param nowMs Server time; "today" is its day in the style's zone.
 */
export function formatMoment(timeMs: number, nowMs: number, style: TimeStyle): string {
  const civil = civilTimeOf(timeMs, style.timeZone);
  const now = civilTimeOf(nowMs, style.timeZone);
  const hourMinute = `${civil.hour}:${civil.minute}`;
  if (isSameDay(civil, now)) return `${hourMinute}:${civil.second}`;
  const isChinese = style.language === "zh";
  if (isSameDay(civil, civilTimeOf(nowMs - DAY_MS, style.timeZone))) {
    return `${isChinese ? "昨天" : "yesterday"} ${hourMinute}`;
  }
  const isThisYear = civil.year === now.year;
  if (isChinese) return `${isThisYear ? "" : `${civil.year}年`}${civil.month}月${civil.day}日 ${hourMinute}`;
  return `${civil.day} ${MONTHS_EN[civil.month - 1]}${isThisYear ? "" : ` ${civil.year}`} ${hourMinute}`;
}

/** Axis label: `06:00`; midnight, the turn of a day, names the day: `11月22日`, `22 Nov`. */
export function formatAxisTime(timeMs: number, style: TimeStyle): string {
  const civil = civilTimeOf(timeMs, style.timeZone);
  if (civil.hour !== "00" || civil.minute !== "00") return `${civil.hour}:${civil.minute}`;
  return style.language === "zh"
    ? `${civil.month}月${civil.day}日`
    : `${civil.day} ${MONTHS_EN[civil.month - 1]}`;
}

/** Exact time for tooltips and readers of logs: `2026-11-22 22:41:07`. */
export function formatExactTime(timeMs: number, style: TimeStyle): string {
  const { year, month, day, hour, minute, second } = civilTimeOf(timeMs, style.timeZone);
  const pad = (part: number) => String(part).padStart(2, "0");
  return `${year}-${pad(month)}-${pad(day)} ${hour}:${minute}:${second}`;
}

/** A length of time in its two largest parts, `1 分 24 秒`, `1 min 24 s`, or one where the other is 0; negative counts as 0. */
export function formatDuration(durationMs: number, language: Language): string {
  const totalS = Math.max(0, Math.floor(durationMs / 1000));
  const parts: [number, string][] =
    language === "zh"
      ? [
          [Math.floor(totalS / 86_400), "天"],
          [Math.floor(totalS / 3600) % 24, "小时"],
          [Math.floor(totalS / 60) % 60, "分"],
          [totalS % 60, "秒"],
        ]
      : [
          [Math.floor(totalS / 86_400), "d"],
          [Math.floor(totalS / 3600) % 24, "h"],
          [Math.floor(totalS / 60) % 60, "min"],
          [totalS % 60, "s"],
        ];
  const first = parts.findIndex(([amount]) => amount > 0);
  const shown =
    first < 0
      ? parts.slice(-1)
      : parts.slice(first, first + 2).filter(([amount], i) => i === 0 || amount > 0);
  return shown.map(([amount, word]) => `${amount} ${word}`).join(" ");
}

function isSameDay(a: CivilTime, b: CivilTime): boolean {
  return a.year === b.year && a.month === b.month && a.day === b.day;
}

function civilTimeOf(timeMs: number, timeZone: string): CivilTime {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of civilFormat(timeZone).formatToParts(timeMs)) parts[type] = value;
  return {
    year: Number(parts.year),
    month: Number(parts.month),
    day: Number(parts.day),
    hour: parts.hour ?? "00",
    minute: parts.minute ?? "00",
    second: parts.second ?? "00",
    weekday: Math.max(0, WEEKDAYS_EN.indexOf(parts.weekday ?? "")),
  };
}

const civilFormats = new Map<string, Intl.DateTimeFormat>();

function civilFormat(timeZone: string): Intl.DateTimeFormat {
  const known = civilFormats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: isKnownZone(timeZone) ? timeZone : "UTC",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  civilFormats.set(timeZone, made);
  return made;
}

function isKnownZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false; // the page of a server with a zone this browser lacks must still show times
  }
}

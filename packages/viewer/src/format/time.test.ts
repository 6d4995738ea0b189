import { describe, expect, it } from "vitest";
import { formatAge } from "./age.ts";
import {
  formatAxisTime,
  formatClock,
  formatDay,
  formatDuration,
  formatExactTime,
  formatMoment,
  type TimeStyle,
} from "./time.ts";

const ZH: TimeStyle = { language: "zh", timeZone: "Asia/Shanghai" };
const EN: TimeStyle = { language: "en", timeZone: "Asia/Shanghai" };
const NOW_MS = Date.parse("2026-11-22T22:41:07+08:00");

describe("formatClock", () => {
  it("writes the server's wall clock, not the browser's", () => {
    expect(formatClock(NOW_MS, ZH)).toBe("22:41:07");
    expect(formatClock(NOW_MS, { ...ZH, timeZone: "UTC" })).toBe("14:41:07");
  });

  it("writes midnight as 00", () => {
    expect(formatClock(Date.parse("2026-11-22T00:00:00+08:00"), ZH)).toBe("00:00:00");
  });

  it("falls back to UTC in a zone it does not know", () => {
    expect(formatClock(NOW_MS, { ...ZH, timeZone: "Mars/Olympus" })).toBe("14:41:07");
  });
});

describe("formatDay", () => {
  it("names day and weekday", () => {
    expect(formatDay(NOW_MS, ZH)).toBe("11月22日 周日");
    expect(formatDay(NOW_MS, EN)).toBe("Sun 22 Nov");
  });
});

describe("formatMoment", () => {
  it.each([
    ["2026-11-22T00:00:01+08:00", "00:00:01", "00:00:01"],
    ["2026-11-21T18:02:00+08:00", "昨天 18:02", "yesterday 18:02"],
    ["2026-11-18T09:12:00+08:00", "11月18日 09:12", "18 Nov 09:12"],
    ["2025-12-31T23:59:59+08:00", "2025年12月31日 23:59", "31 Dec 2025 23:59"],
  ])("writes %s as %s and %s", (iso, zh, en) => {
    expect(formatMoment(Date.parse(iso), NOW_MS, ZH)).toBe(zh);
    expect(formatMoment(Date.parse(iso), NOW_MS, EN)).toBe(en);
  });
});

describe("formatAxisTime", () => {
  it("names the day at midnight", () => {
    expect(formatAxisTime(Date.parse("2026-11-22T06:00:00+08:00"), ZH)).toBe("06:00");
    expect(formatAxisTime(Date.parse("2026-11-22T00:00:00+08:00"), ZH)).toBe("11月22日");
    expect(formatAxisTime(Date.parse("2026-11-22T00:00:00+08:00"), EN)).toBe("22 Nov");
  });
});

describe("formatExactTime", () => {
  it("pads every part", () => {
    expect(formatExactTime(Date.parse("2026-01-02T03:04:05+08:00"), ZH)).toBe("2026-01-02 03:04:05");
  });
});

describe("formatDuration", () => {
  it.each([
    [-5, "0 秒", "0 s"],
    [59_999, "59 秒", "59 s"],
    [84_000, "1 分 24 秒", "1 min 24 s"],
    [3_600_000, "1 小时", "1 h"],
    [90_000_000, "1 天 1 小时", "1 d 1 h"],
  ])("writes %d ms as %s and %s", (durationMs, zh, en) => {
    expect(formatDuration(durationMs, "zh")).toBe(zh);
    expect(formatDuration(durationMs, "en")).toBe(en);
  });
});

describe("formatAge", () => {
  it.each([
    [0, "0 秒前", "0 s ago"],
    [59_999, "59 秒前", "59 s ago"],
    [60_000, "1 分前", "1 min ago"],
    [3_599_999, "59 分前", "59 min ago"],
    [3_600_000, "1 小时前", "1 h ago"],
    [86_399_999, "23 小时前", "23 h ago"],
    [86_400_000, "昨天 22:41", "yesterday 22:41"],
  ])("writes an age of %d ms as %s and %s", (ageMs, zh, en) => {
    expect(formatAge(NOW_MS - ageMs, NOW_MS, ZH)).toBe(zh);
    expect(formatAge(NOW_MS - ageMs, NOW_MS, EN)).toBe(en);
  });

  it("takes a clock up to a minute ahead as now and shows one further ahead", () => {
    expect(formatAge(NOW_MS + 59_000, NOW_MS, ZH)).toBe("0 秒前");
    expect(formatAge(NOW_MS + 60_000, NOW_MS, ZH)).toBe("22:42:07");
  });
});

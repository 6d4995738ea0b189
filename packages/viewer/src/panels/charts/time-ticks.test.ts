import { describe, expect, it } from "vitest";
import { buildTimeTicks } from "./time-ticks.ts";

const SHANGHAI = { language: "zh", timeZone: "Asia/Shanghai" } as const;
const at = (text: string) => Date.parse(`${text}+08:00`);
const ticks = (from: string, to: string, most = 8) =>
  buildTimeTicks({ fromMs: at(from), toMs: at(to) }, most, SHANGHAI).map(({ text }) => text);

describe("buildTimeTicks", () => {
  it("counts hours of the zone and names the day at its midnight", () => {
    expect(ticks("2026-11-22T19:10:00", "2026-11-23T19:10:00")).toEqual([
      ...["21:00", "11月23日", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00"],
    ]);
  });

  it("counts seconds where little is shown", () => {
    expect(ticks("2026-11-22T08:00:00", "2026-11-22T08:00:20", 5)).toEqual([
      ...["08:00:00", "08:00:05", "08:00:10", "08:00:15", "08:00:20"],
    ]);
  });

  it("counts days from midnight, and months from their first", () => {
    expect(ticks("2026-11-20T01:00:00", "2026-11-23T01:00:00", 4)).toEqual([
      "11月21日",
      "11月22日",
      "11月23日",
    ]);
    expect(ticks("2025-11-20T01:00:00", "2026-11-23T01:00:00", 5)).toEqual([
      ...["2026-01", "2026-04", "2026-07", "2026-10"],
    ]);
  });

  it("stays on the full hour where clocks are put on", () => {
    const style = { language: "en", timeZone: "Europe/Berlin" } as const;
    const range = { fromMs: Date.UTC(2026, 2, 28, 23), toMs: Date.UTC(2026, 2, 29, 10) };
    expect(buildTimeTicks(range, 5, style).map(({ text }) => text)).toEqual([
      "29 Mar",
      "03:00",
      "06:00",
      "09:00",
      "12:00",
    ]);
  });
});

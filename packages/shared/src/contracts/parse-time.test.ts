import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTime } from "./parse-time.ts";

describe("parseTime", () => {
  it("reads what any date writes of itself", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true }), (date) => {
        expect(parseTime(date.toISOString())).toBe(date.getTime());
      }),
    );
  });

  it.each([
    "2026-02-29T10:00:00Z",
    "2026-02-31T10:00:00Z",
    "2026-04-31T10:00:00+08:00",
    "2026-13-01T00:00:00Z",
  ])("[IN5] takes %s for no moment", (time) => {
    expect(parseTime(time)).toEqual(expect.stringContaining("no moment of the calendar"));
  });

  it("[IN5] knows leap years", () => {
    expect(parseTime("2028-02-29T00:00:00Z")).toBe(Date.UTC(2028, 1, 29));
  });
});

import { assert, constantFrom, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { readCivil, writeCivil } from "./civil-moment.ts";

describe("writeCivil", () => {
  it("writes what clocks of the zone show", () => {
    expect(writeCivil(Date.UTC(2026, 10, 22, 16, 30, 5), "Asia/Shanghai")).toBe("2026-11-23T00:30:05");
    expect(writeCivil(0, "no/zone")).toBe("1970-01-01T00:00:00");
  });
});

describe("readCivil", () => {
  it("reads what was written, where clocks are not put back", () => {
    const zones = constantFrom("Asia/Shanghai", "UTC", "Asia/Kathmandu", "America/Caracas");
    assert(
      property(integer({ min: 1_200_000_000, max: 1_450_000_000 }), zones, (timeS, zone) => {
        expect(readCivil(writeCivil(timeS * 1000, zone), zone)).toBe(timeS * 1000);
      }),
    );
  });

  it("reads a moment without seconds, on either side of a change of clocks", () => {
    expect(readCivil("2026-03-29T01:59", "Europe/Berlin")).toBe(Date.UTC(2026, 2, 29, 0, 59));
    expect(readCivil("2026-03-29T03:00", "Europe/Berlin")).toBe(Date.UTC(2026, 2, 29, 1, 0));
  });

  it("says of other texts that they are none", () => {
    for (const text of ["", "tomorrow", "2026-11-22"]) expect(readCivil(text, "UTC")).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import { formatMeasurement } from "./measurement.ts";

describe("formatMeasurement", () => {
  it.each([
    [{ lengthM: 12.346, horizontalM: 12.1, riseM: 1.2 }, "12.35 m", "12.10 m", "+1.20 m"],
    [{ lengthM: 15_234.6, horizontalM: 9_999.99, riseM: -0.351 }, "15.235 km", "9,999.99 m", "−0.35 m"],
    [{ lengthM: 0, horizontalM: 0, riseM: -0.001 }, "0.00 m", "0.00 m", "0.00 m"],
  ])("writes %j", (measurement, length, horizontal, rise) => {
    const plain = Object.values(formatMeasurement(measurement)).map((text) => text.replace("\u00A0", " "));

    expect(plain).toEqual([length, horizontal, rise]);
  });
});

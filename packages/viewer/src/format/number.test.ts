import { describe, expect, it } from "vitest";
import { formatFreeNumber, formatLength, formatNumber, formatPlace, formatQuantity } from "./number.ts";

describe("formatNumber", () => {
  it("writes what no instrument can mean with an exponent, short enough for a panel", () => {
    expect(formatNumber(1e308, 2)).toBe("1.00e308");
    expect(formatNumber(-2.5e9, 2)).toBe("−2.50e9");
    expect(formatNumber(999_999_999, 0)).toBe("999,999,999");
  });

  it.each([
    [1186, 0, "1,186"],
    [0.318, 2, "0.32"],
    [-12.05, 1, "−12.1"],
    [-1234.5, 1, "−1,234.5"],
    [0, 2, "0.00"],
  ])("writes %d with %d decimals as %s", (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text);
  });

  it("never writes a negative zero", () => {
    expect(formatNumber(-0.004, 2)).toBe("0.00");
    expect(formatNumber(-0, 0)).toBe("0");
  });

  it.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY])("shows no value for %s", (value) => {
    expect(formatNumber(value, 2)).toBe("—");
  });
});

describe("formatQuantity", () => {
  it("puts a no-break space before the unit", () => {
    expect(formatQuantity(0.32, "MPa", 2)).toBe("0.32\u00A0MPa");
  });

  it("keeps the unit of an empty reading", () => {
    expect(formatQuantity(null, "m³/h", 1)).toBe("—\u00A0m³/h");
  });

  it("writes a number without a unit alone", () => {
    expect(formatQuantity(3, null)).toBe("3");
  });
});

describe("formatLength", () => {
  it("turns to kilometres at 10 km", () => {
    expect(formatLength(9_999)).toBe("9,999\u00A0m");
    expect(formatLength(1_286_400)).toBe("1,286.4\u00A0km");
  });

  it("shows none as none", () => {
    expect(formatLength(null)).toBe("—\u00A0m");
  });
});

describe("formatFreeNumber", () => {
  it.each([
    [300, "300"],
    [0.4, "0.4"],
    [65657.123456, "65,657.1"],
    [1e-9, "0.000000001"],
    [-2.5, "−2.5"],
  ])("writes %d as %s", (value, text) => {
    expect(formatFreeNumber(value)).toBe(text);
  });
});

describe("formatPlace", () => {
  it("names the hemispheres instead of signs", () => {
    expect(formatPlace(115.9862, 36.4533)).toBe("115.9862° E  36.4533° N");
    expect(formatPlace(-0.5, -10)).toBe("0.5000° W  10.0000° S");
  });
});

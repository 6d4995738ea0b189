import { describe, expect, it } from "vitest";
import { readDecimal } from "./read-decimal.ts";

describe("readDecimal", () => {
  it.each([
    ["1,5", "1.5"],
    ["-0,25", "-0.25"],
    ["−2,5", "-2.5"],
    [" 1.5 ", "1.5"],
    ["0,125", "0.125"],
    ["1,234", "1,234"],
    ["1,234.5", "1234.5"],
    ["1,234,567", "1234567"],
    ["12,34,5", "12,34,5"],
    ["two", "two"],
    ["", ""],
  ])("reads %j as %j", (typed, read) => {
    expect(readDecimal(typed)).toBe(read);
  });
});

import { describe, expect, it } from "vitest";
import { formatAttribute } from "./attribute.ts";

const words = { yes: "是", no: "否" };

describe("formatAttribute", () => {
  it.each([
    ["coverDepth", { value: 0.7, unit: "m" }, "0.70\u00A0m"],
    ["depth", { value: 1.0812345, unit: "m" }, "1.08\u00A0m"],
    ["groundLevel", { value: 31, unit: "m" }, "31.00\u00A0m"],
    ["length", { value: 1234.5678, unit: "m" }, "1,234.6\u00A0m"],
    ["diameter", { value: 300, unit: "mm" }, "300\u00A0mm"],
    ["slope", { value: 3.0001, unit: "‰" }, "3.0\u00A0‰"],
    ["pressureRating", { value: 0.4, unit: "MPa" }, "0.40\u00A0MPa"],
    ["year", { value: 2009 }, "2009"],
    ["people", { value: 1200 }, "1,200"],
    ["voltage", { value: 10, unit: "kV" }, "10\u00A0kV"],
    ["material", { value: "球墨铸铁" }, "球墨铸铁"],
    ["isCritical", { value: true }, "是"],
  ])("writes %s %j as %s", (name, attribute, text) => {
    expect(formatAttribute(name, attribute, words)).toBe(text);
  });
});

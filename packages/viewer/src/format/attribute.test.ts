import { describe, expect, it } from "vitest";
import { formatAttribute } from "./attribute.ts";

const words = { yes: "是", no: "否", language: "zh" } as const;
const english = { yes: "yes", no: "no", language: "en" } as const;

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

  it.each([
    ["material", { value: "球墨铸铁" }, "Ductile iron"],
    ["status", { value: "废弃" }, "Abandoned"],
    ["use", { value: "住宅" }, "Residential"],
    ["use", { value: "residential" }, "Residential"],
    ["cablesInUse", { value: 14, unit: "根" }, "14\u00A0cables"],
    ["cablesInUse", { value: 1, unit: "根" }, "1\u00A0cable"],
    ["owner", { value: "市供水公司" }, "市供水公司"],
    ["material", { value: "紫铜" }, "紫铜"],
    ["toString", { value: "toString", unit: "valueOf" }, "toString\u00A0valueOf"],
    ["isCritical", { value: false }, "no"],
  ])("writes %s %j on the English page as %s", (name, attribute, text) => {
    expect(formatAttribute(name, attribute, english)).toBe(text);
  });

  it("writes a code of data in words on the Chinese page, and what a hydraulic model begins with as that", () => {
    expect(formatAttribute("use", { value: "fire-station" }, words)).toBe("消防站");
    expect(formatAttribute("status", { value: "OPEN" }, words)).toBe("开（模型初始）");
    expect(formatAttribute("status", { value: "OPEN" }, english)).toBe("Open at the model's start");
  });
});

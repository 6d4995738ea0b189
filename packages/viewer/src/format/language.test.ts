import { describe, expect, it } from "vitest";
import { findLanguage } from "./language.ts";

describe("findLanguage", () => {
  it.each([
    ["zh-CN", "zh"],
    ["zh_TW", "zh"],
    ["EN-gb", "en"],
    ["de-DE", undefined],
    ["", undefined],
    [null, undefined],
  ])("reads %s as %s", (tag, language) => {
    expect(findLanguage(tag)).toBe(language);
  });
});

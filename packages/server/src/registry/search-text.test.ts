import { describe, expect, it } from "vitest";
import { buildSearchQuery, buildSearchText } from "./search-text.ts";

describe("buildSearchText", () => {
  it("lists a name by character, in English, as pinyin and as initials, from each character on", () => {
    const { names } = buildSearchText({
      id: "JZ-000123",
      class: "building",
      name: "市人民医院",
      attributes: { nameEn: { value: "People's Hospital" } },
    });
    expect(names).toContain("市 人 民 医 院");
    expect(names).toContain("People's Hospital");
    for (const word of ["shirenminyiyuan", "renminyiyuan", "srmyy", "rmyy"]) {
      expect(names.split(" ")).toContain(word);
    }
  });

  it("takes a code apart, and its number without the zeros", () => {
    const { codes } = buildSearchText({ id: "JS-GD-000123", class: "pipe" });
    expect(codes.split(" ")).toEqual(["JS", "GD", "000123", "JSGD000123", "GD000123", "123"]);
  });

  it("does not repeat an id as a name", () => {
    expect(buildSearchText({ id: "p1", class: "pipe", name: "p1" }).names).toBe("");
  });
});

describe("buildSearchQuery", () => {
  it.each([
    ["柳园南路12号", '"柳 园 南 路" AND "12" * AND "号"'],
    ["fj0417", '"fj0417" *'],
    ["RQ-FJ 0417", 'codes : "rqfj0417" OR ("rq" * AND "fj" * AND "0417" *)'],
    ['" OR NEAR(', 'codes : "ornear" OR ("or" * AND "near" *)'],
  ])("turns %j into words that must all be there", (typed, query) => {
    expect(buildSearchQuery(typed)).toBe(query);
  });

  it("has nothing to ask for a text without letters or digits", () => {
    expect(buildSearchQuery(" - * ")).toBeUndefined();
  });
});

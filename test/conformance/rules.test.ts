import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const PROTOCOL = readFileSync(join(ROOT, "packages/shared/src/protocol/PROTOCOL.md"), "utf8");

/** Rules are written `| **[XX1]** |` in the first column of a table. */
const rules = [...PROTOCOL.matchAll(/^\| \*\*\[([A-Z]+\d+)\]\*\*/gm)].map(([, rule]) => rule as string);

/** A title starts with its rule, or with several rules side by side; `it.each(…)` too. */
function findClaims(source: string): string[] {
  return [...source.matchAll(/\(\s*["'`]((?:\[[A-Z]+\d+\])+)/g)].flatMap(([, claimed]) =>
    [...(claimed as string).matchAll(/[A-Z]+\d+/g)].map(([rule]) => rule),
  );
}

const claims = new Map(
  ["packages/*/src/**/*.test.{ts,tsx}", "test/**/*.test.ts"]
    .flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
    .map((path) => [path, findClaims(readFileSync(join(ROOT, path), "utf8"))]),
);

describe("the rules of PROTOCOL.md", () => {
  it("are numbered without a gap, each number once", () => {
    const areas = Object.groupBy(rules, (rule) => rule.replace(/\d+/, ""));
    expect(Object.keys(areas)).toEqual([
      "CN",
      "IN",
      "LV",
      "ST",
      "PC",
      "LP",
      "HP",
      "OG",
      "MQ",
      "SO",
      "WH",
      "RT",
    ]);
    for (const [area, own] of Object.entries(areas))
      expect(own).toEqual(own?.map((_rule, i) => `${area}${i + 1}`));
  });

  it.each(rules)("%s is held by a test", (rule) => {
    expect([...claims].filter(([, claimed]) => claimed.includes(rule)).map(([path]) => path)).not.toEqual([]);
  });

  it("are the only ones that tests claim to hold", () => {
    const strange = [...claims].flatMap(([path, claimed]) =>
      claimed.filter((rule) => !rules.includes(rule)).map((rule) => `${path}: ${rule}`),
    );
    expect(strange).toEqual([]);
  });
});

import type { Datastream } from "@shuicheng/shared/contracts";
import { createColumnCache, type ElementField } from "@shuicheng/shared/ifc";
import { describe, expect, it } from "vitest";
import { buildTable } from "./element-table.suite.ts";
import { type BindRule, matchByRule } from "./match-rule.ts";

const TAG: ElementField = { attribute: "tag" };
const table = buildTable([
  ["IFCWALL", "Wall", "P-01"],
  ["IFCWALL", "Wall", "P-011"],
  ["IFCSLAB", "Slab", "P-02"],
  ["IFCWALL", "Wall", "ＰＵＭＰ ３"],
  ["IFCWALL", "Wall", "twice"],
  ["IFCWALL", "Wall", "Twice"],
  ["IFCWALL", "Wall", ""],
]);
const stream = (name: string, id = name): Datastream => ({ id, name }) as unknown as Datastream;
const match = (names: readonly string[], part: Partial<BindRule> = {}) => {
  const rule: BindRule = { elementClass: "", field: TAG, part: "name", mode: "word", ...part };
  const { bound, ambiguous, unmatched } = matchByRule(
    table,
    createColumnCache(table),
    names.map((name) => stream(name)),
    rule,
  );
  return {
    bound: bound.map(({ datastream, row }) => [datastream.name, table.texts[table.objects.tag[row]!]]),
    ambiguous: ambiguous.map(({ datastream, rows }) => [datastream.name, rows.length]),
    unmatched: unmatched.map(({ name }) => name),
  };
};

describe("matchByRule", () => {
  it("finds a value among the words of a name, whatever the case and width of letters, but not inside a word", () => {
    expect(match(["p-01 flow", "station/P-011:pressure", "pump 3 level", "P-0111 flow"])).toEqual({
      bound: [
        ["p-01 flow", "P-01"],
        ["station/P-011:pressure", "P-011"],
        ["pump 3 level", "ＰＵＭＰ ３"],
      ],
      ambiguous: [],
      unmatched: ["P-0111 flow"],
    });
  });

  it("asks for the whole text where it is told to", () => {
    expect(match(["P-01", "P-01 flow"], { mode: "whole" })).toMatchObject({
      bound: [["P-01", "P-01"]],
      unmatched: ["P-01 flow"],
    });
  });

  it("keeps to a class, and says what is ambiguous", () => {
    expect(match(["P-02", "P-01", "twice a day"], { elementClass: "IfcWall" })).toEqual({
      bound: [["P-01", "P-01"]],
      ambiguous: [["twice a day", 2]],
      unmatched: ["P-02"],
    });
  });

  it("compares with the id as well, and binds nothing to an empty value", () => {
    const rule: BindRule = { elementClass: "", field: TAG, part: "id", mode: "word" };
    const streams = [stream("flow", "site.P-02.flow"), stream("nameless", "")];
    const { bound, unmatched } = matchByRule(table, createColumnCache(table), streams, rule);
    expect(bound.map(({ row }) => table.texts[table.objects.tag[row]!])).toEqual(["P-02"]);
    expect(unmatched.map(({ name }) => name)).toEqual(["nameless"]);
  });
});

import type { Asset } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { groupResults } from "./search-groups.ts";
import { splitMatch } from "./split-match.ts";

const found = (id: string, layer: string): Asset => ({
  ...{ id, layer, featureIndex: 0, class: "pipe", name: "", position: null, attributes: {}, status: 0 },
});

describe("groupResults", () => {
  it("puts the layer of the best result first and keeps the order within", () => {
    const groups = groupResults([found("2", "gas"), found("1", "water"), found("3", "gas")]);

    expect(groups.map(({ layer, assets }) => [layer, assets.map(({ id }) => id)])).toEqual([
      ["gas", ["2", "3"]],
      ["water", ["1"]],
    ]);
  });
});

describe("splitMatch", () => {
  it.each([
    ["JS-GD-000123", "gd-0", ["JS-", "GD-0", "00123"]],
    ["光岳楼", " 岳 ", ["光", "岳", "楼"]],
    ["光岳楼", "gyl", ["光岳楼", "", ""]],
    ["光岳楼", "", ["光岳楼", "", ""]],
  ])("cuts %s at %s", (text, asked, parts) => {
    expect(splitMatch(text, asked)).toEqual(parts);
  });
});

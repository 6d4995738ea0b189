import { describe, expect, it } from "vitest";
import { countChanges } from "./use-held-list.ts";

describe("countChanges", () => {
  it.each([
    [["a", "b"], ["b", "a"], 0],
    [["a"], ["a", "b", "c"], 2],
    [["a", "b"], ["c"], 3],
    [[], [], 0],
  ])("from %j to %j counts %d that came or went", (before, after, changes) => {
    expect(countChanges(before, after, (name) => name)).toBe(changes);
  });
});

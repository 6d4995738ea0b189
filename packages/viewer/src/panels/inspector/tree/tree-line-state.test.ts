import { describe, expect, it } from "vitest";
import { splitName } from "./tree-line-state.ts";

describe("splitName", () => {
  it("keeps the end that tells elements of one type apart, and cuts nothing away", () => {
    const name = "Basic Wall:Interior - Partition (92mm Stud):178108";
    expect(splitName(name)).toEqual(["Basic Wall:Interior - Partition (92mm Stud)", ":178108"]);
    for (const each of [name, "Wall", "", "P-03 3 号泵", "a:", ":1", "Window:an end that is long itself"]) {
      const [start, end] = splitName(each);
      expect(start + end).toBe(each);
      expect(end.length).toBeLessThanOrEqual(16);
    }
  });
});

import { describe, expect, it } from "vitest";
import { putFirst } from "./recent-searches.ts";

describe("putFirst", () => {
  it("moves a text to the front once and keeps six", () => {
    expect(putFirst(["a", "b"], " b ")).toEqual(["b", "a"]);
    expect(putFirst(["1", "2", "3", "4", "5", "6"], "7")).toEqual(["7", "1", "2", "3", "4", "5"]);
    expect(putFirst(["a"], "  ")).toEqual(["a"]);
  });
});

import { describe, expect, it } from "vitest";
import type { StageBox } from "./row-bounds.ts";
import { keepNear } from "./stage-boxes.ts";

const at = (x: number): StageBox => [x, 0, 0, x + 20, 10, 6];

describe("keepNear", () => {
  it("leaves out what is too far from the first to be seen with it", () => {
    expect(keepNear([at(0), at(285_000), at(300)])).toEqual([at(0), at(300)]);
  });

  it("takes the first that there is: another may be hidden or not yet loaded", () => {
    expect(keepNear([undefined, at(285_000)])).toEqual([at(285_000)]);
    expect(keepNear([undefined])).toEqual([]);
  });
});

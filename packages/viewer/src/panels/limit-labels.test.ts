import { describe, expect, it } from "vitest";
import { placeLimitLabels } from "./limit-labels.ts";

const over = (column: number) => ({ column, isBelow: false });
const under = (column: number) => ({ column, isBelow: true });

describe("placeLimitLabels", () => {
  it("writes names over their lines where there is room", () => {
    expect(placeLimitLabels([10, 60, 80], [0, 100], 170)).toEqual([over(0), over(0), over(0)]);
  });

  it("writes the lower of two close limits under its line, off the other's line", () => {
    // 170 px for −12…112: 10 and 0 are 14 px apart, less than a line of text.
    expect(placeLimitLabels([0, 10, 60, 100], [-12, 112], 170)).toEqual([
      under(0),
      over(0),
      over(0),
      over(0),
    ]);
  });

  it("moves aside a name that would lie on another", () => {
    expect(placeLimitLabels([50, 50], [0, 100], 170)).toEqual([over(0), under(0)]);
    expect(placeLimitLabels([50, 50, 50], [0, 100], 170)[2]).toEqual(over(1));
  });
});

import { describe, expect, it } from "vitest";
import { ABANDONED_PATTERN, PIPE_PATTERNS, patternFunction } from "./pipe-pattern.ts";

/** How much of a period is full: what is left of a line at a distance. */
const fullShare = ({ spans }: (typeof PIPE_PATTERNS)["gas"] & object) =>
  spans.reduce((sum, [from, to]) => sum + to - from, 0);

describe("PIPE_PATTERNS", () => {
  it("tells rain from sewage, which share their hue's family: one is broken, the other whole", () => {
    expect(PIPE_PATTERNS.storm).toBeDefined();
    expect(PIPE_PATTERNS.sewage).toBeUndefined();
  });

  it("has spans that are ascending and leave gaps", () => {
    for (const pattern of [...Object.values(PIPE_PATTERNS), ABANDONED_PATTERN]) {
      const edges = pattern.spans.flat();
      expect(edges).toEqual([...edges].sort((a, b) => a - b));
      // Beyond this the last soft edge would run over the seam of the period.
      expect(edges.at(-1)).toBeLessThanOrEqual(0.84);
      expect(fullShare(pattern)).toBeLessThan(0.9);
    }
  });
});

describe("patternFunction", () => {
  it("writes numbers that GLSL takes as floats", () => {
    const source = patternFunction("p", { spans: [[0, 0.6]], leastPeriodPx: 13 });
    expect(source).toContain("log2(13.0000");
    expect(source).toContain("smoothstep(0.0900 - w, 0.0900 + w, t) - smoothstep(0.6900 - w, 0.6900 + w, t)");
  });
});

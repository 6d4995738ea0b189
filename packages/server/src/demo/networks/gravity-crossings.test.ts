import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createObstacleIndex, type Obstacle } from "./gravity-crossings.ts";

describe("createObstacleIndex", () => {
  it("says where a line crosses and how deep the obstacle reaches there", () => {
    const index = createObstacleIndex();
    index.add({ a: [10, -50, 26], b: [10, 50, 25], halfHeightM: 0.5 });
    // Crosses at y = 0, half way along the obstacle: axis 25.5, bottom 25.0.
    const [crossing, ...others] = index.crossings([0, 0], [30, 0], 0);
    expect(others).toEqual([]);
    expect(crossing!.atM).toBeCloseTo(10, 9);
    expect(crossing!.bottomM).toBeCloseTo(25, 9);
  });

  it("sees what lies within reach of the line's ends, no farther", () => {
    const index = createObstacleIndex();
    index.add({ a: [10, -50, 26], b: [10, 50, 26], halfHeightM: 0.5 });
    expect(index.crossings([0, 0], [9.2, 0], 1).map(({ atM }) => atM)).toEqual([expect.closeTo(10, 9)]);
    expect(index.crossings([0, 0], [8.8, 0], 1)).toEqual([]);
  });

  it("finds the same as trying all, whatever the cells", () => {
    const place = fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 }));
    const obstacles = fc.array(fc.tuple(place, place), { maxLength: 30 });
    fc.assert(
      fc.property(obstacles, place, place, (lines, a, b) => {
        const all: Obstacle[] = lines.map(([p, q]) => ({ a: [...p, 20], b: [...q, 20], halfHeightM: 0.25 }));
        const together = createObstacleIndex();
        for (const obstacle of all) together.add(obstacle);
        const oneByOne = all.flatMap((obstacle) => {
          const alone = createObstacleIndex();
          alone.add(obstacle);
          return alone.crossings(a, b, 0);
        });
        const sorted = (found: { atM: number }[]) => found.map(({ atM }) => atM).toSorted((x, y) => x - y);
        expect(sorted(together.crossings(a, b, 0))).toEqual(sorted(oneByOne));
      }),
    );
  });
});

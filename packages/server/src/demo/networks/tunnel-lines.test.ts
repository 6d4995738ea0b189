import { describe, expect, it } from "vitest";
import type { Junction, PlanePoint } from "../model/index.ts";
import { pieceToPieceM } from "../model/plane-shapes.ts";
import { fixtureTown } from "./fixture-town.ts";
import { besideLine, createTunnelBar, findTunnelLines, TUNNEL_WIDTH_M } from "./tunnel-lines.ts";

const town = fixtureTown();
const lines = findTunnelLines(town);

describe("findTunnelLines", () => {
  it("finds two lines that no street comes near but the one beside it", () => {
    expect(lines.length).toBe(2);
    for (const { path, streets } of lines) {
      path.slice(1).forEach((to, i) => {
        const from = path[i] as PlanePoint;
        const own = town.streets[streets[i] ?? -1]?.road;
        for (const street of town.streets) {
          if (street.road === own) continue;
          const [a, b] = [town.junctions[street.from] as Junction, town.junctions[street.to] as Junction];
          expect(pieceToPieceM(from, to, a.at, b.at)).toBeGreaterThan(TUNNEL_WIDTH_M / 2);
        }
      });
    }
  });
});

describe("createTunnelBar", () => {
  it("bars what crosses a tunnel and nothing far from it", () => {
    const isBarred = createTunnelBar(lines);
    const [a, b] = lines[0]!.path as [PlanePoint, PlanePoint];
    const middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as const;
    const across = [-(b[1] - a[1]), b[0] - a[0]] as const;
    expect(
      isBarred(
        [middle[0] - across[0], middle[1] - across[1]],
        [middle[0] + across[0], middle[1] + across[1]],
      ),
    ).toBe(true);
    expect(isBarred([9000, 9000], [9100, 9000])).toBe(false);
  });
});

describe("besideLine", () => {
  it("keeps its distance on both sides of a bend", () => {
    const path: PlanePoint[] = [
      [0, 0],
      [100, 0],
      [200, 30],
    ];
    const [first, corner, last] = besideLine({ path }, 5) as [PlanePoint, PlanePoint, PlanePoint];
    // Right of a line to the east is south.
    expect(first).toEqual([0, -5]);
    expect(corner[1]).toBeCloseTo(-5, 9);
    const along = Math.hypot(100, 30);
    const right = ((corner[0] - 100) * 30 - corner[1] * 100) / along;
    expect(right).toBeCloseTo(5, 9);
    expect(((last[0] - 100) * 30 - last[1] * 100) / along).toBeCloseTo(5, 9);
  });
});

import { describe, expect, it } from "vitest";
import { waysRound } from "./ways-round.ts";

const PANEL = { left: 0.01, right: 0.4, top: 0.1, bottom: 0.6 };
const LEGEND = { left: 0.7, right: 0.99, top: 0.1, bottom: 0.4 };

describe("waysRound", () => {
  it("goes round a panel beside or below it, where enough is left", () => {
    const ways = waysRound([PANEL]);
    expect(ways).toContainEqual({ left: 0.4, right: 0, top: 0, bottom: 0 });
    expect(ways).toContainEqual({ left: 0, right: 0, top: 0.6, bottom: 0 });
    // To its left there is no room.
    expect(ways).toHaveLength(2);
  });

  it("goes round a panel and a legend, each on a side of its own", () => {
    const ways = waysRound([PANEL, LEGEND]);
    expect(ways.map(({ left, right }) => left + right < 0.75)).not.toContain(false);
    expect(ways).toContainEqual({ left: 0.4, right: 0, top: 0.4, bottom: 0 });
    expect(ways).toContainEqual({ left: 0, right: expect.closeTo(0.3), top: 0.6, bottom: 0 });
  });

  it("knows no way where too little is free, and one where nothing is covered", () => {
    expect(waysRound([{ left: 0, right: 1, top: 0.1, bottom: 0.9 }])).toEqual([]);
    const beside = { left: 1, right: 1.3, top: 0, bottom: 1 };
    expect(waysRound([beside])).toEqual([{ left: 0, right: 0, top: 0, bottom: 0 }]);
  });
});

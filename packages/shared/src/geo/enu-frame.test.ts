import { describe, expect, it } from "vitest";
import { geodeticToEcef } from "./ecef.ts";
import { buildEnuFrame, transformPoint } from "./enu-frame.ts";

describe("buildEnuFrame", () => {
  it("has x east, y north, z up", () => {
    const frame = buildEnuFrame({ lonDeg: 0, latDeg: 0, ellipsoidalHeightM: 0 });
    expect([...transformPoint(frame.enuToEcef, [1, 2, 3])]).toEqual([6_378_140, 1, 2]);
  });

  it("takes a point there and back", () => {
    const frame = buildEnuFrame({ lonDeg: 115.98, latDeg: 36.45, ellipsoidalHeightM: 20 });
    const back = transformPoint(frame.ecefToEnu, transformPoint(frame.enuToEcef, [12_345.678, -9_876.5, -3]));
    expect(back[0]).toBeCloseTo(12_345.678, 7);
    expect(back[1]).toBeCloseTo(-9_876.5, 7);
    expect(back[2]).toBeCloseTo(-3, 7);
  });

  it("sees a place above its origin as straight up", () => {
    const origin = { lonDeg: 115.98, latDeg: 36.45, ellipsoidalHeightM: 20 };
    const above = geodeticToEcef({ ...origin, ellipsoidalHeightM: 70 });
    const [eastM, northM, upM] = transformPoint(buildEnuFrame(origin).ecefToEnu, above);
    expect(eastM).toBeCloseTo(0, 7);
    expect(northM).toBeCloseTo(0, 7);
    expect(upM).toBeCloseTo(50, 7);
  });
});

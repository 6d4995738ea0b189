import { describe, expect, it } from "vitest";
import { ROAD_CLASSES, STREET_SECTIONS } from "../model/index.ts";
import { bankSection, ductsIn, POWER_BANKS, TELECOM_BANKS } from "./cable-banks.ts";

describe("bankSection", () => {
  it("adds ducts, walls, gaps and concrete", () => {
    // Two ducts of 100 mm side by side: 2 × 0.116 + 0.02 + 2 × 0.03 = 0.312; one high: 0.116 + 0.06 = 0.176.
    const section = bankSection({ rows: 1, columns: 2, ductMm: 100, material: "CPVC管" });
    expect(section.widthM).toBeCloseTo(0.312, 9);
    expect(section.heightM).toBeCloseTo(0.176, 9);
  });

  it.each(ROAD_CLASSES)("%s: fits the room that the street's section gives", (roadClass) => {
    const { largest } = STREET_SECTIONS[roadClass];
    for (const [bank, roomM] of [
      [POWER_BANKS[roadClass], largest.power],
      [TELECOM_BANKS[roadClass], largest.telecom],
    ] as const) {
      const { widthM, heightM } = bankSection(bank);
      expect(Math.max(widthM, heightM)).toBeLessThanOrEqual(roomM);
    }
  });

  it("has 6 to 24 ducts for telecoms", () => {
    const counts = ROAD_CLASSES.map((roadClass) => ductsIn(TELECOM_BANKS[roadClass]));
    expect(Math.min(...counts)).toBe(6);
    expect(Math.max(...counts)).toBe(24);
  });
});

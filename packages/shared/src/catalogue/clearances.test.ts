import { describe, expect, it } from "vitest";
import {
  CLEARANCE_PARTIES,
  type ClearanceParty,
  findClearanceParty,
  findHorizontalClearance,
  findManholeSpacing,
  findMinimumCover,
  findMinimumDrainSlope,
  findVerticalClearance,
  listClearances,
} from "./index.ts";

const GAS = ["gas-low", "gas-medium-b", "gas-medium-a", "gas-sub-high-b", "gas-sub-high-a"] as const;

describe("findClearanceParty", () => {
  it("tells water at DN 200 and gas at the ends of its grades apart", () => {
    expect(findClearanceParty({ kind: "water", diameterMm: 200 })).toBe("water-to-200");
    expect(findClearanceParty({ kind: "water", diameterMm: 201 })).toBe("water-over-200");
    expect(
      [0.009, 0.01, 0.2, 0.201, 0.4, 0.8, 1.6].map((pressureMPa) =>
        findClearanceParty({ kind: "gas", pressureMPa }),
      ),
    ).toEqual([
      "gas-low",
      "gas-medium-b",
      "gas-medium-b",
      "gas-medium-a",
      "gas-medium-a",
      "gas-sub-high-b",
      "gas-sub-high-a",
    ]);
  });

  it("takes what is not known as the stricter and leaves gas over 1.6 MPa out", () => {
    expect(findClearanceParty({ kind: "water" })).toBe("water-over-200");
    expect(findClearanceParty({ kind: "gas" })).toBe("gas-sub-high-a");
    expect(findClearanceParty({ kind: "gas", pressureMPa: 2.5 })).toBeUndefined();
  });

  it("tells cables in the ground from cables in pipes", () => {
    expect(findClearanceParty({ kind: "power", isDirectBuried: true })).toBe("power-direct");
    expect(findClearanceParty({ kind: "telecom", isDirectBuried: false })).toBe("telecom-duct");
    expect(findClearanceParty({ kind: "storm" })).toBe("drain");
    expect(findClearanceParty({ kind: "tunnel" })).toBe("trench");
  });
});

describe("findHorizontalClearance", () => {
  const row = (party: ClearanceParty | "building", others: readonly (ClearanceParty | "building")[]) =>
    others.map((other) => findHorizontalClearance(party, other)?.value);

  it("has the rows of GB 50289-2016 table 4.1.9", () => {
    const columns = ["drain", "reclaimed", "heating", "power-duct", "telecom-duct", "trench"] as const;
    expect(row("water-to-200", columns)).toEqual([1, 0.5, 1.5, 0.5, 1, 1.5]);
    expect(row("water-over-200", columns)).toEqual([1.5, 0.5, 1.5, 0.5, 1, 1.5]);
    expect(row("building", GAS)).toEqual([0.7, 1, 1.5, 5, 13.5]);
    expect(row("water-over-200", GAS)).toEqual([0.5, 0.5, 0.5, 1, 1.5]);
    expect(row("drain", GAS)).toEqual([1, 1.2, 1.2, 1.5, 2]);
    expect(row("heating", GAS)).toEqual([1, 1, 1, 1.5, 2]);
    expect(row("trench", GAS)).toEqual([1, 1.5, 1.5, 2, 4]);
    expect(row("power-direct", GAS)).toEqual([0.5, 0.5, 0.5, 1, 1.5]);
    expect(row("power-duct", GAS)).toEqual([1, 1, 1, 1, 1.5]);
    expect(row("telecom-direct", GAS)).toEqual([0.5, 0.5, 0.5, 1, 1.5]);
    expect(row("telecom-duct", GAS)).toEqual([1, 1, 1, 1, 1.5]);
    expect(row("heating", ["drain", "power-direct", "power-duct", "telecom-duct", "trench"])).toEqual([
      1.5, 2, 2, 1, 1.5,
    ]);
    expect(row("building", ["water-to-200", "water-over-200", "drain", "heating", "power-duct"])).toEqual([
      1, 3, 2.5, 3, 0.6,
    ]);
    expect(row("drain", ["drain"])).toEqual([undefined]);
  });

  it("follows the diameter between gas pipes and the voltage between power and telecom", () => {
    expect(findHorizontalClearance("gas-medium-a", "gas-medium-b", { gasDiameterMm: 300 })?.value).toBe(0.4);
    expect(findHorizontalClearance("gas-medium-a", "gas-medium-b", { gasDiameterMm: 400 })?.value).toBe(0.5);
    expect(findHorizontalClearance("telecom-duct", "power-duct", { voltageKv: 10 })?.value).toBe(0.5);
    expect(findHorizontalClearance("telecom-duct", "power-duct", { voltageKv: 35 })?.value).toBe(2);
    expect(findHorizontalClearance("water-to-200", "power-duct", { voltageKv: 35 })?.value).toBe(0.5);
  });
});

describe("findVerticalClearance", () => {
  it("has the rows of GB 50289-2016 table 4.1.14 with their corrections", () => {
    const uppers = [
      "water-over-200",
      "drain",
      "heating",
      "gas-low",
      "telecom-direct",
      "telecom-duct",
    ] as const;
    const row = (lower: ClearanceParty) => uppers.map((upper) => findVerticalClearance(lower, upper)?.value);
    expect(row("water-to-200")).toEqual([0.15, 0.4, 0.15, 0.15, 0.5, 0.15]);
    expect(row("drain")).toEqual([0.4, 0.15, 0.15, 0.15, 0.5, 0.15]);
    expect(row("telecom-direct")).toEqual([0.5, 0.5, 0.25, 0.5, 0.25, 0.25]);
    expect(row("telecom-duct")).toEqual([0.15, 0.15, 0.25, 0.15, 0.25, 0.25]);
    expect(row("power-direct")).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
    expect(row("power-duct")).toEqual([0.25, 0.25, 0.25, 0.15, 0.25, 0.25]);
    expect(row("reclaimed")).toEqual([0.5, 0.4, 0.15, 0.15, 0.15, 0.15]);
    expect(row("trench")).toEqual([0.15, 0.15, 0.15, 0.15, 0.25, 0.25]);
    expect(findVerticalClearance("power-duct", "power-direct")?.value).toBe(0.5);
    expect(findVerticalClearance("power-duct", "power-direct", { hasPartition: true })?.value).toBe(0.25);
    expect(findVerticalClearance("telecom-duct", "railway")?.value).toBe(1.5);
    expect(findVerticalClearance("culvert", "drain")?.value).toBe(0.15);
  });
});

describe("listClearances", () => {
  it("lists each pair once, both ways alike, with a source for every figure", () => {
    const pairs = listClearances();
    expect(pairs).toHaveLength((CLEARANCE_PARTIES.length * (CLEARANCE_PARTIES.length + 1)) / 2);
    for (const { parties, horizontal, vertical } of pairs) {
      const [a, b] = parties;
      expect(findHorizontalClearance(b, a)).toEqual(horizontal);
      expect(findVerticalClearance(b, a)).toEqual(vertical);
      for (const figure of [horizontal, vertical])
        if (figure) expect(figure.source).toMatch(/GB 50(289|028)-20\d\d/);
      if (a !== "trench" || b !== "trench") expect(vertical).toBeDefined();
    }
  });

  it("marks what was read in the standard's words apart from hearsay", () => {
    expect(findVerticalClearance("power-direct", "power-direct")?.certainty).toBe("verified");
    expect(findVerticalClearance("telecom-direct", "gas-low")?.certainty).toBe("corroborated");
    expect(findHorizontalClearance("drain", "water-to-200")?.certainty).toBe("corroborated");
    expect(findHorizontalClearance("heating", "gas-low")?.certainty).toBe("verified");
    expect(findHorizontalClearance("reclaimed", "drain")?.certainty).toBe("unverified");
  });
});

describe("findMinimumCover", () => {
  it("has table 4.1.1 by place", () => {
    expect(findMinimumCover("water", "footway")?.value).toBe(0.6);
    expect(findMinimumCover("drain", "carriageway")?.value).toBe(0.7);
    expect(findMinimumCover("gas", "carriageway")?.value).toBe(0.9);
    expect(findMinimumCover("gas", "yard")?.value).toBe(0.3);
    expect(findMinimumCover("power-duct", "footway")?.value).toBe(0.5);
    expect(findMinimumCover("telecom-steel", "carriageway")?.value).toBe(0.6);
    expect(findMinimumCover("heating", "carriageway")?.value).toBe(1);
  });

  it("sets no limit where the table has none", () => {
    expect(findMinimumCover("trench", "footway")).toBeUndefined();
    expect(findMinimumCover("water", "yard")).toBeUndefined();
  });
});

describe("findMinimumDrainSlope", () => {
  it("has the code's figures up to DN 300", () => {
    const slope = (diameterMm: number, wall: "concrete" | "plastic") =>
      findMinimumDrainSlope({ kind: "sewage", diameterMm, wall }).value;
    expect([slope(200, "plastic"), slope(300, "concrete"), slope(300, "plastic")]).toEqual([
      0.01, 0.003, 0.002,
    ]);
  });

  it("keeps the least velocity in a full pipe above that", () => {
    // Manning, D 0.6 m, n 0.013, v 0.75 m/s: R = 0.15 m, R^(2/3) = 0.2823, S = (0.00975 / 0.2823)² = 1.193 ‰
    const storm = findMinimumDrainSlope({ kind: "storm", diameterMm: 600, wall: "concrete" });
    expect(storm.value * 1000).toBeCloseTo(1.193, 3);
    expect(storm.certainty).toBe("unverified");
    expect(findMinimumDrainSlope({ kind: "sewage", diameterMm: 600, wall: "concrete" }).value).toBeLessThan(
      storm.value,
    );
  });
});

describe("findManholeSpacing", () => {
  it("grows with the diameter and ends at DN 2000", () => {
    expect([300, 600, 700, 1000, 1500, 2000, 2200].map((dn) => findManholeSpacing(dn)?.value)).toEqual([
      75,
      75,
      100,
      100,
      150,
      200,
      undefined,
    ]);
  });
});

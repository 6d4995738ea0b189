import { describe, expect, it } from "vitest";
import { STREET_SECTIONS } from "../model/index.ts";
import { fixtureTown } from "./fixture-town.ts";
import type { MainLine } from "./mains.ts";
import { rightOfM } from "./mains-plane.ts";
import { placeService, SERVICE_SLOTS_M } from "./service-place.ts";

const town = fixtureTown();

/** Largest outer width of a service, metres: the table in the docstring of the slots. */
const WIDTH_M: Readonly<Record<MainLine, number>> = {
  ...{ telecom: 0.3, heating: 0.315, heatingReturn: 0.315, gas: 0.16 },
  ...{ water: 0.16, power: 0.4, sewage: 0.4, storm: 0.4 },
};

/** GB 50289-2016 table 4.1.9 for services, metres between outer walls. */
const REQUIRED_M: readonly (readonly [MainLine, MainLine, number])[] = [
  ...(["heating", "heatingReturn"] as const).flatMap((heat) => [
    ...([
      [heat, "telecom", 1],
      [heat, "gas", 1],
      [heat, "water", 1.5],
      [heat, "power", 2],
    ] as const),
    ...([
      [heat, "sewage", 1.5],
      [heat, "storm", 1.5],
    ] as const),
  ]),
  ...([
    ["water", "gas", 0.5],
    ["water", "power", 0.5],
    ["water", "telecom", 1],
  ] as const),
  ...([
    ["water", "sewage", 1],
    ["water", "storm", 1],
    ["gas", "power", 1],
    ["gas", "telecom", 1],
  ] as const),
  ...([
    ["gas", "sewage", 1.2],
    ["gas", "storm", 1.2],
    ["power", "telecom", 0.5],
  ] as const),
  ...([
    ["power", "sewage", 0.5],
    ["power", "storm", 0.5],
    ["telecom", "sewage", 1],
  ] as const),
  ...([["telecom", "storm", 1]] as const),
];

describe("SERVICE_SLOTS_M", () => {
  it.each(REQUIRED_M)("%s and %s keep %s m, also beside the next lead 8 m on", (a, b, requiredM) => {
    for (const leadM of [-8, 0, 8]) {
      const apartM = Math.abs(SERVICE_SLOTS_M[a] - SERVICE_SLOTS_M[b] - leadM);
      expect(apartM - (WIDTH_M[a] + WIDTH_M[b]) / 2).toBeGreaterThanOrEqual(requiredM - 1e-9);
    }
  });
});

describe("placeService", () => {
  it("runs square to the street from the main to the building's front wall", () => {
    for (const building of town.buildings) {
      const street = town.streets[building.street]!;
      const { roadClass } = town.roads[street.road]!;
      const place = placeService(town, building, "water")!;
      const [from, to] = [town.junctions[street.from]!.at, town.junctions[street.to]!.at];
      const direction = [(to[0] - from[0]) / street.lengthM, (to[1] - from[1]) / street.lengthM] as const;
      const sign = building.side === "right" ? 1 : -1;
      expect(rightOfM(from, direction, place.tee)).toBeCloseTo(STREET_SECTIONS[roadClass].mains.water!, 9);
      expect(rightOfM(from, direction, place.wall) * sign).toBeCloseTo(
        STREET_SECTIONS[roadClass].setbackM + 1,
        6,
      );
      const run = [place.wall[0] - place.tee[0], place.wall[1] - place.tee[1]] as const;
      expect(run[0] * direction[0] + run[1] * direction[1]).toBeCloseTo(0, 9);
      expect(run[0] * place.outward[0] + run[1] * place.outward[1]).toBeGreaterThan(0);
    }
  });

  it("knows no heating in lanes", () => {
    const inLane = town.buildings.find(
      (building) => town.roads[town.streets[building.street]!.road]!.roadClass === "lane",
    )!;
    expect(placeService(town, inLane, "heating")).toBeUndefined();
  });
});

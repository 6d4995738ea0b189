import { describe, expect, it } from "vitest";
import { DEPTH_LEVELS, groundAtM, MAIN_TOP_M, STREET_SECTIONS, type Town } from "../model/index.ts";
import { fixtureTown } from "./fixture-town.ts";
import { layMains, type MainLine, placeBesideStreet, placeOnMain } from "./mains.ts";
import { axisOfMain, type LevelMains, nodeInSpace, spaceOnMain } from "./mains-depth.ts";
import { directionOf, rightOfM } from "./mains-plane.ts";

const town = fixtureTown();
const LINES = Object.keys(STREET_SECTIONS.arterial.mains) as MainLine[];
const LEVEL_LINES = ["water", "gas", "heating", "heatingReturn", "power", "telecom"] as const;
const levelMains = (line: (typeof LEVEL_LINES)[number], of: Town = town) => layMains(of, line) as LevelMains;

describe("layMains", () => {
  it.each(LINES)("%s: runs from node to node, along the offset line, stations rising", (line) => {
    const mains = layMains(town, line);
    for (const street of town.streets) {
      const run = mains.runs[street.index];
      const { roadClass } = town.roads[street.road]!;
      const offsetM = STREET_SECTIONS[roadClass].mains[line];
      if (offsetM === undefined) {
        expect(run).toBeNull();
        continue;
      }
      expect(run!.path[0]).toEqual(mains.nodes[street.from]!.at);
      expect(run!.path.at(-1)).toEqual(mains.nodes[street.to]!.at);
      run!.stationsM.forEach((station, i) => {
        if (i > 0) expect(station).toBeGreaterThan(run!.stationsM[i - 1]!);
      });
      const middle = placeOnMain(run!, street.lengthM / 2);
      const beside = placeBesideStreet(town, street.index, street.lengthM / 2, offsetM);
      expect(Math.hypot(middle[0] - beside[0], middle[1] - beside[1])).toBeLessThan(1e-9);
    }
  });

  it("puts a junction's node on the offset lines of both roads", () => {
    const mains = layMains(town, "water");
    const crossing = town.junctions.find((junction) => junction.eastWest === 3 && junction.northSouth === 9)!;
    const node = mains.nodes[crossing.index]!;
    const streets = town.streets.filter(
      (street) => street.from === crossing.index || street.to === crossing.index,
    );
    expect(streets.length).toBe(4);
    // On the offset line of at least one street of each road: the one on whose side of the bend it lies.
    const onOffset = (roadIndex: number) =>
      streets
        .filter((street) => street.road === roadIndex)
        .some((street) => {
          const [from, to] = [town.junctions[street.from]!.at, town.junctions[street.to]!.at];
          const direction = [(to[0] - from[0]) / street.lengthM, (to[1] - from[1]) / street.lengthM] as const;
          const offsetM = STREET_SECTIONS[town.roads[roadIndex]!.roadClass].mains.water!;
          return Math.abs(rightOfM(from, direction, node.at) - offsetM) < 1e-6;
        });
    expect([onOffset(3), onOffset(9)]).toEqual([true, true]);
  });
});

describe("axisOfMain", () => {
  it.each(LEVEL_LINES)(
    "%s: ends at its nodes, never above its level, below crossing roads at dip level",
    (line) => {
      const mains = levelMains(line);
      const utility = line === "heatingReturn" ? "heating" : line;
      for (const run of mains.runs) {
        if (!run) continue;
        const axis = axisOfMain(mains, run);
        expect(axis[0]).toEqual(nodeInSpace(line, mains.nodes[run.from]!));
        expect(axis.at(-1)).toEqual(nodeInSpace(line, mains.nodes[run.to]!));
        const radiusM = STREET_SECTIONS[run.roadClass].largest[utility] / 2;
        const isDipping = town.roads[town.streets[run.street]!.road]!.family === "north-south";
        for (const point of axis.slice(1, -1)) {
          const depthM = groundAtM(point) - point[2];
          expect(depthM - radiusM).toBeGreaterThan(MAIN_TOP_M[utility] - 1e-9);
          if (!isDipping) expect(depthM + radiusM).toBeLessThan(DEPTH_LEVELS.mainsBottomM + 1e-9);
          // GB 50289-2016 table 4.1.14: 0.40 m between a drain and the water main above it, 0.25 m at most else.
          const aboveDrainsM = line === "water" ? 0.4 : 0.25;
          expect(depthM + radiusM).toBeLessThan(DEPTH_LEVELS.stormTopM - aboveDrainsM);
        }
      }
    },
  );

  it("holds north-south mains at dip depth right across the crossing road's right of way", () => {
    const mains = levelMains("gas");
    let checked = 0;
    for (const run of mains.runs) {
      if (!run) continue;
      const road = town.roads[town.streets[run.street]!.road]!;
      const junction = town.junctions[run.to]!;
      if (road.family !== "north-south" || junction.eastWest === null) continue;
      const crossing = town.roads[junction.eastWest]!;
      const { halfWidthM } = STREET_SECTIONS[crossing.roadClass];
      const axes = town.streets
        .filter((street) => street.road === crossing.index)
        .filter((street) => street.from === junction.index || street.to === junction.index)
        .map(({ from, to }) => [town.junctions[from]!.at, town.junctions[to]!.at] as const);
      for (let stationM = run.stationsM.at(-1)!; stationM > run.stationsM[0]!; stationM -= 0.25) {
        const place = placeOnMain(run, stationM);
        const isInside = axes.every(
          ([from, to]) => Math.abs(rightOfM(from, directionOf(from, to), place)) < halfWidthM,
        );
        if (!isInside) break;
        const topM =
          groundAtM(place) -
          spaceOnMain("gas", run, stationM)[2] -
          STREET_SECTIONS[road.roadClass].largest.gas / 2;
        expect(topM).toBeCloseTo(DEPTH_LEVELS.dipTopM, 9);
      }
      checked++;
    }
    expect(checked).toBeGreaterThan(15);
  });

  it("cuts a main in pieces that fit together", () => {
    const mains = levelMains("water");
    const run = mains.runs.find((candidate) => candidate && candidate.dipsM.length === 2)!;
    const cutM = town.streets[run.street]!.lengthM / 2;
    const first = axisOfMain(mains, run, run.stationsM[0]!, cutM);
    const second = axisOfMain(mains, run, cutM);
    expect(first.at(-1)).toEqual(second[0]);
    expect([...first, ...second.slice(1)].length).toBe(axisOfMain(mains, run).length + 1);
  });
});

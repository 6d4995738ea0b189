import { createHash } from "node:crypto";
import { BaseMapSchema } from "@shuicheng/shared/contracts";
import { groundHeightM } from "@shuicheng/shared/geo";
import Value from "typebox/value";
import { describe, expect, it } from "vitest";
import {
  type Building,
  DEFAULT_SEED,
  type PlanePoint,
  STREET_SECTIONS,
  type Street,
  type Town,
  toDegrees,
} from "../model/index.ts";
import { createPlaneGrid, type PlaneGrid, widened } from "../model/plane-grid.ts";
import {
  areRingsNear,
  boundsOf,
  doCross,
  forEachSide,
  pieceToPieceM,
  pointToPieceM,
  ringAreaM2,
  ringCentre,
  ringToPieceM,
} from "../model/plane-shapes.ts";
import { leadRange } from "./choose-leads.ts";
import { buildExtent } from "./extent.ts";
import { generateTown } from "./generate-town.ts";
import { isWithin } from "./named-buildings.ts";
import { readDrawnMap } from "./read-assets.ts";
import { alongOf } from "./road-line.ts";
import { readWaters } from "./waters.ts";

const town = generateTown({ seed: DEFAULT_SEED, scale: 1 });
const drawn = readDrawnMap();
const waters = readWaters(drawn);

const endsOf = ({ from, to }: Street): [PlanePoint, PlanePoint] => [
  town.junctions[from]!.at,
  town.junctions[to]!.at,
];
const classOf = (street: Street) => town.roads[street.road]!.roadClass;
const halfWidthM = (street: Street) => STREET_SECTIONS[classOf(street)].halfWidthM;
const hashOf = (value: Town) => createHash("sha256").update(JSON.stringify(value)).digest("hex");
const streetGrid: PlaneGrid<Street> = createPlaneGrid(200);
for (const street of town.streets) streetGrid.add(street, boundsOf(endsOf(street)));
const isLead = (building: Building) => building.lead === building.index;

describe("generateTown", () => {
  it("gives the same bytes for the same order, others for another seed", () => {
    const order = { seed: DEFAULT_SEED, scale: 0.1 };
    const first = hashOf(generateTown(order));
    expect(hashOf(generateTown(order))).toBe(first);
    expect(hashOf(generateTown({ ...order, seed: 1 }))).not.toBe(first);
  });

  it("keeps to the counts of scale 1", () => {
    expect(town.buildings.length).toBeGreaterThan(19_000);
    expect(town.buildings.length).toBeLessThan(21_000);
    const lengthKm = town.streets.reduce((sum, { lengthM }) => sum + lengthM, 0) / 1000;
    expect(lengthKm).toBeGreaterThan(190);
    expect(lengthKm).toBeLessThan(240);
    const leads = town.buildings.filter(isLead).length;
    expect(leads).toBeGreaterThan(3_000);
    expect(leads).toBeLessThan(3_500);
    const classes = Map.groupBy(town.facilities, (facility) => facility.class);
    expect([...classes].map(([key, list]) => [key, list.length])).toEqual([
      ["signal", 180],
      ["camera", 400],
      ["message-sign", 74],
      ["bridge", town.streets.filter(({ isBridge }) => isBridge).length],
      ["park", 30],
      ["pump-house", 20],
      ["charging-station", 60],
    ]);
  });

  it("numbers everything by its place and gives every id and name once", () => {
    for (const list of [town.roads, town.junctions, town.streets, town.buildings]) {
      expect(list.every(({ index }, i) => index === i)).toBe(true);
    }
    const ids = [...town.buildings, ...town.facilities].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[A-Za-z0-9._~-]{1,128}$/.test(id))).toBe(true);
    expect(new Set(town.buildings.map(({ address }) => address)).size).toBe(town.buildings.length);
    expect(new Set(town.facilities.map(({ name }) => name)).size).toBe(town.facilities.length);
  });
});

describe("the town's streets", () => {
  it("hang together", () => {
    const next = town.junctions.map((): number[] => []);
    for (const { from, to } of town.streets) {
      next[from]!.push(to);
      next[to]!.push(from);
    }
    const seen = new Set([0]);
    const open = [0];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const other of next[at]!) {
        if (!seen.has(other)) open.push(other);
        seen.add(other);
      }
    }
    expect(seen.size).toBe(town.junctions.length);
  });

  it("chain the junctions of their road, and junctions know their roads", () => {
    for (const road of town.roads) {
      expect(road.junctions).toHaveLength(road.streets.length + 1);
      for (const [i, index] of road.streets.entries()) {
        const street = town.streets[index]!;
        expect([street.road, street.from, street.to]).toEqual([
          road.index,
          road.junctions[i],
          road.junctions[i + 1],
        ]);
      }
      for (const index of road.junctions) {
        const { eastWest, northSouth } = town.junctions[index]!;
        expect(road.family === "east-west" ? eastWest : northSouth).toBe(road.index);
      }
    }
  });

  it("never turn more than 25° from their axis and cross at 60° to 120°", () => {
    const bearings = town.junctions.map(() => ({
      "east-west": [] as number[],
      "north-south": [] as number[],
    }));
    for (const street of town.streets) {
      const { family } = town.roads[street.road]!;
      const [a, b] = endsOf(street);
      const bearing = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
      expect(Math.abs(bearing - (family === "east-west" ? 0 : 90))).toBeLessThanOrEqual(25);
      for (const end of [street.from, street.to]) bearings[end]![family].push(bearing);
    }
    for (const at of bearings) {
      for (const one of at["east-west"]) {
        for (const other of at["north-south"]) {
          expect(other - one).toBeGreaterThan(60);
          expect(other - one).toBeLessThan(120);
        }
      }
    }
  });

  it("are at least 60 m long", () => {
    for (const { lengthM } of town.streets) expect(lengthM).toBeGreaterThanOrEqual(60);
  });

  it("keep their rights of way 5 m apart unless they meet, parallels 70 m (lanes 45 m) apart", () => {
    for (const one of town.streets) {
      const [a, b] = endsOf(one);
      for (const other of streetGrid.find(widened(boundsOf([a, b]), 90))) {
        if (other.index <= one.index) continue;
        if ([other.from, other.to].some((end) => end === one.from || end === one.to)) continue;
        const [c, d] = endsOf(other);
        const apartM = pieceToPieceM(a, b, c, d);
        const label = `${one.index} ${other.index}`;
        expect(apartM, label).toBeGreaterThanOrEqual(halfWidthM(one) + halfWidthM(other) + 5);
        const { family } = town.roads[one.road]!;
        if (one.road === other.road || family !== town.roads[other.road]!.family) continue;
        const along = (point: PlanePoint) => alongOf(family, point);
        const isBeside = along(a) < along(d) - 5 && along(c) < along(b) - 5;
        const isLane = classOf(one) === "lane" || classOf(other) === "lane";
        if (isBeside) expect(apartM, label).toBeGreaterThanOrEqual(isLane ? 45 : 70);
      }
    }
  });

  it("lie over water exactly where they are bridges", () => {
    for (const street of town.streets) {
      const [a, b] = endsOf(street);
      const steps = Math.ceil(street.lengthM / 4);
      const wet = Array.from({ length: steps + 1 }, (_, i): PlanePoint => {
        const t = i / steps;
        return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
      }).some((point) => waters.findAt(point) !== undefined);
      expect(wet, `street ${street.index}`).toBe(street.isBridge);
    }
  });

  it("reach the ancient town over four causeways", () => {
    const lake = waters.all.find(({ kind }) => kind === "lake")!;
    const causeways = town.streets.filter((street) => {
      const [a, b] = endsOf(street);
      let crosses = false;
      forEachSide(lake.islands[0]!, (c, d) => {
        crosses ||= doCross(a, b, c, d);
      });
      return crosses;
    });
    expect(causeways.every(({ isBridge }) => isBridge)).toBe(true);
    expect(causeways.map(({ road }) => town.roads[road]!.name).sort()).toEqual([
      "东关街",
      "北关街",
      "南关街",
      "西关街",
    ]);
  });
});

describe("the town's buildings", () => {
  const grid = createPlaneGrid<Building>(80);
  for (const building of town.buildings) grid.add(building, boundsOf(building.ring));

  /** Beyond the end of a street that of the road counts which passes there. */
  function setbackM(street: Street, ring: Building["ring"]): number {
    const [a, b] = endsOf(street);
    const along = ring.map(
      ([x, y]) => ((x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1])) / street.lengthM,
    );
    const end =
      Math.max(...along) < 0 ? street.from : Math.min(...along) > street.lengthM ? street.to : undefined;
    if (end === undefined) return STREET_SECTIONS[classOf(street)].setbackM;
    const { eastWest, northSouth } = town.junctions[end]!;
    const roads = [eastWest, northSouth].flatMap((road) => (road === null ? [] : [town.roads[road]!]));
    return Math.min(...roads.map(({ roadClass }) => STREET_SECTIONS[roadClass].setbackM));
  }

  it("have simple counter-clockwise footprints", () => {
    for (const { ring, id } of town.buildings) {
      expect(ringAreaM2(ring), id).toBeGreaterThan(20);
      for (const [i, a] of ring.entries()) {
        for (let j = i + 2; j < ring.length; j++) {
          const [b, c, d] = [ring[(i + 1) % ring.length]!, ring[j]!, ring[(j + 1) % ring.length]!];
          if (doCross(a, b, c, d)) throw new Error(`${id} crosses itself`);
        }
      }
    }
  });

  it("stand apart from each other, from water and from streets", () => {
    for (const { ring, index, id } of town.buildings) {
      const near = grid.find(widened(boundsOf(ring), 1)).filter((other) => other.index > index);
      if (near.some((other) => areRingsNear(ring, other.ring, 1))) throw new Error(`${id} touches another`);
      if (waters.touches(ring, 10)) throw new Error(`${id} is at the water`);
      for (const street of streetGrid.find(widened(boundsOf(ring), 40))) {
        if (ringToPieceM(ring, ...endsOf(street)) < setbackM(street, ring))
          throw new Error(`${id} is on a street`);
      }
    }
  });

  it("include every named building that is drawn in the town, near its drawn place", () => {
    const extent = buildExtent(1);
    const expected = drawn["public-buildings"].filter(({ points }) => isWithin(ringCentre(points), extent));
    const named = new Map(
      town.buildings.filter(({ name }) => name).map((building) => [building.name, building]),
    );
    expect([...named.keys()].sort()).toEqual(expected.map(({ properties }) => properties.name).sort());
    for (const { properties, points } of expected) {
      const [x, y] = ringCentre(named.get(properties.name as string)!.ring);
      const [home0, home1] = ringCentre(points);
      expect(Math.hypot(x - home0, y - home1), `${properties.name}`).toBeLessThan(350);
    }
    const theatre = named.get("水城明珠大剧场")!;
    expect([theatre.ring.length, theatre.heightM]).toEqual([32, 33]);
    expect(Math.sqrt(ringAreaM2(theatre.ring) / Math.PI) * 2).toBeCloseTo(86, -0.5);
  });

  it("are served by leads of their own block that front a street clear of its junctions", () => {
    const astray = town.buildings.filter((building) => {
      const lead = town.buildings[building.lead]!;
      const isThere = lead.street === building.street && lead.chainageM === building.chainageM;
      return !isLead(lead) || !isThere || lead.side !== building.side;
    });
    expect(astray).toEqual([]);
    for (const { street, chainageM, id } of town.buildings.filter(isLead)) {
      const [fromM, toM] = leadRange(town, street);
      expect(chainageM >= fromM && chainageM <= toM, id).toBe(true);
    }
    const byStreet = Map.groupBy(town.buildings.filter(isLead), ({ street }) => street);
    for (const [street, leads] of byStreet) {
      expect(town.streets[street]!.isBridge).toBe(false);
      const chainages = leads.map(({ chainageM }) => chainageM).sort((a, b) => a - b);
      for (let i = 1; i < chainages.length; i++) {
        expect(chainages[i]! - chainages[i - 1]!, `street ${street}`).toBeGreaterThanOrEqual(8 - 1e-9);
      }
    }
  });

  it("are reached from their street straight across it, past no other building", () => {
    for (const lead of town.buildings.filter(isLead)) {
      const street = town.streets[lead.street]!;
      const [a, b] = endsOf(street);
      const [ux, uy] = [(b[0] - a[0]) / street.lengthM, (b[1] - a[1]) / street.lengthM];
      const turn = lead.side === "left" ? 1 : -1;
      const foot: PlanePoint = [a[0] + ux * lead.chainageM, a[1] + uy * lead.chainageM];
      const at = (offM: number): PlanePoint => [foot[0] - uy * turn * offM, foot[1] + ux * turn * offM];
      const [near, far] = [at(2), at(160)];
      const hitM = (building: Building) => {
        let leastM = Infinity;
        forEachSide(building.ring, (c, d) => {
          if (!doCross(near, far, c, d)) return;
          const [ex, ey] = [d[0] - c[0], d[1] - c[1]];
          const [nx, ny] = [far[0] - near[0], far[1] - near[1]];
          const t = ((c[0] - near[0]) * ey - (c[1] - near[1]) * ex) / (nx * ey - ny * ex);
          leastM = Math.min(leastM, t * 158);
        });
        return leastM;
      };
      const ownM = hitM(lead);
      expect(ownM, lead.id).toBeLessThan(152);
      const others = grid.find(boundsOf([near, at(2 + ownM)])).filter(({ index }) => index !== lead.index);
      if (others.some((other) => hitM(other) < ownM))
        throw new Error(`${lead.id} is behind another building`);
    }
  });

  it("have believable figures and addresses in both languages", () => {
    const zh = /^\p{Script=Han}+\d+号(院\d+号楼)?$/u;
    const en = /^(Building \d+, )?\d+ [A-Z][A-Za-z' 0-9]+ (Street|Road|Lane|Avenue)$/;
    const odd = town.buildings.filter(({ heightM, storeys, year, people, address, addressEn, district }) => {
      const isHigh = heightM / storeys > 1 && heightM / storeys < 17;
      const isKnown = /^(371502(\d{3})?|LC-[A-Z]+)$/.test(district);
      return !(isHigh && isKnown && year <= 2024 && people >= 1 && zh.test(address) && en.test(addressEn));
    });
    expect(odd).toEqual([]);
    expect(town.buildings.filter(({ isCritical }) => isCritical).length).toBeGreaterThan(15);
  });
});

describe("the town's map and shores", () => {
  it("is a base map that says it is synthetic, under 600 kB", () => {
    expect(Value.Check(BaseMapSchema, town.baseMap)).toBe(true);
    expect(town.baseMap.attribution.zh).toContain("示意数据");
    expect(JSON.stringify(town.baseMap).length).toBeLessThan(600_000);
    for (const list of [town.baseMap.areas, town.baseMap.lines, town.baseMap.places]) {
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    }
    for (const { rings, id } of town.baseMap.areas) {
      for (const ring of rings) expect(ring.at(-1), id).toEqual(ring[0]);
    }
  });

  it("names what a stranger would look for", () => {
    const names = new Map(town.baseMap.places.map(({ name, rank }) => [name, rank]));
    expect(names.get("聊城市")).toBe(1);
    for (const name of ["东昌湖", "古楼街道", "聊城站", "聊城西站"]) expect(names.get(name), name).toBe(2);
    for (const name of ["光岳楼", "徒骇河", "周公河"]) expect(names.get(name), name).toBe(3);
  });

  it("keeps the water below its banks", () => {
    for (const { ring, levelM, name } of town.shores) {
      for (const point of ring) {
        const { lonDeg, latDeg } = toDegrees(point);
        expect(groundHeightM(lonDeg, latDeg), name).toBeGreaterThan(levelM + 0.2);
      }
    }
  });

  it("stands facilities on land, at their junction or street, with units", () => {
    for (const { at, junction, street, id, ring, attributes, ...facility } of town.facilities) {
      const isBridge = facility.class === "bridge" || id.startsWith("SS-SP") || id.startsWith("SS-YD");
      if (!isBridge) expect(waters.findAt(at), id).toBeUndefined();
      if (junction !== undefined) {
        const [x, y] = town.junctions[junction]!.at;
        expect(Math.hypot(at[0] - x, at[1] - y), id).toBeLessThan(25);
      }
      if (street !== undefined && ring === undefined) {
        expect(pointToPieceM(at, ...endsOf(town.streets[street]!)), id).toBeLessThan(20);
      }
      expect(Object.keys(attributes).length, id).toBeGreaterThanOrEqual(5);
      expect(facility.name && facility.nameEn, id).toBeTruthy();
    }
  });
});

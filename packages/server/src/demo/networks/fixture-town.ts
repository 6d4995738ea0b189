import {
  type Building,
  type BuildingUse,
  type Junction,
  type PlanePoint,
  type Road,
  type RoadClass,
  STREET_SECTIONS,
  type Street,
  type Town,
} from "../model/index.ts";
import { directionOf, placeAt } from "./mains-plane.ts";

/** A road of the fixture: its place across its family's axis, and the reach of its grid lines. */
interface GridRoad {
  readonly atM: number;
  readonly roadClass: RoadClass;
  /** First and last index among the other family's roads; the whole grid by default. */
  readonly reach?: readonly [first: number, last: number];
}

const EAST_WEST: readonly GridRoad[] = [
  { atM: -600, roadClass: "arterial" },
  { atM: -330, roadClass: "local" },
  { atM: -150, roadClass: "lane", reach: [1, 3] },
  { atM: 60, roadClass: "collector" },
  { atM: 250, roadClass: "lane", reach: [0, 2] },
  { atM: 480, roadClass: "arterial" },
];
const NORTH_SOUTH: readonly GridRoad[] = [
  { atM: -700, roadClass: "collector" },
  { atM: -420, roadClass: "lane", reach: [0, 5] },
  { atM: -160, roadClass: "arterial" },
  { atM: 140, roadClass: "local" },
  { atM: 400, roadClass: "collector", reach: [0, 3] },
  { atM: 640, roadClass: "arterial" },
];

/**
 * A small town for tests: six by six roads of all classes, slightly bent, with ends and T junctions, a bridge, and
 * buildings on both sides. About 40 streets and 300 buildings, one in two a lead; deterministic without a seed.
 */
export function fixtureTown(): Town {
  const at = (e: number, n: number): PlanePoint => [
    (NORTH_SOUTH[n]?.atM ?? 0) + 9 * Math.sin(3 * e + n),
    (EAST_WEST[e]?.atM ?? 0) + 9 * Math.cos(2 * e + 5 * n),
  ];
  const isOn = (road: GridRoad | undefined, i: number) =>
    !road?.reach || (i >= road.reach[0] && i <= road.reach[1]);
  const junctions: { index: number; at: PlanePoint; eastWest: number | null; northSouth: number | null }[] =
    [];
  const grid = EAST_WEST.map((ew, e) =>
    NORTH_SOUTH.map((ns, n) => {
      if (!isOn(ew, n) && !isOn(ns, e)) return undefined;
      const junction = { index: junctions.length, at: at(e, n), eastWest: null, northSouth: null };
      junctions.push(junction);
      return junction;
    }),
  );
  const roads: Road[] = [];
  const streets: Street[] = [];
  const addRoad = (family: Road["family"], road: GridRoad, chain: readonly (Junction | undefined)[]) => {
    const index = roads.length;
    const on = chain.filter((junction, i): junction is Junction => junction !== undefined && isOn(road, i));
    for (const { index: j } of on) {
      const junction = junctions[j];
      if (junction) junction[family === "east-west" ? "eastWest" : "northSouth"] = index;
    }
    const first = streets.length;
    on.slice(1).forEach((to, i) => {
      const from = on[i] as Junction;
      const lengthM = Math.hypot(to.at[0] - from.at[0], to.at[1] - from.at[1]);
      const isBridge = index === 3 && i === 1;
      streets.push({ index: streets.length, road: index, from: from.index, to: to.index, lengthM, isBridge });
    });
    roads.push({
      ...{ index, family, roadClass: road.roadClass },
      ...{ name: `试验${index + 1}路`, nameEn: `Test Road ${index + 1}` },
      junctions: on.map((junction) => junction.index),
      streets: streets.slice(first).map((street) => street.index),
    });
  };
  EAST_WEST.forEach((road, e) => {
    addRoad("east-west", road, grid[e] ?? []);
  });
  NORTH_SOUTH.forEach((road, n) => {
    addRoad(
      "north-south",
      road,
      grid.map((row) => row[n]),
    );
  });
  const buildings = streets.flatMap((street) => buildingsAlong(street, roads, junctions));
  return {
    ...{ seed: 1, scale: 1, roads, junctions, streets, facilities: [], shores: [] },
    buildings: buildings.map((building, index) => ({
      ...building,
      index,
      id: `JZ-${String(index + 1).padStart(6, "0")}`,
      lead: index - (index % 2),
    })),
    baseMap: { features: [] } as unknown as Town["baseMap"],
  };
}

const PITCH_M = 22;
const USES: readonly BuildingUse[] = ["residential", "residential", "commercial", "office", "hospital"];

function buildingsAlong(
  street: Street,
  roads: readonly Road[],
  junctions: readonly Junction[],
): Omit<Building, "index" | "id" | "lead">[] {
  if (street.isBridge) return [];
  const road = roads[street.road] as Road;
  const [from, to] = [junctions[street.from] as Junction, junctions[street.to] as Junction];
  const direction = directionOf(from.at, to.at);
  const { setbackM } = STREET_SECTIONS[road.roadClass];
  const clearM = (junction: Junction) => {
    const other = road.family === "east-west" ? junction.northSouth : junction.eastWest;
    return other === null ? 10 : STREET_SECTIONS[(roads[other] as Road).roadClass].setbackM + 10;
  };
  const built: Omit<Building, "index" | "id" | "lead">[] = [];
  const pairCount = Math.floor((street.lengthM - clearM(from) - clearM(to)) / PITCH_M / 2);
  for (let k = 0; k < 4 * pairCount; k++) {
    const side = k < 2 * pairCount ? "left" : "right";
    const slot = k % (2 * pairCount);
    const chainageM = clearM(from) + slot * PITCH_M + (side === "right" ? PITCH_M / 2 : 0);
    const sign = side === "right" ? 1 : -1;
    const near = (setbackM + 1) * sign;
    const far = (setbackM + 13) * sign;
    const ring = [
      placeAt(from.at, direction, chainageM - 7, near),
      placeAt(from.at, direction, chainageM + 7, near),
      placeAt(from.at, direction, chainageM + 7, far),
      placeAt(from.at, direction, chainageM - 7, far),
    ];
    const use = USES[(street.index + k) % USES.length] as BuildingUse;
    const storeys = 1 + ((street.index * 7 + k * 3) % 18);
    built.push({
      ...{
        name: "",
        nameEn: "",
        use,
        storeys,
        heightM: storeys * 3.1,
        year: 1970 + ((street.index * 13 + k) % 50),
      },
      ...{ ring: side === "left" ? ring : ring.toReversed(), people: 6 * storeys, district: "371502" },
      ...{ address: `${road.name}${k + 1}号`, addressEn: `${k + 1} ${road.nameEn}` },
      ...{ isCritical: use === "hospital", street: street.index, chainageM, side },
    });
  }
  return built;
}

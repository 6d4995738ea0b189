import {
  createRandom,
  type Facility,
  type Junction,
  type PlanePoint,
  type Random,
  type Road,
  STREET_SECTIONS,
  type Street,
} from "../model/index.ts";
import { type FacilitiesInput, facilityId } from "./facilities-input.ts";
import type { RoadNetwork } from "./road-network.ts";

/** Counts at scale 1. */
const AT_SCALE_1 = { signals: 180, cameras: 400, signs: 74 } as const;
const CLASS_RANK = { arterial: 9, collector: 4, local: 1, lane: 0 } as const;
/** Poles stand this far behind the kerb, metres. */
const BEHIND_KERB_M = 1.2;

/** Signals at the junctions of the largest roads, cameras there, at bridges and along streets, signs on main roads. */
export function setRoadsideFacilities(input: FacilitiesInput, bridges: readonly Facility[]): Facility[] {
  const { seed, scale, network } = input;
  const crossings = rankCrossings(network);
  const signals = crossings
    .slice(0, Math.round(AT_SCALE_1.signals * scale))
    .map((crossing, index) =>
      signalAt(crossing, index, createRandom(seed, "signal", crossing.junction.index)),
    );
  const cameras = setCameras(input, crossings.slice(0, signals.length), bridges);
  return [...signals, ...cameras, ...setSigns(input)];
}

interface CrossingRoads {
  readonly junction: Junction;
  readonly eastWest: Road;
  readonly northSouth: Road;
}

/** Junctions of two roads, largest roads first. */
function rankCrossings({ junctions, roads }: RoadNetwork): CrossingRoads[] {
  const rank = ({ eastWest, northSouth }: CrossingRoads) =>
    CLASS_RANK[eastWest.roadClass] + CLASS_RANK[northSouth.roadClass];
  return junctions
    .flatMap((junction): CrossingRoads[] => {
      const [eastWest, northSouth] = [roads[junction.eastWest ?? -1], roads[junction.northSouth ?? -1]];
      const isTown = eastWest?.roadClass !== "lane" && northSouth?.roadClass !== "lane";
      return eastWest && northSouth && isTown ? [{ junction, eastWest, northSouth }] : [];
    })
    .sort((a, b) => rank(b) - rank(a) || a.junction.index - b.junction.index);
}

function signalAt(crossing: CrossingRoads, index: number, random: Random): Facility {
  const { junction, eastWest, northSouth } = crossing;
  const isMain = eastWest.roadClass === "arterial" && northSouth.roadClass === "arterial";
  return {
    id: facilityId("XH", index),
    class: "signal",
    name: `${eastWest.name}${northSouth.name}路口信号机`,
    nameEn: `Signal Controller, ${eastWest.nameEn} and ${northSouth.nameEn}`,
    at: cornerOf(crossing, 1, 1),
    aboveGroundM: 0,
    junction: junction.index,
    attributes: {
      phases: { value: isMain ? 4 : random.integer(2, 3) },
      cycleTime: { value: (isMain ? 120 : 90) + 5 * random.integer(-2, 4), unit: "s" },
      control: { value: random.chance(0.7) ? "联网协调" : "单点感应" },
      height: { value: 1.6, unit: "m" },
      year: { value: random.integer(2009, 2023) },
      roadName: { value: eastWest.name },
    },
  };
}

/** A corner of a junction, behind both kerbs: +1 is east and north. */
function cornerOf(
  { junction, eastWest, northSouth }: CrossingRoads,
  east: 1 | -1,
  north: 1 | -1,
): PlanePoint {
  const [x, y] = junction.at;
  return [
    x + east * (STREET_SECTIONS[northSouth.roadClass].kerbM + BEHIND_KERB_M),
    y + north * (STREET_SECTIONS[eastWest.roadClass].kerbM + BEHIND_KERB_M),
  ];
}

const CAMERA_PURPOSES = {
  crossing: { zh: "电子警察", en: "Red-light Camera" },
  bridge: { zh: "桥梁监控", en: "Bridge Camera" },
  street: { zh: "治安监控", en: "Public-safety Camera" },
} as const;

function setCameras(
  { seed, scale, network }: FacilitiesInput,
  crossings: readonly CrossingRoads[],
  bridges: readonly Facility[],
): Facility[] {
  const wanted = Math.round(AT_SCALE_1.cameras * scale);
  const random = createRandom(seed, "cameras");
  const places: CameraPlace[] = [
    ...crossings.map(
      (crossing): CameraPlace => ({
        purpose: "crossing",
        at: cornerOf(crossing, -1, 1),
        junction: crossing.junction.index,
        road: crossing.eastWest,
      }),
    ),
    ...bridges.map(
      ({ street }): CameraPlace => ({ purpose: "bridge", ...besideStreet(network, street ?? 0, 0.5) }),
    ),
  ].slice(0, wanted);
  const streets = network.streets
    .filter(({ isBridge }) => !isBridge)
    .map((street) => ({ street, at: random.next() }))
    .sort((a, b) => a.at - b.at);
  for (const { street } of streets.slice(0, wanted - places.length)) {
    places.push({ purpose: "street", ...besideStreet(network, street.index, random.between(0.3, 0.7)) });
  }
  return places.map((place, index) => cameraAt(place, index, random));
}

interface CameraPlace {
  readonly purpose: keyof typeof CAMERA_PURPOSES;
  readonly at: PlanePoint;
  readonly road: Road | undefined;
  readonly junction?: number;
  readonly street?: number;
}

function cameraAt(place: CameraPlace, index: number, random: Random): Facility {
  const words = CAMERA_PURPOSES[place.purpose];
  const { at, road, junction, street } = place;
  return {
    id: facilityId("SP", index),
    class: "camera",
    name: `${road?.name ?? ""}${words.zh}${index + 1}号`,
    nameEn: `${words.en} No. ${index + 1}, ${road?.nameEn ?? ""}`,
    at,
    aboveGroundM: 0,
    ...(junction === undefined ? {} : { junction }),
    ...(street === undefined ? {} : { street }),
    attributes: {
      purpose: { value: words.zh },
      resolution: { value: random.pick([2, 4, 4, 8]), unit: "MP" },
      height: { value: place.purpose === "crossing" ? 6.5 : 5, unit: "m" },
      heading: { value: 15 * random.integer(0, 23), unit: "°" },
      year: { value: random.integer(2012, 2024) },
      roadName: { value: road?.name ?? "" },
    },
  };
}

/** Message signs on main roads, spread over the longest streets and the town. */
function setSigns({ seed, scale, network }: FacilitiesInput): Facility[] {
  const random = createRandom(seed, "message signs");
  const streets = network.streets
    .filter((street) => isForSigns(network, street))
    .map((street) => ({
      street,
      at: random.next() - CLASS_RANK[network.roads[street.road]?.roadClass ?? "lane"],
    }))
    .sort((a, b) => a.at - b.at)
    .slice(0, Math.round(AT_SCALE_1.signs * scale));
  return streets.map(({ street }, index) => {
    const { at, road } = besideStreet(network, street.index, 0.35);
    return {
      id: facilityId("YD", index),
      class: "message-sign",
      name: `${road?.name ?? ""}诱导屏${index + 1}号`,
      nameEn: `Message Sign No. ${index + 1}, ${road?.nameEn ?? ""}`,
      at,
      aboveGroundM: 0,
      street: street.index,
      attributes: {
        screenWidth: { value: random.pick([3.2, 4.8, 6.4]), unit: "m" },
        screenHeight: { value: random.pick([1.6, 2.4, 3.2]), unit: "m" },
        clearance: { value: 5.5, unit: "m" },
        heading: { value: road?.family === "east-west" ? 270 : 180, unit: "°" },
        year: { value: random.integer(2013, 2024) },
        roadName: { value: road?.name ?? "" },
      },
    };
  });
}

function isForSigns({ roads }: RoadNetwork, { road, lengthM, isBridge }: Street): boolean {
  const roadClass = roads[road]?.roadClass;
  return !isBridge && lengthM > 110 && (roadClass === "arterial" || roadClass === "collector");
}

/** Behind the right-hand kerb of a street, at a part of its length. */
function besideStreet({ streets, junctions, roads }: RoadNetwork, index: number, part: number) {
  const street = streets[index];
  const road = roads[street?.road ?? -1];
  const [a, b] = [junctions[street?.from ?? -1]?.at ?? [0, 0], junctions[street?.to ?? -1]?.at ?? [0, 0]];
  const lengthM = street?.lengthM ?? 1;
  const offM = (road ? STREET_SECTIONS[road.roadClass].kerbM : 0) + BEHIND_KERB_M;
  const [dx, dy] = [(b[0] - a[0]) / lengthM, (b[1] - a[1]) / lengthM];
  const at: PlanePoint = [a[0] + dx * lengthM * part + dy * offM, a[1] + dy * lengthM * part - dx * offM];
  return { at, road, street: index };
}

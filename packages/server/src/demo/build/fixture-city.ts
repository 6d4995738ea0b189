import type { DatastreamInput } from "@shuicheng/shared/contracts";
import type { DemoCity } from "../generate-city.ts";
import {
  type Building,
  type CityOrder,
  createRandom,
  type NetworkEdge,
  type NetworkNode,
  type Town,
  type UtilityNetwork,
} from "../model/index.ts";

/** A street of fifty pipes with two houses, for tests of what is made of a city; the seed decides the diameters. */
export function generateCity(
  { seed, scale }: CityOrder,
  onStage: (stage: string) => void = () => {},
): DemoCity {
  onStage("town");
  const networks = [aWaterNetwork(seed), aTunnel()];
  const datastreams: DatastreamInput[] = [
    { id: "JS-GD-1.pressure", asset: "JS-GD-1", observedProperty: "pressure" },
    { id: "GL-1.oxygen", asset: "GL-1", observedProperty: "oxygen" },
  ];
  return { town: aTown(seed, scale), networks, datastreams, defects: [] };
}

const SIDE_M = 40;
const GROUND_M = 32;

function aWaterNetwork(seed: number): UtilityNetwork {
  const random = createRandom(seed, "fixture");
  const drawings: NetworkNode["drawing"][] = [
    { shape: "tank", diameterM: 20, heightM: 5 },
    { shape: "joint" },
    { shape: "valve" },
    { shape: "shaft", diameterM: 1, bottomM: 29 },
    { shape: "pump" },
    { shape: "post", heightM: 0.9, diameterM: 0.3 },
    { shape: "box", sizeM: [2, 3, 2] },
  ];
  const nodes = Array.from({ length: 51 }, (_, index): NetworkNode => {
    const drawing = drawings[index % drawings.length] as NetworkNode["drawing"];
    return {
      ...{ id: `JS-JD-${index}`, class: "junction", name: "", nameEn: "", groundM: GROUND_M, drawing },
      at: [index * SIDE_M, index % 2, 30.4],
      attributes: { status: { value: "在用" } },
      ...(index === 50 ? { building: 1 } : {}),
    };
  });
  const edges = nodes.slice(1).map((to, index): NetworkEdge => {
    const from = nodes[index] as NetworkNode;
    const diameterMm = random.pick([100, 150, 300]);
    return {
      ...{ id: `JS-GD-${index}`, class: index === 49 ? "abandoned-pipe" : "pipe", from: from.id, to: to.id },
      role: index < 10 ? "trunk" : index < 40 ? "distribution" : "service",
      path: [from.at, to.at],
      section: { shape: "round", outerDiameterM: diameterMm / 1_000 },
      ...{ diameterMm, lengthM: Math.hypot(SIDE_M, 1), coverM: 1.5, street: 0 },
      attributes: { material: { value: "球墨铸铁" }, year: { value: 2009 } },
    };
  });
  return { kind: "water", nodes, edges, sources: ["JS-JD-0"] };
}

function aTunnel(): UtilityNetwork {
  const node = (id: string, eastM: number): NetworkNode => ({
    ...{ id, class: "tunnel-node", name: "", nameEn: "", at: [eastM, -30, 27], groundM: GROUND_M },
    ...{ drawing: { shape: "box", sizeM: [4, 4, 3] }, attributes: {} },
  });
  const edge: NetworkEdge = {
    ...{ id: "GL-1", class: "compartment", from: "GL-A", to: "GL-B", role: "trunk" },
    path: [
      [0, -30, 27],
      [300, -30, 27],
    ],
    section: { shape: "box", widthM: 2.6, heightM: 3.2 },
    ...{ diameterMm: 3_200, lengthM: 300, coverM: 3.4, attributes: {} },
  };
  return { kind: "tunnel", nodes: [node("GL-A", 0), node("GL-B", 300)], edges: [edge], sources: ["GL-A"] };
}

function aTown(seed: number, scale: number): Town {
  const building = (index: number, heightM: number): Building => ({
    ...{
      index,
      id: `JZ-${index}`,
      name: index === 0 ? "人民医院" : "",
      nameEn: index === 0 ? "People's Hospital" : "",
    },
    ...{ use: index === 0 ? "hospital" : "residential", storeys: 6, heightM, year: 1998, people: 120 },
    ring: [
      [index * 60, 40],
      [index * 60 + 30, 40],
      [index * 60 + 30, 55],
      [index * 60, 55],
    ],
    ...{ address: "柳园南路12号", addressEn: "12 Liuyuan South Road", district: "371502" },
    ...{ isCritical: index === 0, street: 0, chainageM: 20, side: "left", lead: index },
  });
  const park = { id: "SS-2", class: "park", name: "口袋公园", nameEn: "Pocket park", at: [5, 80] as const };
  return {
    ...{ seed, scale, shores: [] },
    roads: [
      {
        ...{
          index: 0,
          name: "柳园南路",
          nameEn: "Liuyuan South Road",
          family: "east-west",
          roadClass: "local",
        },
        ...{ junctions: [0, 1], streets: [0] },
      },
    ],
    junctions: [
      { index: 0, at: [0, 0], eastWest: 0, northSouth: null },
      { index: 1, at: [2_000, 0], eastWest: 0, northSouth: null },
    ],
    streets: [{ index: 0, road: 0, from: 0, to: 1, lengthM: 2_000, isBridge: false }],
    buildings: [building(0, 18), building(1, 24)],
    facilities: [
      {
        ...{ id: "SS-1", class: "signal", name: "", nameEn: "", at: [0, 8], aboveGroundM: 0, attributes: {} },
      },
      {
        ...{ ...park, aboveGroundM: 0, attributes: {} },
        ring: [
          [0, 70],
          [12, 70],
          [12, 90],
        ],
      },
    ],
    baseMap: {
      version: 1,
      areas: [],
      lines: [],
      places: [],
      attribution: { zh: "示意数据", en: "Synthetic data" },
    },
  };
}

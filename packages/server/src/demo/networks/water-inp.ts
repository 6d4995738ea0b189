import {
  type NetworkEdge,
  type NetworkNode,
  type Town,
  toDegrees,
  type UtilityNetwork,
} from "../model/index.ts";
import { SERVICE_MATERIAL, serviceOfDn, WATER_MATERIALS } from "./water-sizes.ts";

/**
 * Writes the water network in its design hour as an EPANET 2.2 INP file: litres a second, metres, Hazen–Williams, a
 * single period. Plants are reservoirs at their outlet head, the elevated tank a tank at its level, buildings take
 * their peak demand. Elevations are the axes' heights (1985 国家高程基准), coordinates WGS84 degrees (X east). Abandoned
 * mains are left out.
 */
export function buildWaterInp(town: Town, water: UtilityNetwork): string {
  const edges = water.edges.filter((edge) => edge.class !== "abandoned-pipe");
  const live = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  const nodes = water.nodes.filter((node) => live.has(node.id));
  const isReservoir = (node: NetworkNode) => water.sources.includes(node.id);
  const isTank = (node: NetworkNode) => node.class === "tank";
  const junctions = nodes.filter((node) => !isReservoir(node) && !isTank(node));
  const sections: [string, string[]][] = [
    ["TITLE", [`Synthetic water network, seed ${town.seed}, scale ${town.scale}`]],
    ["JUNCTIONS", junctions.map((node) => row(node.id, node.at[2].toFixed(3), demandOf(node)))],
    ["RESERVOIRS", nodes.filter(isReservoir).map((node) => row(node.id, numberOf(node, "designHead")))],
    ["TANKS", nodes.filter(isTank).map(tankRow)],
    ["PIPES", edges.map(pipeRow)],
    ["OPTIONS", OPTIONS],
    ["TIMES", ["Duration 0:00"]],
    ["REPORT", ["Status No", "Summary No"]],
    ["COORDINATES", nodes.map(coordinateRow)],
  ];
  return `${sections.map(([name, rows]) => [`[${name}]`, ...rows, ""].join("\n")).join("\n")}[END]\n`;
}

const OPTIONS = ["Units LPS", "Headloss H-W", "Accuracy 0.0001", "Trials 200", "Quality None"];

/** The tank's floor lies this far below its water and its rim as far above, metres. */
const TANK_HALF_DEPTH_M = 2.5;

const row = (...cells: (string | number)[]): string => cells.join("\t");

function tankRow(node: NetworkNode): string {
  const levelM = TANK_HALF_DEPTH_M;
  const diameterM = 16;
  return row(
    node.id,
    (numberOf(node, "waterLevel") - levelM).toFixed(2),
    levelM,
    0,
    2 * levelM,
    diameterM,
    0,
  );
}

function pipeRow(edge: NetworkEdge): string {
  const material = edge.attributes.material?.value;
  const isService = material === SERVICE_MATERIAL.name;
  const innerMm = isService ? serviceOfDn(edge.diameterMm).innerMm : edge.diameterMm;
  const { roughness } = WATER_MATERIALS.find(({ name }) => name === material) ?? SERVICE_MATERIAL;
  return row(edge.id, edge.from, edge.to, edge.lengthM.toFixed(3), innerMm, roughness, 0, "Open");
}

function coordinateRow(node: NetworkNode): string {
  const { lonDeg, latDeg } = toDegrees(node.at);
  return row(node.id, lonDeg.toFixed(7), latDeg.toFixed(7));
}

const demandOf = (node: NetworkNode): number =>
  node.attributes.designDemand === undefined ? 0 : numberOf(node, "designDemand");

function numberOf(node: NetworkNode, key: string): number {
  const value = node.attributes[key]?.value;
  if (typeof value !== "number") throw new RangeError(`${node.id} has no ${key}`);
  return value;
}

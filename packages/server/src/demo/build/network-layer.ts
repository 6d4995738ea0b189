import type { AssetInput, Attribute } from "@shuicheng/shared/contracts";
import type { TileFeature, ViewRange } from "@shuicheng/shared/tiles";
import {
  type NetworkEdge,
  type NetworkNode,
  rounded,
  type Town,
  type UtilityNetwork,
} from "../model/index.ts";
import type { CityFrame } from "./city-frame.ts";
import { type CityLayerDraft, middleOf, positionOf } from "./city-layer.ts";
import { createNodeDrawing } from "./draw-node.ts";
import { findNodeSurroundings, type NodeSurroundings, RANK_STEP, roleRank } from "./node-surroundings.ts";

/**
 * Trunk mains and plants always, mains of streets from a district's height, services and fittings in a street. Small
 * tiles near the eye: of a large one most would be out of sight.
 */
export const NETWORK_RANGES: readonly ViewRange[] = [
  { withinM: Number.POSITIVE_INFINITY, fromImportance: roleRank("trunk"), maxFeatures: 8_192 },
  { withinM: 4_500, fromImportance: roleRank("distribution"), maxFeaturesPerTile: 2_048 },
  { withinM: 1_200, maxFeaturesPerTile: 1_024 },
];

/** Leads to houses are thin and many: six sides of them look round enough. */
const SERVICE_SIDES = 6;

/** Makes a layer of a network: nodes first, then edges, each in the network's order. */
export function draftNetworkLayer(network: UtilityNetwork, town: Town, frame: CityFrame): CityLayerDraft {
  const { nodes, edges, kind } = network;
  return {
    id: kind,
    assets: [...nodes.map((node) => nodeAsset(node, town)), ...edges.map((edge) => edgeAsset(edge, town))],
    lengthM: edges.reduce((sum, edge) => sum + (edge.class === "abandoned-pipe" ? 0 : edge.lengthM), 0),
    ranges: NETWORK_RANGES,
    features: (featureIndices) => drawNetwork(network, frame, featureIndices),
  };
}

/** Draws a network: nodes first, then edges. One feature index for each. */
export function* drawNetwork(
  network: UtilityNetwork,
  frame: CityFrame,
  featureIndices: Uint32Array,
): Generator<TileFeature> {
  const surroundings = findNodeSurroundings(network);
  const drawNode = createNodeDrawing(frame);
  let asset = 0;
  for (const node of network.nodes) {
    const around = surroundings.get(node.id) as NodeSurroundings;
    yield drawNode(node, around, featureIndices[asset++] as number);
  }
  for (const edge of network.edges) yield drawEdge(edge, featureIndices[asset++] as number, frame);
}

function nodeAsset(node: NetworkNode, town: Town): AssetInput {
  const { id, name, nameEn, at, groundM, attributes } = node;
  const building = node.building === undefined ? undefined : town.buildings[node.building];
  return {
    id,
    class: node.class,
    ...(name ? { name } : {}),
    position: positionOf([at[0], at[1]], at[2]),
    attributes: {
      ...(nameEn ? { nameEn: { value: nameEn } } : {}),
      ...attributes,
      depth: metres(groundM - at[2]),
      groundLevel: metres(groundM),
      ...(building ? { building: { value: building.id } } : {}),
    },
  };
}

function edgeAsset(edge: NetworkEdge, town: Town): AssetInput {
  const middle = middleOf(edge.path);
  const street = edge.street === undefined ? undefined : town.streets[edge.street];
  const road = street && town.roads[street.road];
  return {
    id: edge.id,
    class: edge.class,
    position: positionOf([middle[0], middle[1]], middle[2]),
    attributes: {
      ...(road ? { roadName: { value: road.name } } : {}),
      ...edge.attributes,
      ...sizeOf(edge),
      length: metres(edge.lengthM),
      coverDepth: metres(edge.coverM),
      from: { value: edge.from },
      to: { value: edge.to },
    },
  };
}

function sizeOf({ section, diameterMm }: NetworkEdge): Record<string, Attribute> {
  if (section.shape === "round") return { diameter: { value: diameterMm, unit: "mm" } };
  return { width: metres(section.widthM), height: metres(section.heightM) };
}

const metres = (valueM: number): Attribute => ({ value: rounded(valueM, 2), unit: "m" });

function drawEdge(edge: NetworkEdge, featureIndex: number, frame: CityFrame): TileFeature {
  const { section, role, diameterMm, path } = edge;
  const importance = roleRank(role) + Math.min(diameterMm, RANK_STEP - 1);
  const pathEnuM = path.map(frame.toEnuM);
  if (section.shape === "box") {
    const { widthM, heightM } = section;
    return { featureIndex, importance, ducts: [{ pathEnuM, widthM, heightM }] };
  }
  const radiusM = section.outerDiameterM / 2;
  const tube = { pathEnuM, radiusM, ...(role === "service" ? { sides: SERVICE_SIDES } : {}) };
  return { featureIndex, importance, tubes: [tube] };
}

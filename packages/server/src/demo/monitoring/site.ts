import { ASSET_CLASSES } from "@shuicheng/shared/catalogue";
import type { Attribute } from "@shuicheng/shared/contracts";
import type {
  Building,
  Facility,
  NetworkEdge,
  NetworkNode,
  PlanePoint,
  RoadClass,
  Town,
  UtilityKind,
  UtilityNetwork,
} from "../model/index.ts";
import { ringAreaM2 } from "../model/plane-shapes.ts";

/** Where an instrument may be put: an asset with what decides its range and limits. */
export interface Site {
  readonly id: string;
  readonly of: UtilityKind | "facilities" | "buildings";
  readonly class: string;
  /** In Chinese, for names of datastreams. */
  readonly name: string;
  readonly at: PlanePoint;
  /** Ground, metres orthometric; NaN where nothing depends on it. */
  readonly groundM: number;
  /** From the ground to the invert or axis, metres; 0 for what stands above. */
  readonly depthM: number;
  /** Largest pipe here, mm; 0 where there is none. */
  readonly diameterMm: number;
  /** Floors of the building that is served or that it is; 0 without one. */
  readonly storeys: number;
  readonly use: string;
  /** It is, or is the connection of, a building with a name of its own that is open to the public. */
  readonly isPublic: boolean;
  /** Of a building, all storeys together, m²; 0 for everything else. */
  readonly floorAreaM2: number;
  readonly roadClass: RoadClass | null;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** Every asset of the city as a site, in the city's order. */
export function listSites(town: Town, networks: readonly UtilityNetwork[]): Site[] {
  return [
    ...networks.flatMap((network) => sitesOfNetwork(town, network)),
    ...town.facilities.map((facility) => siteOfFacility(town, facility)),
    ...town.buildings.map(siteOfBuilding),
  ];
}

function sitesOfNetwork(town: Town, network: UtilityNetwork): Site[] {
  const diameters = new Map<string, number>();
  const hasLive = new Set<string>();
  for (const { from, to, diameterMm, class: edgeClass } of network.edges) {
    for (const end of [from, to]) {
      diameters.set(end, Math.max(diameters.get(end) ?? 0, diameterMm));
      if (edgeClass !== "abandoned-pipe") hasLive.add(end);
    }
  }
  const nodes = network.nodes.filter(({ id }) => hasLive.has(id));
  const edges = network.edges.filter((edge) => edge.class !== "abandoned-pipe" && edge.role !== "service");
  return [
    ...nodes.map((node) => siteOfNode(town, network.kind, node, diameters.get(node.id) ?? 0)),
    ...edges.map((edge) => siteOfEdge(town, network.kind, edge)),
  ];
}

function siteOfNode(town: Town, of: UtilityKind, node: NetworkNode, diameterMm: number): Site {
  const building = node.building === undefined ? undefined : town.buildings[node.building];
  return {
    ...{ id: node.id, of, class: node.class, name: nameOf(node), diameterMm, roadClass: null },
    at: [node.at[0], node.at[1]],
    groundM: node.groundM,
    depthM: Math.max(0, node.groundM - node.at[2]),
    storeys: building?.storeys ?? 0,
    use: building?.use ?? "",
    ...{ isPublic: building !== undefined && isPublic(building), floorAreaM2: 0 },
    attributes: node.attributes,
  };
}

function siteOfEdge(town: Town, of: UtilityKind, edge: NetworkEdge): Site {
  const middle = edge.path[Math.floor(edge.path.length / 2)] ?? [0, 0, 0];
  const before = edge.path[Math.max(0, Math.floor(edge.path.length / 2) - 1)] ?? middle;
  return {
    ...{
      id: edge.id,
      of,
      class: edge.class,
      name: nameOf({ ...edge, name: "" }),
      diameterMm: edge.diameterMm,
    },
    at: [(middle[0] + before[0]) / 2, (middle[1] + before[1]) / 2],
    ...{ groundM: Number.NaN, depthM: edge.coverM, storeys: 0, use: "", isPublic: false, floorAreaM2: 0 },
    roadClass: roadClassOf(town, edge.street),
    attributes: edge.attributes,
  };
}

function siteOfFacility(town: Town, facility: Facility): Site {
  const streets = facility.junction === undefined ? [facility.street] : streetsAt(town, facility.junction);
  const classes = streets.map((street) => roadClassOf(town, street));
  return {
    ...{ id: facility.id, of: "facilities", class: facility.class, name: nameOf(facility), at: facility.at },
    ...{
      groundM: Number.NaN,
      depthM: 0,
      diameterMm: 0,
      storeys: 0,
      use: "",
      isPublic: false,
      floorAreaM2: 0,
    },
    roadClass: classes.includes("arterial") ? "arterial" : (classes.find((one) => one !== null) ?? null),
    attributes: facility.attributes,
  };
}

function siteOfBuilding(building: Building): Site {
  return {
    ...{ id: building.id, of: "buildings", class: "building" },
    name: building.name || building.address || building.id,
    at: building.ring[0] ?? [0, 0],
    ...{ groundM: Number.NaN, depthM: 0, diameterMm: 0, roadClass: null, attributes: {} },
    ...{ storeys: building.storeys, use: building.use, isPublic: isPublic(building) },
    floorAreaM2: ringAreaM2(building.ring) * building.storeys,
  };
}

/** Named works of a utility are watched as what they are in its network. */
const isPublic = ({ name, use }: Building): boolean => name !== "" && use !== "utility";

/** What people call it, else its class and code. */
function nameOf(asset: { readonly id: string; readonly class: string; readonly name: string }): string {
  if (asset.name !== "") return asset.name;
  const words = Object.hasOwn(ASSET_CLASSES, asset.class)
    ? ASSET_CLASSES[asset.class as keyof typeof ASSET_CLASSES].zh
    : "";
  return `${words}${asset.id}`;
}

function roadClassOf(town: Town, street: number | undefined): RoadClass | null {
  const road = street === undefined ? undefined : town.streets[street]?.road;
  return road === undefined ? null : (town.roads[road]?.roadClass ?? null);
}

/** A street of each road that meets there. */
function streetsAt(town: Town, junction: number): number[] {
  const { eastWest = null, northSouth = null } = town.junctions[junction] ?? {};
  return [eastWest, northSouth].flatMap((road) =>
    road === null ? [] : (town.roads[road]?.streets.slice(0, 1) ?? []),
  );
}

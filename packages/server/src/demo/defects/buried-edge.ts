import {
  type ClearanceParty,
  type CoverKind,
  type DrainWall,
  findClearanceParty,
} from "@shuicheng/shared/catalogue";
import type { NetworkEdge, UtilityKind, UtilityNetwork } from "../model/index.ts";

/** An edge that lies in the ground and in use, as the standards see it. */
export interface BuriedEdge {
  readonly kind: UtilityKind;
  readonly edge: NetworkEdge;
  readonly party: ClearanceParty;
  readonly coverKind: CoverKind;
  /** Highest voltage of its cables, kV; 0 where none is known. */
  readonly voltageKv: number;
}

/** Lies in a utility tunnel (综合管廊): the tunnel is one structure, its pipes are no neighbours of the ground's. */
const IN_TUNNEL = "综合管廊";

/** Burial methods of CJJ 61-2017 that are not in the ground. */
const ABOVE_GROUND: readonly string[] = ["架空", "地面", "上架", "桥上", "桥下", "桥架"];

/** Finds what an edge counts as; `undefined` for what the rules leave out: abandoned, in a tunnel, above the ground. */
export function findBuriedEdge(kind: UtilityKind, edge: NetworkEdge): BuriedEdge | undefined {
  const method = textOf(edge, "buriedMethod") ?? "";
  if (isAbandoned(edge) || (kind !== "tunnel" && method === IN_TUNNEL) || ABOVE_GROUND.includes(method))
    return undefined;
  const isDirectBuried = method === "直埋";
  const party = findClearanceParty(subjectOf(kind, edge, isDirectBuried));
  if (party === undefined) return undefined;
  return {
    ...{ kind, edge, party, voltageKv: numberOf(edge, "voltage") ?? 0 },
    coverKind: coverKindOf(kind, isDirectBuried),
  };
}

/** All edges of some networks that count. */
export function listBuriedEdges(networks: readonly UtilityNetwork[]): BuriedEdge[] {
  return networks.flatMap(({ kind, edges }) => edges.flatMap((edge) => findBuriedEdge(kind, edge) ?? []));
}

/** Out of use and left in the ground: connected to nothing, exempt from every rule. */
export function isAbandoned(edge: NetworkEdge): boolean {
  return edge.class === "abandoned-pipe" || textOf(edge, "status") === "废弃";
}

/** What a drain's wall is made of, by its material. */
export function drainWallOf(edge: NetworkEdge): DrainWall {
  return /PE|PVC|PP|塑|玻璃钢/.test(textOf(edge, "material") ?? "") ? "plastic" : "concrete";
}

/** Half the vertical size of an edge's section, metres. */
export function halfHeightM({ section }: Pick<NetworkEdge, "section">): number {
  return (section.shape === "round" ? section.outerDiameterM : section.heightM) / 2;
}

/** Half the horizontal size of an edge's section, metres. */
export function halfWidthM({ section }: Pick<NetworkEdge, "section">): number {
  return (section.shape === "round" ? section.outerDiameterM : section.widthM) / 2;
}

/** Gas mains of a town are medium pressure A; a pipe that does not say its rating is taken for one. */
const STREET_GAS_MPA = 0.4;

function subjectOf(kind: UtilityKind, edge: NetworkEdge, isDirectBuried: boolean) {
  if (kind === "water") return { kind, diameterMm: edge.diameterMm } as const;
  if (kind === "gas")
    return { kind, pressureMPa: numberOf(edge, "pressureRating") ?? STREET_GAS_MPA } as const;
  if (kind === "power" || kind === "telecom") return { kind, isDirectBuried } as const;
  return { kind } as const;
}

function coverKindOf(kind: UtilityKind, isDirectBuried: boolean): CoverKind {
  if (kind === "storm" || kind === "sewage") return "drain";
  if (kind === "tunnel") return "trench";
  if (kind === "power") return isDirectBuried ? "power-direct" : "power-duct";
  return kind;
}

function textOf(edge: NetworkEdge, key: string): string | undefined {
  const value = edge.attributes[key]?.value;
  return typeof value === "string" ? value : undefined;
}

function numberOf(edge: NetworkEdge, key: string): number | undefined {
  const value = edge.attributes[key]?.value;
  return typeof value === "number" ? value : undefined;
}

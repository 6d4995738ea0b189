import type { NetworkEdge, NetworkNode, Random, UtilityKind, UtilityNetwork } from "../model/index.ts";
import { findBuriedEdge, listBuriedEdges } from "./buried-edge.ts";
import { type ClearanceCheck, createClearanceCheck } from "./check-clearances.ts";
import { findCoverDefect } from "./check-cover.ts";
import { findSlopeDefect } from "./check-slope.ts";
import type { NetworkFinding } from "./finding.ts";

/** What one planted defect changes: nodes and edges that replace those of the same id, or are added. */
export interface Planting {
  readonly kind: UtilityKind;
  readonly edges: readonly NetworkEdge[];
  readonly nodes: readonly NetworkNode[];
  readonly defect: NetworkFinding;
}

/** An edge where a defect may be planted. */
export interface Candidate {
  readonly kind: UtilityKind;
  readonly edge: NetworkEdge;
}

/** One kind of defect: where it may be, and how it is put there so that it shows once and nothing else does. */
export interface Planter {
  readonly code: NetworkFinding["code"];
  /** How many at scale 1. */
  readonly count: number;
  /** Whether an edge is worth trying. */
  suits(candidate: Candidate): boolean;
  /** `undefined` where the place does not allow it without a second finding. */
  plant(city: SoundCity, candidate: Candidate, random: Random): Planting | undefined;
}

/** The city before defects, prepared for questions about single edges. */
export interface SoundCity {
  readonly networks: readonly UtilityNetwork[];
  readonly check: ClearanceCheck;
  /** Edges at a node, by its id. */
  readonly edgesAt: ReadonlyMap<string, readonly NetworkEdge[]>;
  readonly nodes: ReadonlyMap<string, NetworkNode>;
  readonly sources: ReadonlySet<string>;
}

/** Prepares networks for planting. */
export function prepareCity(networks: readonly UtilityNetwork[]): SoundCity {
  const edgesAt = new Map<string, NetworkEdge[]>();
  for (const edge of networks.flatMap(({ edges }) => edges)) {
    for (const id of [edge.from, edge.to]) {
      const there = edgesAt.get(id);
      if (there) there.push(edge);
      else edgesAt.set(id, [edge]);
    }
  }
  return {
    networks,
    check: createClearanceCheck(listBuriedEdges(networks)),
    edgesAt,
    nodes: new Map(networks.flatMap(({ nodes }) => nodes.map((node) => [node.id, node] as const))),
    sources: new Set(networks.flatMap(({ sources }) => sources)),
  };
}

/** What the check would find at an edge that took the place of the one of its id. */
export function judgeEdge(city: SoundCity, kind: UtilityKind, edge: NetworkEdge): NetworkFinding[] {
  const buried = findBuriedEdge(kind, edge);
  if (!buried) return [];
  return [
    ...city.check.findNear(buried),
    ...[findCoverDefect(buried), findSlopeDefect(buried)].filter((finding) => finding !== undefined),
  ];
}

/** The one finding of an edge, if it is the only one and of the wanted kind. */
export function findOnly(
  findings: readonly NetworkFinding[],
  code: NetworkFinding["code"],
): NetworkFinding | undefined {
  return findings.length === 1 && findings[0]?.code === code ? findings[0] : undefined;
}

/** An edge in use of the streets' small pipes: no trunk main and no connection of a station. */
export function isMinor({ edge }: Candidate): boolean {
  return edge.role !== "trunk" && (edge.class === "pipe" || edge.class === "duct");
}

/** Kinds whose pipes can be led round things: not those that flow by gravity. */
export const PLIABLE_KINDS: readonly UtilityKind[] = ["water", "gas", "power", "telecom"];

import type { NetworkEdge, NetworkNode, SpacePoint, UtilityKind, UtilityNetwork } from "../model/index.ts";
import { isAbandoned } from "./buried-edge.ts";
import { buildFinding, type NetworkFinding } from "./finding.ts";

/** Which drains must not be joined to which. */
const OTHER_DRAIN: Readonly<Partial<Record<UtilityKind, UtilityKind>>> = { sewage: "storm", storm: "sewage" };

/** Finds edges of one drainage network that end at a node of the other (雨污混接), in either direction. */
export function findMixedSewers(networks: readonly UtilityNetwork[]): NetworkFinding[] {
  return networks.flatMap(({ kind, nodes, edges }) => {
    const other = networks.find((network) => network.kind === OTHER_DRAIN[kind]);
    if (!other) return [];
    const own = new Set(nodes.map((node) => node.id));
    const foreign = new Map(other.nodes.map((node) => [node.id, node]));
    return edges.flatMap((edge) =>
      [edge.from, edge.to].flatMap((end) => {
        const node = own.has(end) ? undefined : foreign.get(end);
        return node ? [buildFinding({ code: "mixed-sewer", assets: [edge.id, node.id], at: node.at })] : [];
      }),
    );
  });
}

/** A part of the networks without a source: what was cut off. */
interface Part {
  readonly edges: NetworkEdge[];
  readonly nodes: NetworkNode[];
}

/**
 * Finds connected parts that no source feeds (drains: that reach no outfall). Connections count across networks, so
 * that a sewer joined to a storm drain is a mixed sewer and not cut off. Abandoned pipes connect nothing and are not
 * reported. Assets: the part's edges; its nodes where it has none.
 */
export function findIsolatedParts(networks: readonly UtilityNetwork[]): NetworkFinding[] {
  const parents = new Map<string, string>();
  const liveEdges = networks.map(({ edges }) => edges.filter((edge) => !isAbandoned(edge)));
  for (const edge of liveEdges.flat()) parents.set(rootOf(parents, edge.from), rootOf(parents, edge.to));
  const fed = new Set(networks.flatMap(({ sources }) => sources.map((id) => rootOf(parents, id))));
  const abandoned = new Set(
    networks.flatMap(({ edges }) => edges.filter(isAbandoned).flatMap(({ from, to }) => [from, to])),
  );

  const parts = new Map<string, Part>();
  const partOf = (id: string): Part | undefined => {
    const root = rootOf(parents, id);
    if (fed.has(root)) return undefined;
    const part = parts.get(root) ?? { edges: [], nodes: [] };
    parts.set(root, part);
    return part;
  };
  for (const edge of liveEdges.flat()) partOf(edge.from)?.edges.push(edge);
  for (const node of networks.flatMap(({ nodes }) => nodes))
    if (parents.has(node.id) || !abandoned.has(node.id)) partOf(node.id)?.nodes.push(node);
  return [...parts.values()].map(isolatedFinding);
}

function isolatedFinding({ edges, nodes }: Part): NetworkFinding {
  const things = edges.length > 0 ? edges : nodes;
  const at = edges[0]?.path[0] ?? nodes[0]?.at ?? ([0, 0, 0] satisfies SpacePoint);
  return buildFinding({ code: "isolated", assets: things.map(({ id }) => id).toSorted(), at });
}

/** Root of a node's tree, halving paths on the way. */
function rootOf(parents: Map<string, string>, id: string): string {
  let at = id;
  for (let parent = parents.get(at); parent !== undefined && parent !== at; parent = parents.get(at)) {
    const grandparent = parents.get(parent) ?? parent;
    parents.set(at, grandparent);
    at = grandparent;
  }
  return at;
}

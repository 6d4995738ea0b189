import type { NetworkEdge, SpacePoint, UtilityNetwork } from "../model/index.ts";

/** What of a network touches a node. */
export interface NodeSurroundings {
  /** Half the largest outer size of the edges that meet here, metres; 0 where none does. */
  readonly reachM: number;
  /** Rank of the most important edge. */
  readonly rank: number;
  /** Where the most important edge runs, in the plane; undefined where none does. */
  readonly along: readonly [eastM: number, northM: number] | undefined;
}

/** Ranks are so far apart that no diameter in millimetres reaches from one to the next. */
export const RANK_STEP = 10_000;

/** Rank of a role: the base of an importance. */
export const roleRank = (role: NetworkEdge["role"]): number =>
  ({ service: 1, distribution: 2, trunk: 3 })[role] * RANK_STEP;

const NOTHING: NodeSurroundings = { reachM: 0, rank: 0, along: undefined };

/** Surroundings of each node, by id. */
export function findNodeSurroundings({ nodes, edges }: UtilityNetwork): Map<string, NodeSurroundings> {
  const found = new Map<string, NodeSurroundings>(nodes.map((node) => [node.id, NOTHING]));
  for (const edge of edges) {
    const { section, role } = edge;
    const sizeM =
      section.shape === "round" ? section.outerDiameterM : Math.max(section.widthM, section.heightM);
    const along = alongOf(edge.path);
    for (const id of [edge.from, edge.to]) {
      const known = found.get(id) ?? NOTHING;
      const rank = roleRank(role);
      found.set(id, {
        reachM: Math.max(known.reachM, sizeM / 2),
        rank: Math.max(known.rank, rank),
        along: rank > known.rank ? along : (known.along ?? along),
      });
    }
  }
  return found;
}

function alongOf(path: readonly SpacePoint[]): readonly [number, number] | undefined {
  const [first, last] = [path[0], path.at(-1)];
  if (!first || !last) return undefined;
  const [east, north] = [last[0] - first[0], last[1] - first[1]];
  return Math.hypot(east, north) > 1e-3 ? [east, north] : undefined;
}

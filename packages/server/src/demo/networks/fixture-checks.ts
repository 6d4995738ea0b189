import {
  groundAtM,
  type NetworkEdge,
  type NetworkNode,
  spaceDistanceM,
  type UtilityNetwork,
} from "../model/index.ts";

/** Ids of live nodes that no source reaches; abandoned pipes join nothing. */
export function findUnreached({ nodes, edges, sources }: UtilityNetwork): string[] {
  const neighbours = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  const abandoned = new Set<string>();
  for (const edge of edges) {
    if (edge.class === "abandoned-pipe") {
      abandoned.add(edge.from).add(edge.to);
      continue;
    }
    neighbours.get(edge.from)?.push(edge.to);
    neighbours.get(edge.to)?.push(edge.from);
  }
  const seen = new Set(sources);
  for (const queue = [...sources]; queue.length > 0; ) {
    for (const next of neighbours.get(queue.pop() ?? "") ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return nodes.map(({ id }) => id).filter((id) => !seen.has(id) && !abandoned.has(id));
}

/** What is wrong with ids and shapes: doubles, ends away from their nodes, wrong lengths or covers, numbers that are none. */
export function findFaults({ nodes, edges }: UtilityNetwork, leastCoverM: number): string[] {
  const faults: string[] = [];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ids = [...nodes, ...edges].map(({ id }) => id);
  if (new Set(ids).size !== ids.length) faults.push("an id stands twice");
  for (const node of nodes) {
    if (![...node.at, node.groundM].every(Number.isFinite)) faults.push(`${node.id}: no place`);
    if (Math.abs(node.groundM - groundAtM(node.at)) > 1e-9) faults.push(`${node.id}: wrong ground`);
    if (node.at[2] >= node.groundM) faults.push(`${node.id}: above the ground`);
  }
  for (const edge of edges) faults.push(...faultsOfEdge(edge, byId, leastCoverM));
  return faults;
}

function faultsOfEdge(
  edge: NetworkEdge,
  nodes: ReadonlyMap<string, NetworkNode>,
  leastCoverM: number,
): string[] {
  const faults: string[] = [];
  const say = (what: string) => faults.push(`${edge.id} (${edge.class}, ${edge.role}): ${what}`);
  const [first, last] = [edge.path[0], edge.path.at(-1)];
  const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
  if (!from || !to || !first || !last) return [`${edge.id}: an end is missing`];
  if (spaceDistanceM(first, from.at) > 1e-6) say(`begins ${spaceDistanceM(first, from.at)} m from its node`);
  if (spaceDistanceM(last, to.at) > 1e-6) say(`ends ${spaceDistanceM(last, to.at)} m from its node`);
  if (!edge.path.flat().every(Number.isFinite)) say("a point is no number");
  let lengthM = 0;
  edge.path.forEach((point, i) => {
    const before = edge.path[i - 1];
    if (before) lengthM += spaceDistanceM(before, point);
    if (before && spaceDistanceM(before, point) < 1e-6) say("two points of its path are the same");
  });
  if (!(Math.abs(lengthM - edge.lengthM) < 1e-6)) say("its length is wrong");
  const outerM = edge.section.shape === "round" ? edge.section.outerDiameterM : edge.section.heightM;
  const coverM = Math.min(...edge.path.map((point) => groundAtM(point) - point[2])) - outerM / 2;
  if (!(Math.abs(coverM - edge.coverM) < 1e-6)) say("its cover is wrong");
  if (!(edge.coverM >= leastCoverM)) say(`cover ${edge.coverM}`);
  if (edge.lengthM < 0.25) say(`only ${edge.lengthM} m long`);
  return faults;
}

import {
  groundAtM,
  type NetworkEdge,
  type NetworkNode,
  type SpacePoint,
  type UtilityKind,
} from "../model/index.ts";
import { isAbandoned } from "./buried-edge.ts";
import { buildFinding } from "./finding.ts";
import { isMinor, judgeEdge, type Planter, type SoundCity } from "./planting.ts";
import { trimPath, withPath } from "./reshape-edge.ts";

/** What is missing of the link, metres in plan. */
const GAP_M = 1;
/**
 * Utilities that can lose a branch on paper (water and heating would no longer solve), and the least edges of a branch:
 * cables have none but single connections where every street is part of a loop.
 */
const LEAST_EDGES: Readonly<Partial<Record<UtilityKind, number>>> = {
  gas: 2,
  sewage: 3,
  telecom: 1,
  power: 1,
};
/** More edges than this are no small branch. */
const MOST_EDGES = 8;

/** A small branch whose link was surveyed a metre short: it ends in a node of its own and reaches no source. */
export const PLANT_ISOLATED: Planter = {
  code: "isolated",
  count: 4,
  suits: (candidate) => isMinor(candidate) && LEAST_EDGES[candidate.kind] !== undefined,
  plant(city, { kind, edge }) {
    for (const end of ["from", "to"] as const) {
      const part = findPartBehind(city, edge, end);
      const path = part && trimPath(edge.path, end, GAP_M);
      if (!part || !path || part.length < (LEAST_EDGES[kind] ?? 0)) continue;
      const at = (end === "from" ? path[0] : path[path.length - 1]) as SpacePoint;
      const stump = stumpAt(edge, at);
      const link = { ...withPath(edge, path), [end]: stump.id };
      if (judgeEdge(city, kind, link).length > 0) continue;
      const assets = part.map(({ id }) => id).toSorted();
      const defect = buildFinding({ code: "isolated", assets, at });
      return { kind, edges: [link], nodes: [stump], defect };
    }
    return undefined;
  },
};

/**
 * The edges that hang on an edge alone once it is cut at one end, itself among them; `undefined` where they are fed from
 * elsewhere, hold a source, or are too many.
 */
function findPartBehind(
  city: SoundCity,
  link: NetworkEdge,
  cutEnd: "from" | "to",
): NetworkEdge[] | undefined {
  const part = new Map([[link.id, link]]);
  const waiting = [cutEnd === "from" ? link.to : link.from];
  const forbidden = cutEnd === "from" ? link.from : link.to;
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === forbidden || city.sources.has(id)) return undefined;
    for (const edge of city.edgesAt.get(id) ?? []) {
      if (part.has(edge.id)) continue;
      if (isAbandoned(edge) || part.size >= MOST_EDGES) return undefined;
      part.set(edge.id, edge);
      waiting.push(edge.from === id ? edge.to : edge.from);
    }
  }
  return [...part.values()];
}

/** The loose end: a node named after its edge. */
function stumpAt(edge: NetworkEdge, at: SpacePoint): NetworkNode {
  const { owner, district, status } = edge.attributes;
  return {
    ...{ id: `${edge.id}-D`, class: "junction", name: "", nameEn: "", at, groundM: groundAtM(at) },
    drawing: { shape: "joint" },
    attributes: { ...(owner && { owner }), ...(district && { district }), ...(status && { status }) },
  };
}

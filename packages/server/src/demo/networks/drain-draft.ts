import type { EdgeSection, NetworkEdge, NetworkNode, SpacePoint } from "../model/index.ts";
import { groundAtM } from "./mains-depth.ts";
import { type Attributes, lengthOf, type NodeOrder } from "./pressure-draft.ts";

/** What is said of a line before it has an id. */
export interface EdgeOrder {
  /** Letters in the id; `GD` (管段) by default. */
  readonly letters?: string;
  readonly class: string;
  /** Ids of nodes. */
  readonly from: string;
  readonly to: string;
  readonly role: NetworkEdge["role"];
  readonly path: readonly SpacePoint[];
  readonly section: EdgeSection;
  readonly diameterMm: number;
  readonly attributes: Attributes;
  readonly street?: number;
}

/** A network of any section being laid: gives ids in order, measures lengths and covers. */
export interface NetworkDraft {
  readonly nodes: NetworkNode[];
  readonly edges: NetworkEdge[];
  addNode(order: NodeOrder): NetworkNode;
  addEdge(order: EdgeOrder): NetworkEdge;
}

/** Begins a network whose ids read `<prefix>-<letters>-000123`, numbered by letters from 1. */
export function beginNetwork(prefix: string): NetworkDraft {
  const nodes: NetworkNode[] = [];
  const edges: NetworkEdge[] = [];
  const counts = new Map<string, number>();
  const nextId = (letters: string) => {
    const count = (counts.get(letters) ?? 0) + 1;
    counts.set(letters, count);
    return `${prefix}-${letters}-${String(count).padStart(6, "0")}`;
  };
  return {
    nodes,
    edges,
    addNode({ letters, name = "", nameEn = "", ...rest }) {
      const node = { id: nextId(letters), name, nameEn, groundM: groundAtM(rest.at), ...rest };
      nodes.push(node);
      return node;
    },
    addEdge({ letters = "GD", ...rest }) {
      const { path, section } = rest;
      const heightM = section.shape === "round" ? section.outerDiameterM : section.heightM;
      const coverM = Math.min(...path.map((point) => groundAtM(point) - point[2])) - heightM / 2;
      const edge = { id: nextId(letters), lengthM: lengthOf(path), coverM, ...rest };
      edges.push(edge);
      return edge;
    },
  };
}

import type { Attribute } from "@shuicheng/shared/contracts";
import {
  type EdgeSection,
  groundAtM,
  type NetworkEdge,
  type NetworkNode,
  type NodeDrawing,
  type SpacePoint,
  spaceLengthM,
} from "../model/index.ts";

/** Attributes by key, with units where they have one. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** What is said of a node before it has an id. */
export interface NodeOrder {
  /** Letters of the survey code in the id, e.g. `FM` (阀门). */
  readonly letters: string;
  readonly class: string;
  readonly at: SpacePoint;
  readonly drawing: NodeDrawing;
  readonly attributes: Attributes;
  readonly name?: string;
  readonly nameEn?: string;
  readonly building?: number;
}

interface LineOrder {
  readonly role: NetworkEdge["role"];
  readonly path: readonly SpacePoint[];
  readonly diameterMm: number;
  readonly attributes: Attributes;
  readonly street?: number;
}

/** What is said of a line of any section before it has an id. */
export interface EdgeOrder extends LineOrder {
  /** Letters in the id; `GD` (管段) by default. */
  readonly letters?: string;
  readonly class: string;
  /** Ids of nodes. */
  readonly from: string;
  readonly to: string;
  readonly section: EdgeSection;
}

/** What is said of a round pipe between two nodes. */
export interface PipeOrder extends LineOrder {
  /** `pipe` by default. */
  readonly class?: string;
  readonly from: NetworkNode;
  readonly to: NetworkNode;
  readonly outerDiameterM: number;
}

/** A network being laid: gives ids in order, measures lengths and covers. */
export interface NetworkDraft {
  readonly nodes: readonly NetworkNode[];
  readonly edges: readonly NetworkEdge[];
  addNode(order: NodeOrder): NetworkNode;
  addEdge(order: EdgeOrder): NetworkEdge;
  addPipe(order: PipeOrder): NetworkEdge;
}

/**
 * Begins a network whose ids read `<prefix>-<letters>-000123<suffix>`, numbered by letters from 1. Two drafts laid in
 * the same order have the same numbers: heating's supply (`-G`) and return (`-H`).
 */
export function beginDraft(prefix: string, suffix = ""): NetworkDraft {
  const nodes: NetworkNode[] = [];
  const edges: NetworkEdge[] = [];
  const counts = new Map<string, number>();
  const nextId = (letters: string) => {
    const count = (counts.get(letters) ?? 0) + 1;
    counts.set(letters, count);
    return `${prefix}-${letters}-${String(count).padStart(6, "0")}${suffix}`;
  };
  const addEdge = ({ letters = "GD", ...rest }: EdgeOrder): NetworkEdge => {
    const { path, section } = rest;
    const heightM = section.shape === "round" ? section.outerDiameterM : section.heightM;
    const coverM = Math.min(...path.map((point) => groundAtM(point) - point[2])) - heightM / 2;
    const edge = { id: nextId(letters), lengthM: spaceLengthM(path), coverM, ...rest };
    edges.push(edge);
    return edge;
  };
  return {
    nodes,
    edges,
    addNode({ letters, name = "", nameEn = "", ...rest }) {
      const node = { id: nextId(letters), name, nameEn, groundM: groundAtM(rest.at), ...rest };
      nodes.push(node);
      return node;
    },
    addEdge,
    addPipe({ class: pipeClass = "pipe", from, to, outerDiameterM, ...rest }) {
      const section = { shape: "round", outerDiameterM } as const;
      return addEdge({ class: pipeClass, from: from.id, to: to.id, section, ...rest });
    },
  };
}

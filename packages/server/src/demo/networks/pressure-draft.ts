import type { Attribute } from "@shuicheng/shared/contracts";
import type {
  EdgeSection,
  NetworkEdge,
  NetworkNode,
  NodeDrawing,
  PlanePoint,
  SpacePoint,
} from "../model/index.ts";
import { groundAtM } from "./mains-depth.ts";

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

/** What is said of a pipe before it has an id. */
export interface PipeOrder {
  readonly class?: string;
  readonly from: NetworkNode;
  readonly to: NetworkNode;
  readonly role: NetworkEdge["role"];
  readonly path: readonly SpacePoint[];
  readonly outerDiameterM: number;
  readonly diameterMm: number;
  readonly attributes: Attributes;
  readonly street?: number;
}

/** A network being laid: gives ids in order, measures lengths and covers. */
export interface Draft {
  readonly nodes: NetworkNode[];
  readonly edges: NetworkEdge[];
  addNode(order: NodeOrder): NetworkNode;
  addPipe(order: PipeOrder): NetworkEdge;
}

/**
 * Begins a network whose ids read `<prefix>-<letters>-000123<suffix>`, numbered by letters from 1. Two drafts laid in
 * the same order have the same numbers: heating's supply (`-G`) and return (`-H`).
 */
export function beginDraft(prefix: string, suffix = ""): Draft {
  const nodes: NetworkNode[] = [];
  const edges: NetworkEdge[] = [];
  const counts = new Map<string, number>();
  const nextId = (letters: string) => {
    const count = (counts.get(letters) ?? 0) + 1;
    counts.set(letters, count);
    return `${prefix}-${letters}-${String(count).padStart(6, "0")}${suffix}`;
  };
  return {
    nodes,
    edges,
    addNode({ letters, name = "", nameEn = "", ...rest }) {
      const node = { id: nextId(letters), name, nameEn, groundM: groundAtM(rest.at), ...rest };
      nodes.push(node);
      return node;
    },
    addPipe(order) {
      const edge = buildPipe(nextId("GD"), order);
      edges.push(edge);
      return edge;
    },
  };
}

function buildPipe(id: string, order: PipeOrder): NetworkEdge {
  const { class: pipeClass = "pipe", from, to, outerDiameterM, ...rest } = order;
  const section: EdgeSection = { shape: "round", outerDiameterM };
  const coverM = Math.min(...order.path.map((point) => groundAtM(point) - point[2])) - outerDiameterM / 2;
  return {
    id,
    class: pipeClass,
    from: from.id,
    to: to.id,
    section,
    lengthM: lengthOf(order.path),
    coverM,
    ...rest,
  };
}

/** Length of a path in space, metres. */
export function lengthOf(path: readonly SpacePoint[]): number {
  let lengthM = 0;
  path.forEach((point, i) => {
    const before = path[i - 1];
    if (!before) return;
    lengthM += Math.hypot(point[0] - before[0], point[1] - before[1], point[2] - before[2]);
  });
  return lengthM;
}

/** Distance in plan, metres. */
export function planDistanceM(a: PlanePoint | SpacePoint, b: PlanePoint | SpacePoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

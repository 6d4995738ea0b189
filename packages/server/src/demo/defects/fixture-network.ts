import type { Attribute } from "@shuicheng/shared/contracts";
import {
  groundAtM,
  type NetworkEdge,
  type NetworkNode,
  type SpacePoint,
  type UtilityKind,
  type UtilityNetwork,
} from "../model/index.ts";

/** An edge drawn for a test: points as east, north (plane metres) and depth of the axis under the ground, metres. */
export interface DrawnEdge {
  readonly id: string;
  readonly points: readonly (readonly [eastM: number, northM: number, depthM: number])[];
  readonly from?: string;
  readonly to?: string;
  readonly outerM?: number;
  readonly diameterMm?: number;
  readonly class?: string;
  readonly role?: NetworkEdge["role"];
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

/**
 * A network of drawn edges for tests. End nodes are made where they are not named elsewhere; names that begin with
 * another network's prefix stay foreign. The first edge's start is the source.
 */
export function drawNetwork(
  kind: UtilityKind,
  drawn: readonly DrawnEdge[],
  { foreign = [] }: { readonly foreign?: readonly string[] } = {},
): UtilityNetwork {
  const nodes = new Map<string, NetworkNode>();
  const edges = drawn.map((edge): NetworkEdge => {
    const path = edge.points.map(placeUnderGround);
    const [from, to] = [edge.from ?? `${edge.id}-a`, edge.to ?? `${edge.id}-b`];
    for (const [id, at] of [
      [from, path[0]],
      [to, path[path.length - 1]],
    ] as const)
      if (at && !foreign.includes(id) && !nodes.has(id)) nodes.set(id, jointAt(id, at));
    return {
      ...{ id: edge.id, from, to, path },
      class: edge.class ?? "pipe",
      role: edge.role ?? "distribution",
      section: { shape: "round", outerDiameterM: edge.outerM ?? 0.2 },
      diameterMm: edge.diameterMm ?? 200,
      lengthM: Math.hypot(...[0, 1].map((axis) => (path.at(-1)?.[axis] ?? 0) - (path[0]?.[axis] ?? 0))),
      coverM: Math.min(...edge.points.map(([, , depthM]) => depthM)) - (edge.outerM ?? 0.2) / 2,
      attributes: edge.attributes ?? {},
    };
  });
  return { kind, nodes: [...nodes.values()], edges, sources: edges[0] ? [edges[0].from] : [] };
}

function placeUnderGround([east, north, depthM]: readonly [number, number, number]): SpacePoint {
  return [east, north, groundAtM([east, north]) - depthM];
}

function jointAt(id: string, at: SpacePoint): NetworkNode {
  return {
    ...{ id, at, class: "junction", name: "", nameEn: "", drawing: { shape: "joint" }, attributes: {} },
    groundM: groundAtM(at),
  };
}

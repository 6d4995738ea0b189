import type { DrainLayout } from "./gravity-layout.ts";
import { orderDownstream } from "./gravity-order.ts";

/** Water in a manhole must not stand higher than this below the ground when the design rain falls, m. */
const FREEBOARD_M = 0.2;

/** What runs through a drain, and what it would run by just full, m³/s; its fall, m per m. */
interface DrainLoad {
  readonly flowM3S: number;
  readonly fullFlowM3S: number;
  readonly slope: number;
}

/**
 * Finds the outlets that need a pump: those at which the water outside stands so high that in the design rain some
 * manhole of the catchment would overflow. From the water's surface upstream the line of pressure rises by the friction
 * of each drain running full (Manning: the slope times the square of flow over full flow).
 *
 * @param outlets Nodes at which drains end, and the surface of the water there, m orthometric.
 * @returns By outlet, whether it has to be pumped.
 */
export function findPumped(
  { nodes, pieces }: DrainLayout,
  loads: readonly DrainLoad[],
  outlets: readonly { readonly node: number; readonly levelM: number }[],
): boolean[] {
  const outletOf = new Int32Array(nodes.length).fill(-1);
  const headM = new Float64Array(nodes.length);
  const isPumped = outlets.map(({ node, levelM }, outlet) => {
    outletOf[node] = outlet;
    headM[node] = levelM;
    return levelM > (nodes[node]?.groundM ?? 0) - FREEBOARD_M;
  });
  for (const index of orderDownstream(nodes.length, pieces).order.toReversed()) {
    const { from, to, lengthM } = pieces[index] as DrainLayout["pieces"][number];
    const { flowM3S, fullFlowM3S, slope } = loads[index] as DrainLoad;
    const outlet = outletOf[to] ?? -1;
    outletOf[from] = outlet;
    headM[from] = (headM[to] ?? 0) + slope * (flowM3S / fullFlowM3S) ** 2 * lengthM;
    if (outlet >= 0 && (headM[from] ?? 0) > (nodes[from]?.groundM ?? 0) - FREEBOARD_M)
      isPumped[outlet] = true;
  }
  return isPumped;
}

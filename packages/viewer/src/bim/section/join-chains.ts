import type { Walk } from "./walk-edges.ts";

/**
 * Closes the gaps of open chains, nearest ends first, by straight lines no longer than `gapM`. Answers the loops that
 * came of it and the chains that stay open. O(chains²) a joint: a shell has few loose ends, and where it has thousands
 * they are further apart than a gap.
 */
export function joinChains(
  chains: readonly Walk[],
  xy: Float64Array,
  gapM: number,
): { readonly loops: readonly Walk[]; readonly chains: readonly Walk[] } {
  const loops: Walk[] = [];
  const left = [...chains];
  for (;;) {
    const joint = nearestEnds(left, xy, gapM);
    if (!joint) return { loops, chains: left };
    const [first, second] = joint;
    const one = left[first.chain] as Walk;
    if (first.chain === second.chain) {
      loops.push(one);
      left.splice(first.chain, 1);
      continue;
    }
    const other = left[second.chain] as Walk;
    // The joint stands at the end of the one and at the beginning of the other.
    const before = first.isEnd ? one : reversed(one);
    const after = second.isEnd ? reversed(other) : other;
    left[first.chain] = { nodes: [...before.nodes, ...after.nodes], along: before.along + after.along };
    left.splice(second.chain, 1);
  }
}

const reversed = ({ nodes, along }: Walk): Walk => ({ nodes: nodes.toReversed(), along: -along });

interface ChainEnd {
  readonly chain: number;
  readonly isEnd: boolean;
  readonly node: number;
}

function nearestEnds(
  chains: readonly Walk[],
  xy: Float64Array,
  gapM: number,
): readonly [ChainEnd, ChainEnd] | undefined {
  const ends: ChainEnd[] = chains.flatMap(({ nodes }, chain) => [
    { chain, isEnd: false, node: nodes[0] as number },
    { chain, isEnd: true, node: nodes[nodes.length - 1] as number },
  ]);
  ends.sort((a, b) => (xy[2 * a.node] as number) - (xy[2 * b.node] as number));
  let best: readonly [ChainEnd, ChainEnd] | undefined;
  let bestM = gapM;
  for (const [index, one] of ends.entries()) {
    for (let k = index + 1; k < ends.length; k++) {
      const other = ends[k] as ChainEnd;
      const dx = (xy[2 * other.node] as number) - (xy[2 * one.node] as number);
      if (dx > bestM) break;
      const distanceM = Math.hypot(dx, (xy[2 * other.node + 1] as number) - (xy[2 * one.node + 1] as number));
      // Two points and the line back are no area.
      if (one.chain === other.chain && (chains[one.chain] as Walk).nodes.length < 3) continue;
      if (distanceM <= bestM) {
        bestM = distanceM;
        best = one.chain <= other.chain ? [one, other] : [other, one];
      }
    }
  }
  return best;
}

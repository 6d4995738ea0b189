import type { Triple } from "./stage-contract.ts";
import type { WalkWorld } from "./walk-step.ts";

/** A box of stone: least and greatest x, y, z. */
export type Stone = readonly [number, number, number, number, number, number];

/** Rays against boxes by slabs (Kay and Kajiya 1986). */
export const worldOf = (...stones: readonly Stone[]): WalkWorld => ({
  meet(origin, direction) {
    let best: { distanceM: number; normal: Triple } | undefined;
    for (const stone of stones) {
      let [enter, leave, axis] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
      direction.forEach((way, k) => {
        const [low, high, at] = [stone[k], stone[k + 3], origin[k]] as [number, number, number];
        if (way === 0) {
          if (at < low || at > high) leave = Number.NEGATIVE_INFINITY;
          return;
        }
        const [a, b] = [(low - at) / way, (high - at) / way];
        if (Math.min(a, b) > enter) [enter, axis] = [Math.min(a, b), k];
        leave = Math.min(leave, Math.max(a, b));
      });
      if (enter > leave || enter < 0 || enter >= (best?.distanceM ?? Number.POSITIVE_INFINITY)) continue;
      const normal = direction.map((way, k) => (k === axis ? -Math.sign(way) : 0));
      best = { distanceM: enter, normal: normal as unknown as Triple };
    }
    return best;
  },
});

import type { StageEye } from "../stage-store.ts";

/** How far the line of sight may lean, as its share that is level: less than half a degree. */
const LEAN = 0.008;

/** Whether a view is a plan: from straight above, without a vanishing point. What is read off it is level. */
export function isPlanView({ eyeM, targetM, projection }: Omit<StageEye, "heightM">): boolean {
  if (projection !== "orthographic") return false;
  const [x, y, down] = [0, 1, 2].map((k) => (eyeM[k] as number) - (targetM[k] as number)) as [
    number,
    number,
    number,
  ];
  return down > 0 && Math.hypot(x, y) < LEAN * down;
}

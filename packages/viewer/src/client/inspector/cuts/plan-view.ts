import type { StageEye } from "../stage-store.ts";

/** How far the line of sight may lean, as its share that is level: less than half a degree. */
const LEAN = 0.008;

/** Whether a view is a plan: from straight above, without a vanishing point. What is read off it is level. */
export function isPlanView({ eyeM, targetM, projection }: Omit<StageEye, "heightM">): boolean {
  if (projection !== "orthographic") return false;
  const [asideM, aboveM] = [Math.hypot(eyeM[0] - targetM[0], eyeM[1] - targetM[1]), eyeM[2] - targetM[2]];
  return aboveM > 0 && asideM < LEAN * aboveM;
}

/** How the ground lies over what is buried, for the shader. */
export interface Veil {
  /** How much of a buried feature goes over into the ground's colour, 0–1. */
  readonly share: number;
  /** What is buried is drawn just above see-through ground, at its own place on the picture. */
  readonly isLifted: boolean;
  /** How much the pipes are in focus, 0–1: who looks into the ground sees them in their full hue. */
  readonly focus: number;
}

/** Up to the first opacity of the ground pipes keep their colours, at the second they have gone under. */
const SINKING = { from: 0.7, to: 1 } as const;
/** From the first opacity down the pipes come into focus; below the second they are. */
const FOCUSING = { from: 0.5, to: 0.25 } as const;

/**
 * What a ground of this opacity does to what lies under it. Blended over them, a ground of 65 % leaves a third of a
 * pipe's colour, which is no longer the legend's; so what is buried is drawn over see-through ground, each point
 * lifted along its line of sight just above it: things that stand on the ground still hide it. Towards opaque ground
 * normal features sink into its colour and are under it in the end; what is abnormal or selected keeps its own.
 * From below nothing is lifted.
 */
export function veilOf(groundOpacity: number, eyeHeightM: number): Veil {
  const isBelow = eyeHeightM <= 0;
  return {
    share: isBelow ? 0 : ramp(groundOpacity, SINKING),
    isLifted: !isBelow && groundOpacity < 1,
    focus: isBelow ? 1 : ramp(groundOpacity, FOCUSING),
  };
}

/** 0 at `from` and before, 1 at `to` and beyond, straight between. */
function ramp(value: number, { from, to }: { readonly from: number; readonly to: number }): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}

/** What is left of buildings where one looks into the ground. */
const XRAY_OPACITY = 0.2;
/** At this opacity of the ground and above buildings are whole, at the other and below they are x-rayed. */
const WHOLE_FROM = 0.5;
const XRAY_UNTIL = 0.25;

/** How much of the buildings is drawn, 0–1: who looks into the ground wants to see the pipes below them. */
export function buildingShareOf(groundOpacity: number, isBelowGround: boolean): number {
  if (isBelowGround || groundOpacity <= XRAY_UNTIL) return XRAY_OPACITY;
  if (groundOpacity >= WHOLE_FROM) return 1;
  return XRAY_OPACITY + ((1 - XRAY_OPACITY) * (groundOpacity - XRAY_UNTIL)) / (WHOLE_FROM - XRAY_UNTIL);
}

import type { Triple } from "../stage/stage-contract.ts";
import { middleOf } from "../triangles/triple.ts";
import type { ClashBody } from "./clash-body.ts";
import { findClearance } from "./find-clearance.ts";
import { findHardClash } from "./hard-clash.ts";

/** What counts. */
export type ClashRule =
  /** Bodies that overlap by more than the tolerance, metres. */
  | { readonly kind: "hard"; readonly toleranceM: number }
  /** Also bodies whose surfaces are nearer to one another than the clearance, metres. */
  | { readonly kind: "clearance"; readonly toleranceM: number; readonly clearanceM: number };

/** What is wrong between two elements. */
export interface ClashFinding {
  /** Stage's frame, metres. */
  readonly pointM: Triple;
  /** See `HardClash.depthM`; 0 where they do not overlap. */
  readonly depthM: number;
  readonly volumeM3: number | undefined;
  /** How far apart their surfaces are, metres; 0 where they overlap or touch. */
  readonly distanceM: number;
  readonly isOpen: boolean;
}

/** Undefined where nothing is wrong. */
export function testPair(a: ClashBody, b: ClashBody, rule: ClashRule): ClashFinding | undefined {
  const hard = findHardClash(a, b, rule.toleranceM);
  if (hard) return { ...hard, distanceM: 0 };
  if (rule.kind === "hard") return undefined;
  const near = findClearance(a, b, rule.clearanceM);
  if (!near) return undefined;
  const { distanceM } = near;
  const isOpen = !(a.isClosed && b.isClosed);
  return { pointM: middleOf(near.fromM, near.toM), depthM: 0, volumeM3: undefined, distanceM, isOpen };
}

import {
  axisPoint,
  type Cuts,
  dragPlane,
  type Point,
  type SectionBox,
  type SectionPlane,
  useSectionStore,
} from "../../client/inspector/cuts/section-store.ts";
import type { StageProjection, StageRay, Triple } from "../stage/stage-contract.ts";
import { addTriples, dotTriples, meanOf, middleOf, scaleTriple } from "../triangles/triple.ts";
import { alongLine, outlineInBox } from "./plane-outline.ts";

/** What can be taken hold of and moved along a line. */
export interface SectionHandle {
  /** Of its plane, or −1 to −6: a side of the box. */
  readonly id: number;
  readonly atM: Triple;
  /** Unit length; a drag goes along it. */
  readonly axis: Triple;
  readonly outlineM: readonly Triple[];
  readonly plane?: SectionPlane;
  /** Moves it by so many metres along its axis from where it was. */
  move(byM: number): void;
}

/** A box has this much room left between two sides, metres. */
const LEAST_BOX_M = 0.01;

/** Handles of all that cuts now. @param extent Round the model. */
export function handlesOf({ planes, box }: Cuts, extent: SectionBox): readonly SectionHandle[] {
  const own = planes
    .filter(({ isOn }) => isOn)
    .map((plane): SectionHandle => {
      const cut = { normal: plane.axis, offsetM: -plane.atM };
      const outlineM = outlineInBox(cut, extent.lowM, extent.highM);
      const middle = middleOf(extent.lowM, extent.highM);
      const foot = addTriples(middle, scaleTriple(plane.axis, plane.atM - dotTriples(middle, plane.axis)));
      const { atM } = plane;
      return {
        id: plane.id,
        atM: outlineM.length > 0 ? meanOf(outlineM) : foot,
        axis: plane.axis,
        outlineM,
        plane,
        move: (byM) => dragPlane(plane.id, atM + byM),
      };
    });
  return box ? [...own, ...boxHandles(box)] : own;
}

function boxHandles(box: SectionBox): SectionHandle[] {
  const middle = middleOf(box.lowM, box.highM);
  return ([0, 1, 2] as const).flatMap((k) =>
    (["lowM", "highM"] as const).map((side): SectionHandle => {
      const axis = axisPoint(k, 1);
      const out = box[side][k];
      return {
        id: -1 - 2 * k - (side === "highM" ? 1 : 0),
        atM: middle.map((value, each) => (each === k ? out : value)) as unknown as Triple,
        axis,
        outlineM: outlineInBox({ normal: axis, offsetM: -out }, box.lowM, box.highM),
        move(byM) {
          const limit =
            side === "lowM"
              ? Math.min(out + byM, box.highM[k] - LEAST_BOX_M)
              : Math.max(out + byM, box.lowM[k] + LEAST_BOX_M);
          const next = box[side].map((value, each) => (each === k ? limit : value)) as unknown as Point;
          useSectionStore.getState().drag({ box: { ...box, [side]: next } });
        },
      };
    }),
  );
}

/** How far a handle was pulled along its axis by moving from one ray to another, metres. */
export function pulledM({ atM, axis }: SectionHandle, from: StageRay, to: StageRay): number {
  const [start, end] = [alongLine(atM, axis, from), alongLine(atM, axis, to)];
  return start === undefined || end === undefined ? 0 : end - start;
}

/** Where a handle and the tip of its arrow are on the canvas, CSS pixels. */
export function handleOnCanvas(
  handle: SectionHandle,
  project: StageProjection,
  metresPerPx: number,
): { readonly xPx: number; readonly yPx: number; readonly tip: readonly [number, number] } | undefined {
  const at = project(handle.atM);
  const ahead = project(addTriples(handle.atM, scaleTriple(handle.axis, 30 * metresPerPx)));
  if (!at || !ahead) return undefined;
  return { xPx: at.xPx, yPx: at.yPx, tip: [ahead.xPx, ahead.yPx] };
}

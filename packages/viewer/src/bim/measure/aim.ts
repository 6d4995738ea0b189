import type { InspectorStage, StagePick, StageProjection, Triple } from "../stage/stage-contract.ts";
import { dotTriples, subtractTriples } from "../triangles/triple.ts";
import { type ElementShape, shapeOf } from "./element-shapes.ts";
import { findSnap } from "./find-snap.ts";
import type { Taken } from "./measure-steps.ts";

/** What the pointer would take. */
export interface Aim {
  /** As the last frame was drawn; whoever draws sets it. */
  project: StageProjection;
  readonly aim: Taken | undefined;
  /** The element pointed at has too many triangles to hold on to. */
  readonly isTooLarge: boolean;
  aimAt(pointer: { readonly xPx: number; readonly yPx: number }): void;
  forget(): void;
}

/** Something stands before a point where it is nearer by more than this, metres, and this share of the way. */
const BEFORE = { leastM: 0.01, share: 0.002 } as const;

/** Aims at corners, middles, edges and faces of what is seen. */
export function createAim(stage: InspectorStage): Aim {
  /** The element pointed at last: beside its silhouette its corners can still be held on to. */
  let last: { readonly pick: StagePick; readonly shape: ElementShape | undefined } | undefined;
  let aim: Taken | undefined;

  /** Not cut away, and nothing else before it. */
  const isSeen = (pointM: Triple): boolean => {
    if (!isKept(stage, pointM)) return false;
    const at = self.project(pointM);
    const hit = at && stage.pick(at.xPx, at.yPx);
    if (!at || !hit) return at !== undefined;
    const ray = stage.rayAt(at.xPx, at.yPx);
    const alongM = (point: Triple) => dotTriples(subtractTriples(point, ray.originM), ray.direction);
    const farM = alongM(pointM);
    return alongM(hit.pointM) > farM - BEFORE.leastM - BEFORE.share * Math.abs(farM);
  };
  const find = (xPx: number, yPx: number): Taken | undefined => {
    const pick = stage.pick(xPx, yPx);
    if (pick) last = { pick, shape: shapeOf(stage, pick) };
    if (!last) return undefined;
    const edges = last.shape?.edges ?? [];
    const candidates = { edges, isSeen, ...(pick ? { faceM: pick.pointM } : {}) };
    const snap = findSnap(candidates, { xPx, yPx }, self.project, stage.rayAt(xPx, yPx));
    if (!snap) return undefined;
    const { normal, triangle, model, row } = pick ?? last.pick;
    const { shape } = last;
    return { snap, normal, shape, triangle: shape ? (triangle - shape.start) / 3 : 0, model, row };
  };
  const self: Aim = {
    project: () => undefined,
    get aim() {
      return aim;
    },
    get isTooLarge() {
      return last !== undefined && last.shape === undefined;
    },
    aimAt({ xPx, yPx }) {
      aim = find(xPx, yPx);
    },
    forget() {
      aim = undefined;
      last = undefined;
    },
  };
  return self;
}

/** Corners that a section has cut away are not there. */
const isKept = (stage: InspectorStage, [x, y, z]: Triple): boolean =>
  stage.clipPlanes.every(
    ({ normal, offsetM }) => normal[0] * x + normal[1] * y + normal[2] * z + offsetM >= -0.0005,
  );

import { THEMES } from "../../app/tokens.ts";
import { addPlane, type SectionPlane, useSectionStore } from "../../client/inspector/cuts/section-store.ts";
import { useViewStore } from "../../client/view-store.ts";
import type { InspectorStage, Triple } from "../stage/stage-contract.ts";
import { crossTriples, dotTriples, scaleTriple, subtractTriples, unitOf } from "../triangles/triple.ts";

/** The next click makes a plane of the face that it meets, or the next three of the points that they meet. */
export function pickPlanes(stage: InspectorStage): () => void {
  let taken: Triple[] = [];
  const endings = [
    useSectionStore.subscribe((now, before) => {
      if (now.picking !== before.picking) taken = [];
    }),
    stage.addPointerTool({
      onClick({ xPx, yPx }) {
        const { picking, pick } = useSectionStore.getState();
        if (picking === "none") return false;
        const hit = stage.pick(xPx, yPx);
        if (!hit) return true;
        if (picking === "points") taken = [...taken, hit.pointM];
        const axis = picking === "face" ? hit.normal : axisThrough(taken, stage.view.eyeM);
        useSectionStore.setState({ taken: taken.length });
        if (axis) addPlane({ across: acrossOf(axis) ?? picking, axis, atM: dotTriples(axis, hit.pointM) });
        if (axis || taken.length === 3) pick("none");
        return true;
      },
    }),
    stage.addOverlay((context, view) => {
      context.strokeStyle = THEMES[useViewStore.getState().theme].accent.base;
      context.lineWidth = 2;
      for (const point of taken) {
        const at = view.project(point);
        if (at) context.strokeRect(at.xPx - 4, at.yPx - 4, 8, 8);
      }
    }),
  ];
  return () => {
    for (const end of endings) end();
  };
}

/** At right angles to the plane through three points, towards the eye; undefined of fewer, or of three in line. */
function axisThrough([a, b, c]: readonly Triple[], eyeM: Triple): Triple | undefined {
  const axis = a && b && c && unitOf(crossTriples(subtractTriples(b, a), subtractTriples(c, a)));
  if (!axis) return undefined;
  return dotTriples(axis, subtractTriples(eyeM, a)) < 0 ? scaleTriple(axis, -1) : axis;
}

/** A plane that looks along an axis is named after it. */
function acrossOf(normal: Triple): SectionPlane["across"] | undefined {
  const k = normal.findIndex((value) => Math.abs(value) > 0.9999);
  return (["x", "y", "z"] as const)[k];
}

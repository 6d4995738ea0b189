import { THEMES, tokens } from "../../app/tokens.ts";
import {
  type Cuts,
  cutsOf,
  type SectionPlane,
  useSectionStore,
} from "../../client/inspector/cuts/section-store.ts";
import { useToolStore } from "../../client/inspector/tool-store.ts";
import { useViewStore } from "../../client/view-store.ts";
import type {
  InspectorStage,
  StagePointer,
  StageProjection,
  StageRay,
  Triple,
} from "../stage/stage-contract.ts";
import { dotTriples } from "../triangles/triple.ts";
import { drawHandle, HANDLE_PX } from "./draw-sections.ts";
import { handleOnCanvas, handlesOf, pulledM, type SectionHandle } from "./section-handles.ts";

/** Words on the picture. */
export interface SectionWords {
  /** Of a plane, e.g. `剖面 1 · Y 4.20 m`. @param atM In the coordinates of the file, metres. */
  plane(plane: SectionPlane, atM: number): string;
}

/** How near a handle must be taken hold of, CSS pixels. */
const GRAB_PX = HANDLE_PX + 6;

/** Handles are there while the tool is in hand. */
function currentHandles(): readonly SectionHandle[] {
  const state = useSectionStore.getState();
  return state.extent && useToolStore.getState().inHand === "section" ? handlesOf(state, state.extent) : [];
}

/** A picture shows where planes are, whatever tool is in hand; nobody takes hold of them there. */
function planesOnPicture(): readonly SectionHandle[] {
  const state = useSectionStore.getState();
  return state.extent ? handlesOf(state, state.extent).filter(({ plane }) => plane !== undefined) : [];
}

/** Metres a pixel at a point spans. */
function scaleAt(stage: InspectorStage, pointM: Triple): number {
  const { view, canvas } = stage;
  const perPx = view.heightM / Math.max(1, canvas.clientHeight);
  if (view.projection === "orthographic") return perPx;
  const far = Math.hypot(...pointM.map((value, k) => value - (view.eyeM[k] as number)));
  const targetFar = Math.hypot(...view.targetM.map((value, k) => value - (view.eyeM[k] as number)));
  return targetFar > 0 ? (perPx * far) / targetFar : perPx;
}

/** Draws outlines, handles and labels of planes and of the box. Answers what ends it. */
export function drawHandles(stage: InspectorStage, words: SectionWords): () => void {
  const endDrawing = stage.addOverlay((context, view) => {
    const handles = view.isPicture ? planesOnPicture() : currentHandles();
    if (handles.length === 0) return;
    const { accent, surface, text } = THEMES[useViewStore.getState().theme];
    const look = {
      line: accent.base,
      surface: surface.raised,
      text: text.primary,
      font: `500 13px ${tokens.type.family}`,
    };
    const { active, originM } = useSectionStore.getState();
    for (const handle of handles) {
      const { plane } = handle;
      const label = plane && words.plane(plane, plane.atM + dotTriples(plane.axis, originM));
      drawHandle(context, view, handle, label, handle.id === active, look, scaleAt(stage, handle.atM));
    }
  });
  const endings = [
    endDrawing,
    useSectionStore.subscribe(stage.requestFrame),
    useToolStore.subscribe(stage.requestFrame),
  ];
  return () => {
    for (const end of endings) end();
  };
}

/** With Shift a handle moves by a tenth of what the pointer does. */
const FINE = 0.1;

/** Pulls planes and sides of the box by their handles. */
export function takeHandles(stage: InspectorStage): () => void {
  let drag:
    | {
        readonly handle: SectionHandle;
        from: StageRay;
        byM: number;
        readonly before: Cuts;
      }
    | undefined;
  // Where handles are on the canvas is known when they are drawn.
  let project: StageProjection | undefined;
  const endOverlay = stage.addOverlay((_context, view) => {
    project = view.project;
  });
  const grabbed = ({ xPx, yPx }: StagePointer): SectionHandle | undefined =>
    currentHandles().find((handle) => {
      const at = project && handleOnCanvas(handle, project, scaleAt(stage, handle.atM));
      if (!at) return false;
      return [[at.xPx, at.yPx] as const, at.tip].some(([x, y]) => Math.hypot(x - xPx, y - yPx) <= GRAB_PX);
    });
  const endPointer = stage.addPointerTool({
    onDown(pointer) {
      const handle = pointer.source.button === 0 ? grabbed(pointer) : undefined;
      if (!handle) return false;
      drag = {
        handle,
        from: stage.rayAt(pointer.xPx, pointer.yPx),
        byM: 0,
        before: cutsOf(useSectionStore.getState()),
      };
      if (handle.plane) useSectionStore.setState({ active: handle.id });
      return true;
    },
    onMove(pointer) {
      if (drag) {
        const to = stage.rayAt(pointer.xPx, pointer.yPx);
        drag.byM += pulledM(drag.handle, drag.from, to) * (pointer.source.shiftKey ? FINE : 1);
        drag.from = to;
        drag.handle.move(Math.round(1000 * drag.byM) / 1000);
      } else if (pointer.source.buttons === 0 && useToolStore.getState().inHand === "section") {
        stage.canvas.style.cursor = grabbed(pointer) ? "grab" : "";
      }
      return drag !== undefined;
    },
    onUp() {
      if (!drag) return false;
      useSectionStore.getState().endDrag(drag.before);
      drag = undefined;
      return true;
    },
    // A click on a handle selects nothing behind it.
    onClick: (pointer) => grabbed(pointer) !== undefined,
  });
  return () => {
    endPointer();
    endOverlay();
    stage.canvas.style.cursor = "";
  };
}

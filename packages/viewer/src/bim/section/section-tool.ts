import { THEMES, tokens } from "../../app/tokens.ts";
import {
  addPlane,
  type Cuts,
  cutsOf,
  type HalfSpace,
  halfSpacesOf,
  type OpenCuts,
  type SectionPlane,
  useSectionStore,
} from "../../client/inspector/section-store.ts";
import { useToolStore } from "../../client/inspector/tool-store.ts";
import { useInspectorStore } from "../../client/inspector-store.ts";
import { useViewStore } from "../../client/view-store.ts";
import { joinBoxes, uniteBounds } from "../stage/row-bounds.ts";
import type {
  InspectorStage,
  StagePointer,
  StageProjection,
  StageRay,
  Triple,
} from "../stage/stage-contract.ts";
import { dotTriples } from "../triangles/triple.ts";
import { addCapLayer, type CapLayer } from "./cap-layer.ts";
import { createCapUniforms } from "./cap-material.ts";
import { drawHandle, HANDLE_PX } from "./draw-sections.ts";
import { handleOnCanvas, handlesOf, pulledM, type SectionHandle } from "./section-handles.ts";

/** Words on the picture. */
export interface SectionWords {
  /** Of a plane, e.g. `剖面 1 · Y 4.20 m`. @param atM In the coordinates of the file, metres. */
  plane(plane: SectionPlane, atM: number): string;
}

/** How near a handle must be taken hold of, CSS pixels. */
const GRAB_PX = HANDLE_PX + 6;

/** Has the stage follow what cuts: clipping, filled cuts, handles, plans. Answers what ends it. */
export function bindSectionTool(stage: InspectorStage, words: SectionWords): () => void {
  const endings = [
    followExtent(stage),
    followCuts(stage),
    drawHandles(stage, words),
    takeHandles(stage),
    takeFaces(stage),
    followPlan(stage),
  ];
  return () => {
    for (const end of endings) end();
    stage.setClipPlanes([]);
    useSectionStore.getState().reset();
  };
}

function followExtent(stage: InspectorStage): () => void {
  const tell = (): void => {
    const box = joinBoxes([...stage.models.values()].map(({ boundsM }) => uniteBounds(boundsM)));
    const [first] = stage.models.values();
    useSectionStore.setState({
      extent: box ? { lowM: [box[0], box[1], box[2]], highM: [box[3], box[4], box[5]] } : null,
      originM: first?.model.frame.originM ?? [0, 0, 0],
    });
  };
  tell();
  return stage.onModels(tell);
}

/** Cuts anew what has changed, once a frame. */
function followCuts(stage: InspectorStage): () => void {
  const uniforms = createCapUniforms();
  uniforms.setTheme(useViewStore.getState().theme);
  let layers: {
    readonly layer: CapLayer;
    space: HalfSpace | undefined;
    open: ReturnType<CapLayer["cut"]>;
  }[] = [];
  let isAllDirty = true;
  let frame: number | undefined;
  const update = (): void => {
    frame = undefined;
    const spaces = halfSpacesOf(useSectionStore.getState());
    for (const { layer } of layers.slice(spaces.length)) layer.dispose();
    layers = layers.slice(0, spaces.length);
    uniforms.setPlanes(spaces);
    stage.setClipPlanes(spaces);
    spaces.forEach((space, own) => {
      const slot = layers[own] ?? { layer: addCapLayer(stage, uniforms, own), space: undefined, open: [] };
      layers[own] = slot;
      if (!isAllDirty && slot.space && isSame(slot.space, space)) return;
      slot.space = space;
      slot.open = slot.layer.cut(space);
    });
    isAllDirty = false;
    const open = [
      ...new Map(
        layers.flatMap((slot) => slot.open).map((each) => [`${each.row} ${each.model}`, each]),
      ).values(),
    ];
    const told = useSectionStore.getState().open;
    const isTold = open.length === told.length && open.every((each, at) => isSameCut(each, told[at]));
    if (!isTold) useSectionStore.setState({ open });
    stage.requestFrame();
  };
  const ask = (): void => {
    frame ??= requestAnimationFrame(update);
  };
  const askAll = (): void => {
    isAllDirty = true;
    if (layers.length > 0) ask();
  };
  const endings = [
    useSectionStore.subscribe((now, before) => {
      if (now.planes !== before.planes || now.box !== before.box || now.plan !== before.plan) ask();
    }),
    useInspectorStore.subscribe((now, before) => {
      if (now.states !== before.states) askAll();
    }),
    useViewStore.subscribe(({ theme }, before) => {
      if (theme === before.theme) return;
      uniforms.setTheme(theme);
      stage.requestFrame();
    }),
    stage.onModels(askAll),
  ];
  return () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    for (const end of endings) end();
    for (const { layer } of layers) layer.dispose();
  };
}

const isSameCut = (a: OpenCuts, b: OpenCuts | undefined) => a.row === b?.row && a.model === b.model;

const isSame = (a: HalfSpace, b: HalfSpace) =>
  a.offsetM === b.offsetM && a.normal.every((value, k) => value === b.normal[k]);

/** Handles are there while the tool is in hand. */
function currentHandles(): readonly SectionHandle[] {
  const state = useSectionStore.getState();
  return state.extent && useToolStore.getState().inHand === "section" ? handlesOf(state, state.extent) : [];
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

function drawHandles(stage: InspectorStage, words: SectionWords): () => void {
  const endDrawing = stage.addOverlay((context, view) => {
    const handles = currentHandles();
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

/** Pulls planes and sides of the box by their handles. */
function takeHandles(stage: InspectorStage): () => void {
  let drag:
    | {
        readonly handle: SectionHandle;
        readonly from: StageRay;
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
        before: cutsOf(useSectionStore.getState()),
      };
      if (handle.plane) useSectionStore.setState({ active: handle.id });
      return true;
    },
    onMove(pointer) {
      if (drag) drag.handle.move(pulledM(drag.handle, drag.from, stage.rayAt(pointer.xPx, pointer.yPx)));
      else if (pointer.source.buttons === 0 && useToolStore.getState().inHand === "section") {
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

/** The next click makes a plane of the face that it meets. */
function takeFaces(stage: InspectorStage): () => void {
  return stage.addPointerTool({
    onClick({ xPx, yPx }) {
      const { isPickingFace, setPickingFace } = useSectionStore.getState();
      if (!isPickingFace) return false;
      const hit = stage.pick(xPx, yPx);
      if (hit) {
        addPlane({ across: acrossOf(hit.normal), axis: hit.normal, atM: dotTriples(hit.normal, hit.pointM) });
        setPickingFace(false);
      }
      return true;
    },
  });
}

/** A face that looks along an axis is named after it. */
function acrossOf(normal: Triple): SectionPlane["across"] {
  const k = normal.findIndex((value) => Math.abs(value) > 0.9999);
  return (["x", "y", "z"] as const)[k] ?? "face";
}

/** A plan is seen from above without a vanishing point; what was seen before comes back when it is left. */
function followPlan(stage: InspectorStage): () => void {
  let before:
    | { readonly view: InspectorStage["view"]; readonly projection: "perspective" | "orthographic" }
    | undefined;
  return useSectionStore.subscribe(({ plan }, { plan: old }) => {
    const { projection, setProjection } = useInspectorStore.getState();
    if (plan && !old) {
      before = { view: stage.view, projection };
      setProjection("orthographic");
      stage.lookFrom("top");
    } else if (!plan && old && before) {
      setProjection(before.projection);
      stage.setView(before.view);
      before = undefined;
    }
  });
}

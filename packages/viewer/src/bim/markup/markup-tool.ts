import type { MarkupPoint, MarkupShape } from "@shuicheng/shared/contracts";
import { MARKUP_WIDTHS, useMarkupStore } from "../../client/inspector/markup/markup-store.ts";
import { moveShape } from "../../client/inspector/markup/move-shape.ts";
import type { InspectorStage, OverlayDraw, StagePointer, StagePointerTool } from "../stage/stage-contract.ts";
import { drawMarkup, fromPixels, halfOf, type MarkupLook, textWidth } from "./draw-markup.ts";
import { hitHandle, hitShape } from "./hit-shape.ts";
import { keepInside, moveHandle } from "./markup-shapes.ts";
import { thinLine } from "./thin-line.ts";
import { markupOpacity } from "./view-distance.ts";

/** How near a pointer must be to a line, and to a handle, CSS pixels; fingers are thicker. */
const REACH_PX = { mouse: 6, pen: 8, touch: 16 } as const;
/** A box or arrow that is smaller was no more than a click, CSS pixels. */
const SMALLEST_PX = 6;

/** What is being dragged: from where, and what the markup was. */
interface Drag {
  readonly before: readonly MarkupShape[];
  readonly from: MarkupPoint;
  readonly shape: number;
  /** −1: all of it is moved; −2: it is being drawn. */
  readonly handle: number;
  /** As it was seen when all of it was taken hold of. */
  readonly held?: MarkupShape;
}

/**
 * Draws the markup of the view that is shown over the picture while the camera stands there, and lets it be drawn and changed by
 * pointer. Answers what ends it.
 */
export function bindMarkupTool(stage: InspectorStage, lookOf: () => MarkupLook): () => void {
  const endings = [
    stage.addOverlay(createOverlayDraw(stage, lookOf)),
    stage.addPointerTool(createPointerTool(stage, lookOf)),
    stage.onView(() => tellAway(stage)),
    useMarkupStore.subscribe((now, before) => {
      if (now.camera !== before.camera || now.isEditing !== before.isEditing) tellAway(stage);
      // Words that are typed stand in a field over the picture.
      const isTyped = now.writing !== before.writing && now.writing?.at === before.writing?.at;
      if (!isTyped) stage.requestFrame();
    }),
  ];
  return () => {
    for (const end of endings) end();
  };
}

function createOverlayDraw(stage: InspectorStage, lookOf: () => MarkupLook): OverlayDraw {
  return (context, { widthPx, heightPx, isPicture, heightShare }) => {
    const { camera, shapes, selected, writing } = useMarkupStore.getState();
    if (!camera || shapes.length === 0) return;
    const opacity = markupOpacity(stage.view, camera);
    if (opacity === 0) return;
    context.globalAlpha = opacity;
    // Markup stands where the canvas's middle and height have it: a picture that shows more has it smaller.
    context.translate(widthPx / 2, heightPx / 2);
    context.scale(1 / heightShare, 1 / heightShare);
    context.translate(-widthPx / 2, -heightPx / 2);
    // The text that is being written stands in a field over the picture.
    const drawn = writing && !isPicture ? shapes.filter((_, at) => at !== writing.shape) : shapes;
    drawMarkup(context, { widthPx, heightPx }, drawn, lookOf(), {
      selected: isPicture || writing ? -1 : selected,
      heightShare,
    });
  };
}

function tellAway(stage: InspectorStage): void {
  const { camera, isAway } = useMarkupStore.getState();
  const isNowAway = camera !== null && markupOpacity(stage.view, camera) < 1;
  if (isNowAway !== isAway) useMarkupStore.setState({ isAway: isNowAway });
}

function createPointerTool(stage: InspectorStage, lookOf: () => MarkupLook): StagePointerTool {
  const measuring = document.createElement("canvas").getContext("2d");
  const widthOf = (text: string) => (measuring ? textWidth(measuring, text, lookOf().family) : text.length);
  let drag: Drag | undefined;
  const size = () => ({ widthPx: stage.canvas.clientWidth, heightPx: stage.canvas.clientHeight });
  const reachOf = ({ source }: StagePointer) =>
    (REACH_PX[source.pointerType as keyof typeof REACH_PX] ?? REACH_PX.mouse) / size().heightPx;
  const pointAt = ({ xPx, yPx }: StagePointer) => fromPixels(xPx, yPx, size());
  /** Texts where they are seen. */
  const placed = (shapes: readonly MarkupShape[]) =>
    shapes.map((shape) => keepInside(shape, halfOf(size()), widthOf));
  const isDrawing = () => {
    const { isEditing, isAway } = useMarkupStore.getState();
    return isEditing && !isAway;
  };

  return {
    onDown(pointer) {
      if (!isDrawing() || pointer.source.button !== 0 || pointer.source.target !== stage.canvas) return false;
      const store = useMarkupStore.getState();
      // A text that was being written is put down by its field, which loses the focus.
      if (store.writing) return true;
      const from = pointAt(pointer);
      if (store.tool === "text") return true;
      drag = store.tool === "select" ? takeHold(from, reachOf(pointer), widthOf, placed) : beginShape(from);
      return true;
    },
    onMove(pointer) {
      if (!drag) return false;
      const { shapes, drag: put } = useMarkupStore.getState();
      const now = dragged(drag, shapes[drag.shape], pointAt(pointer));
      if (now) put(shapes.with(drag.shape, now));
      return true;
    },
    onUp() {
      if (!drag) return false;
      finish(drag, SMALLEST_PX / size().heightPx);
      drag = undefined;
      return true;
    },
    onClick(pointer) {
      if (!isDrawing()) return false;
      const { tool, writing, shapes, write } = useMarkupStore.getState();
      const at = pointAt(pointer);
      const hit = hitShape(placed(shapes), at, { reach: reachOf(pointer), widthOf });
      const met = shapes[hit];
      const isAgain = pointer.source.detail >= 2;
      if (!writing && met?.kind === "text" && (tool === "text" || isAgain))
        write({ at: met.at, shape: hit, text: met.text });
      else if (!writing && tool === "text") write({ at, shape: -1, text: "" });
      return true;
    },
  };
}

/** Takes hold of the shape in hand by a handle, or of whatever is met; beside everything puts it down. */
function takeHold(
  from: MarkupPoint,
  reach: number,
  widthOf: (text: string) => number,
  placed: (shapes: readonly MarkupShape[]) => readonly MarkupShape[],
): Drag | undefined {
  const { shapes, selected, select } = useMarkupStore.getState();
  const held = shapes[selected];
  const handle = held ? hitHandle(held, from, 1.5 * reach) : -1;
  if (handle >= 0) return { before: shapes, from, shape: selected, handle };
  const seen = placed(shapes);
  const hit = hitShape(seen, from, { reach, widthOf });
  select(hit);
  const met = seen[hit];
  return met && { before: shapes, from, shape: hit, handle: -1, held: met };
}

function beginShape(from: MarkupPoint): Drag | undefined {
  const { tool, colour, width, shapes, drag: put, select } = useMarkupStore.getState();
  if (tool === "select" || tool === "text") return undefined;
  const look = { colour, width: MARKUP_WIDTHS[width] };
  const shape: MarkupShape =
    tool === "freehand"
      ? { kind: tool, points: [from, from], ...look }
      : { kind: tool, from, to: from, ...look };
  select(-1);
  put([...shapes, shape]);
  return { before: shapes, from, shape: shapes.length, handle: -2 };
}

/** The shape in hand as it is with the pointer at `to`. */
function dragged(
  { before, from, shape: at, handle, held }: Drag,
  now: MarkupShape | undefined,
  to: MarkupPoint,
): MarkupShape | undefined {
  const old = before[at];
  if (handle === -1) return held && moveShape(held, to[0] - from[0], to[1] - from[1]);
  if (handle >= 0) return old && moveHandle(old, handle, to);
  if (now?.kind === "freehand") return { ...now, points: [...now.points, to] };
  return now && now.kind !== "text" ? { ...now, to } : undefined;
}

/** Ends a drag as one step; what was hardly drawn is nothing. */
function finish({ before, shape: at, handle, from }: Drag, smallest: number): void {
  const { shapes, drag: put, endDrag, change, select } = useMarkupStore.getState();
  const drawn = shapes[at];
  if (!drawn || handle !== -2) {
    endDrag(before);
    return;
  }
  put(before);
  const points = drawn.kind === "freehand" ? drawn.points : drawn.kind === "text" ? [] : [drawn.to];
  const isSmall = points.every(([x, y]) => Math.hypot(x - from[0], y - from[1]) < smallest);
  if (isSmall) return;
  const whole = drawn.kind === "freehand" ? { ...drawn, points: thinLine(drawn.points) } : drawn;
  change([...before, whole], before.length);
  select(before.length);
}

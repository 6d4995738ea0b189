import type { MarkupColour, MarkupPoint, MarkupShape } from "@shuicheng/shared/contracts";
import { create } from "zustand";
import type { StageEye } from "../stage-store.ts";
import { recordStep } from "../tool-history.ts";
import { moveShape } from "./move-shape.ts";

/** What the hand draws; `select` takes hold of what is there. */
export const MARKUP_TOOLS = ["select", "arrow", "cloud", "rectangle", "freehand", "text"] as const;
/** One of {@link MARKUP_TOOLS}. */
export type MarkupTool = (typeof MARKUP_TOOLS)[number];

/** Widths of lines, heights of the view: 2, 3 and 6 pixels of 900. */
export const MARKUP_WIDTHS = { thin: 0.002, middle: 0.0035, thick: 0.0065 } as const;
/** Heights of letters that go with them. */
export const MARKUP_LETTERS = { thin: 0.018, middle: 0.024, thick: 0.036 } as const;
/** One of {@link MARKUP_WIDTHS}. */
export type MarkupWidth = keyof typeof MARKUP_WIDTHS;

/** A text that is being written. `shape`: the one that is changed; −1 for a new one. */
interface WrittenText {
  readonly at: MarkupPoint;
  readonly shape: number;
  readonly text: string;
}

interface MarkupState {
  /** Where the camera stands when the markup is seen; null: no view is shown. */
  readonly camera: StageEye | null;
  readonly shapes: readonly MarkupShape[];
  /** What is on the view as it is saved. */
  readonly saved: readonly MarkupShape[];
  readonly isEditing: boolean;
  readonly tool: MarkupTool;
  readonly colour: MarkupColour;
  readonly width: MarkupWidth;
  /** Place of the shape in hand; −1 for none. */
  readonly selected: number;
  readonly writing: WrittenText | null;
  /** The camera has moved away from the view. */
  readonly isAway: boolean;
  /** How saving what was drawn stands. */
  readonly saving: "saved" | "due" | "failed";
  /** Counted up to have it tried again. */
  readonly retries: number;
  /** Shows a view's markup, or null none; whatever was drawn before is forgotten. */
  show(camera: StageEye | null, shapes: readonly MarkupShape[]): void;
  edit(isEditing: boolean): void;
  take(tool: MarkupTool): void;
  /** Of what is drawn next, and of the shape in hand. */
  setLook(look: { readonly colour?: MarkupColour; readonly width?: MarkupWidth }): void;
  select(shape: number): void;
  /** Another markup, as a step that can be undone. */
  change(shapes: readonly MarkupShape[], selected: number): void;
  /** While something is dragged: no step yet. */
  drag(shapes: readonly MarkupShape[]): void;
  /** Ends dragging: one step from `before` to what is now. */
  endDrag(before: readonly MarkupShape[]): void;
  removeSelected(): void;
  /** Several of them one after the other are one step. @param dx @param dy Heights of the view. */
  moveSelected(dx: number, dy: number): void;
  /** Draws a shape in the middle of the view: for whoever has no pointer. */
  addInMiddle(tool: MarkupTool): void;
  write(writing: WrittenText | null): void;
  /** The words of the text that is being written, as they are by now. */
  type(text: string): void;
  /** Puts the written text down; an empty one is taken away. Nothing where none is written. */
  finishWriting(): void;
  retry(): void;
}

const NONE: readonly MarkupShape[] = [];

/** The markup of the view that is shown. The panel and the tool on the stage change it; whoever saves the view follows. */
export const useMarkupStore = create<MarkupState>()((set, get) => {
  const step = (before: readonly MarkupShape[], after: readonly MarkupShape[], run?: string): void => {
    if (before === after) return;
    const { camera } = get();
    // A step of another view's markup has nothing to change on this one.
    const goTo = (shapes: readonly MarkupShape[]) => () => {
      if (get().camera === camera) set({ shapes, selected: -1, writing: null });
    };
    recordStep({ undo: goTo(before), redo: goTo(after) }, run);
  };
  const change = (shapes: readonly MarkupShape[], selected: number, run?: string): void => {
    const before = get().shapes;
    set({ shapes, selected });
    step(before, shapes, run);
  };
  return {
    ...{ camera: null, shapes: NONE, saved: NONE, isEditing: false },
    ...{ tool: "cloud", colour: "pink", width: "middle", selected: -1, writing: null, isAway: false },
    ...{ saving: "saved", retries: 0 },
    show: (camera, shapes) =>
      set({
        camera,
        shapes,
        saved: shapes,
        isEditing: false,
        selected: -1,
        writing: null,
        isAway: false,
        saving: "saved",
      }),
    edit(isEditing) {
      get().finishWriting();
      set({ isEditing, selected: -1, ...(isEditing ? {} : { tool: "cloud" }) });
    },
    take(tool) {
      get().finishWriting();
      set({ tool, selected: -1 });
    },
    setLook(look) {
      set(look);
      const { shapes, selected } = get();
      const held = shapes[selected];
      if (held) change(shapes.with(selected, dress(held, look)), selected);
    },
    select: (selected) => set({ selected }),
    change,
    drag: (shapes) => set({ shapes }),
    endDrag: (before) => step(before, get().shapes),
    moveSelected(dx, dy) {
      const { shapes, selected } = get();
      const held = shapes[selected];
      if (held) change(shapes.with(selected, moveShape(held, dx, dy)), selected, `nudge ${selected}`);
    },
    addInMiddle(tool) {
      const { shapes, colour, width } = get();
      const look = { colour, width: MARKUP_WIDTHS[width] };
      if (tool === "text") set({ writing: { at: [-0.1, 0], shape: -1, text: "" } });
      else if (tool === "arrow" || tool === "cloud" || tool === "rectangle") {
        const shape: MarkupShape = { kind: tool, from: [-0.12, -0.08], to: [0.12, 0.08], ...look };
        change([...shapes, shape], shapes.length);
      }
    },
    removeSelected() {
      const { shapes, selected } = get();
      if (shapes[selected]) change(shapes.toSpliced(selected, 1), -1);
    },
    write: (writing) => set({ writing, selected: -1 }),
    type(text) {
      const { writing } = get();
      if (writing) set({ writing: { ...writing, text } });
    },
    finishWriting() {
      const { writing, shapes, colour, width } = get();
      if (!writing) return;
      set({ writing: null });
      const words = writing.text.trim();
      const old = shapes[writing.shape];
      if (old?.kind === "text") {
        if (words === old.text) return;
        if (words === "") change(shapes.toSpliced(writing.shape, 1), -1);
        else change(shapes.with(writing.shape, { ...old, text: words }), writing.shape);
      } else if (words !== "") {
        const size = MARKUP_LETTERS[width];
        change([...shapes, { kind: "text", at: writing.at, text: words, size, colour }], shapes.length);
      }
    },
    retry: () => set(({ retries }) => ({ retries: retries + 1 })),
  };
});

function dress(
  shape: MarkupShape,
  { colour, width }: { readonly colour?: MarkupColour; readonly width?: MarkupWidth },
): MarkupShape {
  const coloured = colour ? { ...shape, colour } : shape;
  if (!width) return coloured;
  if (coloured.kind === "text") return { ...coloured, size: MARKUP_LETTERS[width] };
  return { ...coloured, width: MARKUP_WIDTHS[width] };
}

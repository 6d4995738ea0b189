import { create } from "zustand";
import { useInspectorStore } from "../inspector-store.ts";

/** A change that a tool made and can take back. */
export interface ToolStep {
  undo(): void;
  redo(): void;
}

interface RecordedStep extends ToolStep {
  /** How many steps of the elements' own history lay before it: that says which came last. */
  readonly after: number;
}

interface ToolHistory {
  readonly done: readonly RecordedStep[];
  readonly undone: readonly RecordedStep[];
}

const MAX_STEPS = 100;

/** Changes of tools (planes, measurements), beside those of elements: both are undone in the order they were made. */
export const useToolHistory = create<ToolHistory>()(() => ({ done: [], undone: [] }));

/** Remembers a change that was made. */
export function recordStep(step: ToolStep): void {
  const recorded = { ...step, after: useInspectorStore.getState().past.length };
  useToolHistory.setState(({ done }) => ({ done: [...done, recorded].slice(-MAX_STEPS), undone: [] }));
}

/** Takes the latest change back, whoever made it. */
export function undoLatest(): void {
  const { past, undo } = useInspectorStore.getState();
  const { done, undone } = useToolHistory.getState();
  const step = done.at(-1);
  if (!step || past.length > step.after) {
    undo();
    return;
  }
  useToolHistory.setState({ done: done.slice(0, -1), undone: [...undone, step] });
  step.undo();
}

/** Makes the latest change that was taken back once more. */
export function redoLatest(): void {
  const { past, future, redo } = useInspectorStore.getState();
  const { done, undone } = useToolHistory.getState();
  const step = undone.at(-1);
  if (!step || (future.length > 0 && past.length < step.after)) {
    redo();
    return;
  }
  useToolHistory.setState({ done: [...done, step], undone: undone.slice(0, -1) });
  step.redo();
}

/** Forgets all: the models are others now. */
export const clearToolHistory = (): void => useToolHistory.setState({ done: [], undone: [] });

import { create } from "zustand";

/** A change that can be taken back and made again. */
export interface HistoryStep {
  undo(): void;
  redo(): void;
}

interface RecordedStep extends HistoryStep {
  /** Steps that follow one another under one name are one step: what is typed letter by letter. */
  readonly run: string | undefined;
}

interface ToolHistory {
  /** The latest last. */
  readonly done: readonly RecordedStep[];
  /** What was taken back last is last. */
  readonly undone: readonly RecordedStep[];
}

/** Steps that can be undone: 100,000 elements take 100 kB each. */
export const MAX_STEPS = 100;

/**
 * What was done in the inspector, in one order: how elements are shown, cuts, measurements, filters. The oldest step is
 * forgotten where there are more than {@link MAX_STEPS}; what was taken back is forgotten with the next step.
 */
export const useToolHistory = create<ToolHistory>()(() => ({ done: [], undone: [] }));

/**
 * Remembers a change that was made.
 *
 * @param run Joins it to the step before where that has the same: one undo takes back both.
 */
export function recordStep({ undo, redo }: HistoryStep, run?: string): void {
  const { done } = useToolHistory.getState();
  const last = done.at(-1);
  const isMore = run !== undefined && last?.run === run;
  const next: RecordedStep = { undo: isMore ? last.undo : undo, redo, run };
  useToolHistory.setState({
    done: [...(isMore ? done.slice(0, -1) : done), next].slice(-MAX_STEPS),
    undone: [],
  });
}

/** Takes the latest change back. */
export function undoLatest(): void {
  const { done, undone } = useToolHistory.getState();
  const step = done.at(-1);
  if (!step) return;
  useToolHistory.setState({ done: done.slice(0, -1), undone: [...undone, step] });
  step.undo();
}

/** Makes the latest change that was taken back once more. */
export function redoLatest(): void {
  const { done, undone } = useToolHistory.getState();
  const step = undone.at(-1);
  if (!step) return;
  // Its run has ended: what is typed now is a step of its own.
  useToolHistory.setState({ done: [...done, { ...step, run: undefined }], undone: undone.slice(0, -1) });
  step.redo();
}

/** Forgets all: the models are others now. */
export const clearToolHistory = (): void => useToolHistory.setState({ done: [], undone: [] });

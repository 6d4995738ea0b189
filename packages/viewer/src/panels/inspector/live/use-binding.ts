import type { Binding } from "@shuicheng/shared/contracts";
import { useEffect, useState } from "react";
import { useBind } from "../../../client/live-binding/live-queries.ts";
import { useLiveStore } from "../../../client/live-binding/live-store.ts";

/** Binding of datastreams to elements, with the last one to be taken back. */
export interface ElementBinding {
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly outcome:
    | {
        readonly kind: "bound";
        readonly changed: number;
        readonly before: readonly Binding[];
        /** What was asked for. */
        readonly asked: readonly Binding[];
      }
    | { readonly kind: "undone" }
    | null;
  bind(bindings: readonly Binding[]): void;
  undo(): void;
}

/** Makes bindings, also those that are dropped on an element of the picture. */
export function useBinding(): ElementBinding {
  const { mutate, isPending, error } = useBind();
  const [outcome, setOutcome] = useState<ElementBinding["outcome"]>(null);
  const bind = (bindings: readonly Binding[]): void =>
    mutate(bindings, {
      onSuccess: ({ changed, before }) => setOutcome({ kind: "bound", changed, before, asked: bindings }),
      onError: () => setOutcome(null),
    });
  const dropped = useLiveStore((state) => state.dropped);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is dropped is bound once, however often the panel renders
  useEffect(() => {
    if (!dropped) return;
    useLiveStore.getState().drop(null);
    bind([dropped]);
  }, [dropped]);
  return {
    isBusy: isPending,
    error,
    outcome,
    bind,
    undo() {
      if (outcome?.kind !== "bound" || outcome.before.length === 0) return;
      mutate(outcome.before, { onSuccess: () => setOutcome({ kind: "undone" }) });
    },
  };
}

import type { UseMutationResult } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { errorsOfAnswer, type InputError } from "../../client/integrators/input-errors.ts";

/** What a form writes, and what is wrong with it. */
export interface DraftForm<Draft> {
  readonly draft: Draft;
  /** Our own only after a first try to save, the server's until something is changed. */
  readonly errors: readonly InputError[];
  readonly isSaving: boolean;
  /** Why it could not be saved. */
  readonly error: unknown;
  readonly change: (changed: Partial<Draft>) => void;
  /** What was tried is of no interest any more. */
  readonly forgetTry: () => void;
  readonly submit: (event: FormEvent) => void;
}

/** A draft of something that the server keeps, from the first letter until it is saved. */
export function useDraft<Draft extends object, Input, Saved>(needs: {
  readonly begin: () => Draft;
  readonly read: (draft: Draft) => { readonly input: Input; readonly errors: readonly InputError[] };
  /** Of what is changed; undefined: a new one. */
  readonly id: number | undefined;
  readonly save: UseMutationResult<Saved, Error, { readonly id: number | undefined; readonly input: Input }>;
  readonly onSaved: (saved: Saved) => void;
}): DraftForm<Draft> {
  const [draft, setDraft] = useState(needs.begin);
  const [isTried, setTried] = useState(false);
  const { id, save } = needs;
  const { input, errors } = needs.read(draft);
  return {
    draft,
    errors: [...(isTried ? errors : []), ...errorsOfAnswer(save.error)],
    isSaving: save.isPending,
    error: save.error,
    change: (changed) => {
      save.reset();
      setDraft({ ...draft, ...changed });
    },
    forgetTry: () => setTried(false),
    submit: (event) => {
      event.preventDefault();
      setTried(true);
      if (errors.length === 0) save.mutate({ id, input }, { onSuccess: needs.onSaved });
    },
  };
}

import type { Model } from "@shuicheng/shared/contracts";
import { useInspectorStore } from "../../inspector-store.ts";
import { writeInspectorLink } from "../link/link-store.ts";
import { useStageStore } from "../stage-store.ts";

/** A model on the page that the server has a newer revision of. */
interface NewRevision {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly shown: number;
}

/** Models that the server has newer revisions of than those that are looked at. @param shown Revisions on the page, by id. */
export const findNewRevisions = (
  models: readonly Pick<Model, "id" | "name" | "revision">[],
  shown: ReadonlyMap<string, number>,
): readonly NewRevision[] =>
  models.flatMap(({ id, name, revision }) => {
    const own = shown.get(id);
    return own !== undefined && revision > own ? [{ id, name, revision, shown: own }] : [];
  });

/** Opens all models of the page again, as they are by now, with the view, states and tools of before: what a link holds. */
export function reopenModels(): void {
  const { pathname, search, hash } = window.location;
  // Where nothing is open yet the view is what the address says.
  const isOpen = useInspectorStore.getState().models.size > 0;
  window.history.replaceState(null, "", pathname + search + (isOpen ? writeInspectorLink().fragment : hash));
  useStageStore.setState(({ openings }) => ({ openings: openings + 1 }));
}

import type { ViewModel } from "@shuicheng/shared/contracts";
import { isLocalId, useLocalModelStore } from "../../local-model-store.ts";
import type { GlobalIdsByModel, InspectorView } from "../link/link-format.ts";

/** What a model is known by from one visit to the next: of the server its id, of a local file its name and size. */
export function keyOfModel(id: string): string {
  if (!isLocalId(id)) return id;
  const file = useLocalModelStore.getState().models.find((each) => each.id === id)?.file;
  // A colon is not allowed in ids of a server.
  return file ? `file:${file.name}|${file.size}` : id;
}

/** The model of a key; undefined where it is a file that is not open. */
export function idOfKey(key: string): string | undefined {
  if (!key.includes(":")) return key;
  return useLocalModelStore.getState().models.find(({ id }) => keyOfModel(id) === key)?.id;
}

/**
 * A view's elements as links have them.
 *
 * @param idOf The id of a model by its key, null for the view's own; what is not open is left out.
 */
export function linkOfModels(
  models: readonly ViewModel[],
  idOf: (key: string | null) => string | undefined,
): InspectorView {
  const open = models.flatMap((own) => {
    const id = idOf(own.model);
    return id === undefined ? [] : [[id, own] as const];
  });
  const lists = (pick: (own: ViewModel) => readonly string[] | undefined): GlobalIdsByModel =>
    new Map(
      open.flatMap(([id, own]) => {
        const ids = pick(own);
        return ids ? [[id, ids] as const] : [];
      }),
    );
  return {
    selection: lists(({ selected }) => selected),
    hidden: lists(({ hidden }) => (hidden.allBut ? undefined : hidden.ids)),
    isolated: lists(({ hidden }) => (hidden.allBut ? hidden.ids : undefined)),
    ghosted: lists(({ ghosted }) => (ghosted.allBut ? undefined : ghosted.ids)),
    solid: lists(({ ghosted }) => (ghosted.allBut ? ghosted.ids : undefined)),
  };
}

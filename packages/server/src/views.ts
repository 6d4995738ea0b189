import { randomUUID } from "node:crypto";
import { MAX_MODEL_VIEWS } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { ViewQueries } from "./http/view-queries.ts";
import type { Registry } from "./registry/registry.ts";

/** How long a deletion can be taken back: whoever deleted the wrong view sees it within the day. */
const KEPT_AFTER_DELETION_MS = 86_400_000;

/** Saved views as the routes ask for them. */
export function createViews(registry: Pick<Registry, "models" | "views">, now: () => number): ViewQueries {
  const { models, views } = registry;

  function requireModel(model: string): void {
    if (!models.find(model)) throw new Fault("model/unknown", `there is no model ${model}`, { id: model });
  }

  const unknownView = (model: string, id: string) =>
    new Fault("view/unknown", `model ${model} has no view ${id}`, { model, id });

  function requireView(model: string, id: string) {
    requireModel(model);
    const view = views.find(model, id);
    if (!view) throw unknownView(model, id);
    return view;
  }

  /** After a change that was refused: the view is gone, or another's change came first. */
  function conflictOf(model: string, id: string, seen: number): Fault {
    const { version } = requireView(model, id);
    const words = `view ${id} was changed since version ${seen}: it is version ${version} now`;
    return new Fault("view/conflict", words, { model, id, version });
  }

  function requireRoom(model: string): void {
    if (views.count(model) < MAX_MODEL_VIEWS) return;
    const words = `model ${model} has ${MAX_MODEL_VIEWS} views, which is the most: delete some`;
    throw new Fault("view/too-many", words, { model, limit: MAX_MODEL_VIEWS });
  }

  return {
    list(model) {
      requireModel(model);
      return views.list(model);
    },
    find(model, id) {
      const view = requireView(model, id);
      const content = views.content(model, id);
      if (!content) throw unknownView(model, id);
      return { ...view, content };
    },
    thumbnail(model, id) {
      requireView(model, id);
      const jpeg = views.thumbnail(model, id);
      if (!jpeg) throw new Fault("view/unknown", `view ${id} has no thumbnail`, { model, id });
      return jpeg;
    },
    add(model, content, by) {
      requireModel(model);
      requireRoom(model);
      const id = randomUUID();
      views.add(model, id, content, { by, atMs: now() });
      return requireView(model, id);
    },
    replace(model, id, version, content, by) {
      requireModel(model);
      if (!views.replace(model, id, version, content, { by, atMs: now() }))
        throw conflictOf(model, id, version);
      return requireView(model, id);
    },
    remove(model, id, version) {
      const seen = requireView(model, id).version;
      if (!views.remove(model, id, version, now())) throw conflictOf(model, id, version ?? seen);
      views.forget(now() - KEPT_AFTER_DELETION_MS);
    },
    restore(model, id) {
      requireModel(model);
      const inUse = views.find(model, id);
      if (inUse) return inUse;
      requireRoom(model);
      views.restore(model, id);
      return requireView(model, id);
    },
  };
}

import {
  type SavedView,
  SavedViewSchema,
  type ViewContent,
  type WholeView,
  WholeViewSchema,
} from "@shuicheng/shared/contracts";
import Type from "typebox";
import { requestJson, requestNothing } from "../../http-client.ts";
import { modelPath } from "../../model-queries.ts";

/** Where views of a model are kept. Every method rejects with an `ApiProblem`. */
export interface ViewStorage {
  /** `browser`: nobody else sees them. */
  readonly place: "server" | "browser";
  list(): Promise<readonly ListedView[]>;
  /** Rejects with `view/unknown`. */
  read(id: string): Promise<WholeView>;
  add(content: ViewContent): Promise<SavedView>;
  /** Rejects with `view/conflict` where the view is of another version by now. */
  replace(id: string, version: number, content: ViewContent): Promise<SavedView>;
  remove(id: string, version: number): Promise<void>;
  /** Takes a deletion back. */
  restore(id: string): Promise<SavedView>;
}

/** A view in the list. */
export interface ListedView extends SavedView {
  readonly place: ViewStorage["place"];
  /** Address of its picture; null where it has none. */
  readonly picture: string | null;
}

const ViewsAnswer = Type.Object({ items: Type.Array(SavedViewSchema) });

/** Views that the server keeps, for everybody who may see the model. */
export function createServerViews(model: string): ViewStorage {
  const path = (id = "", part = "") => modelPath(model, `/views${id && `/${encodeURIComponent(id)}`}${part}`);
  return {
    place: "server",
    async list() {
      const { items } = await requestJson(path(), ViewsAnswer);
      return items.map((view) => ({
        ...view,
        place: "server",
        // With its version, so that a changed picture is asked for anew.
        picture: view.hasThumbnail ? `/api/v1${path(view.id, "/thumbnail")}?version=${view.version}` : null,
      }));
    },
    read: (id) => requestJson(path(id), WholeViewSchema),
    add: (content) => requestJson(path(), SavedViewSchema, { method: "POST", body: content }),
    replace: (id, version, content) =>
      requestJson(path(id), SavedViewSchema, { method: "PUT", body: { version, content } }),
    remove: (id, version) => requestNothing(`${path(id)}?version=${version}`, { method: "DELETE" }),
    restore: (id) => requestJson(path(id, "/restore"), SavedViewSchema, { method: "POST" }),
  };
}

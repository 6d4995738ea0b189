import type { WholeView } from "@shuicheng/shared/contracts";
import { create } from "zustand";
import type { InspectorView } from "../link/link-format.ts";
import type { StageEye } from "../stage-store.ts";
import type { ListedView, ViewStorage } from "./view-storage.ts";

/** How far a list of views is read. */
export interface ViewList {
  readonly phase: "loading" | "ready" | "failed";
  readonly items: readonly ListedView[];
  readonly error?: unknown;
}

/** A view that was restored or saved last, as it is kept. */
export interface ShownView {
  readonly place: ViewStorage["place"];
  readonly view: WholeView;
}

/** What there is to say of views. */
export type ViewNotice =
  | {
      readonly kind: "saved" | "copied";
      readonly name: string;
      readonly id: string;
      readonly place: ViewStorage["place"];
    }
  | { readonly kind: "updated"; readonly name: string; readonly before: ShownView; readonly version: number }
  | { readonly kind: "removed"; readonly view: ListedView }
  /** `lost`: elements that the models no longer have. `absent`: models that could not be opened. */
  | {
      readonly kind: "restored";
      readonly name: string;
      readonly lost: number;
      readonly absent: readonly string[];
      readonly isUnreadable: boolean;
    }
  /** `known`: views that were there already and were left out. */
  | {
      readonly kind: "imported";
      readonly count: number;
      readonly known: number;
      readonly unreadable: number;
    }
  | { readonly kind: "unknown" }
  | { readonly kind: "failed"; readonly error: unknown };

interface SavedViewState {
  /** The model whose views these are; null while none is open. */
  readonly model: string | null;
  /** Null where nothing of the kind is kept: of a local file on a server. */
  readonly server: ViewList | null;
  readonly browser: ViewList;
  readonly shown: ShownView | null;
  /** Views that were read, as they are kept now, by id: undo comes back to them. */
  readonly opened: ReadonlyMap<string, ShownView>;
  /** The view whose name is being written. */
  readonly renaming: string | null;
  readonly notice: ViewNotice | null;
  /** Something is being saved. */
  readonly isBusy: boolean;
  /** Revisions of the open models, by id. */
  readonly revisions: ReadonlyMap<string, number>;
  /** Where the camera is to go; the stage's binding takes it there. */
  readonly flight: { readonly eye: StageEye; readonly isSudden: boolean } | null;
  /** Elements of the view that was restored, for models that come later. */
  readonly elements: InspectorView | null;
}

const NOTHING: SavedViewState = {
  model: null,
  server: null,
  browser: { phase: "loading", items: [] },
  shown: null,
  opened: new Map(),
  renaming: null,
  notice: null,
  isBusy: false,
  revisions: new Map(),
  flight: null,
  elements: null,
};

/** Saved views of the model on the page. Panels follow it; what is done to views stands in `view-actions.ts`. */
export const useSavedViewStore = create<SavedViewState>()(() => NOTHING);

/** Forgets all: another model is on the page. */
export const forgetSavedViews = (): void => useSavedViewStore.setState(NOTHING);

/** All views, those of the server first. */
export const listAllViews = ({
  server,
  browser,
}: Pick<SavedViewState, "server" | "browser">): readonly ListedView[] => [
  ...(server?.items ?? []),
  ...browser.items,
];

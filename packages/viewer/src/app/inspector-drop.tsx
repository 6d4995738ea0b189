import { type ReactNode, useEffect, useRef } from "react";
import { reopenModels } from "../client/inspector/federation/new-revision.ts";
import { addModels } from "../client/inspector/federation/shown-models.ts";
import { useStageStore } from "../client/inspector/stage-store.ts";
import { isLocalId, useLocalModelStore } from "../client/local-model-store.ts";
import { type Route, useRouteStore } from "../client/route-store.ts";
import { DropVeil } from "../panels/models/drop-veil.tsx";
import { LocalList } from "../panels/models/local-list.tsx";
import { useFileDrop } from "../panels/models/use-file-drop.ts";
import "./inspector-drop.css";
import "./local-models.ts";
import "./local-texts.ts";

/**
 * The inspector's body, on which files may be dropped: each is converted in this browser and opened beside what is open.
 */
export function InspectorDrop(props: {
  readonly route: Extract<Route, { readonly page: "inspector" }>;
  readonly children: ReactNode;
}) {
  const { route } = props;
  const drop = useFileDrop(true, (files) => useLocalModelStore.getState().open(files));
  useOpenedBeside(route);
  return (
    <div className="inspector-body" {...drop.handlers}>
      {props.children}
      {drop.isOver && <DropVeil />}
    </div>
  );
}

/** Files on their way, and those that failed, over the picture; one that is ready is in the tree, or can be added. */
export function InspectorLocalFiles() {
  const models = useLocalModelStore((state) => state.models);
  const isEmptyFolder = useLocalModelStore(({ emptyFolders }) => emptyFolders.length > 0);
  const ready = models.filter(({ state }) => state.phase === "ready").map(({ id }) => id);
  return isEmptyFolder || ready.length < models.length ? (
    <div className="inspector-local float">
      <LocalList hidden={ready} />
    </div>
  ) : null;
}

/** A file that was dropped here is opened beside the others as soon as it is ready. */
function useOpenedBeside(route: Extract<Route, { readonly page: "inspector" }>): void {
  const before = useRef<ReadonlySet<string>>(new Set(readyIds()));
  const ready = useLocalModelStore(({ models }) =>
    models
      .filter(({ state }) => state.phase === "ready")
      .map(({ id }) => id)
      .join(),
  );
  const { model, others } = route;
  useEffect(() => {
    const ids = ready === "" ? [] : ready.split(",");
    const fresh = ids.filter((id) => !before.current.has(id) && id !== model && !others.includes(id));
    before.current = new Set(ids);
    // A file that was gone with the page before: it is opened again in its place.
    const isBack = [model, ...others].some((id) => ids.includes(id) && isGone(id));
    if (isBack) reopenModels();
    const [first, ...rest] = fresh;
    if (first === undefined) return;
    // Nothing is known of the file that the page was of: another takes its place.
    if (isGone(model) && !ids.includes(model))
      useRouteStore.getState().go({ page: "inspector", model: first, others: [...others, ...rest] });
    else addModels(fresh);
  }, [ready, model, others]);
}

const isGone = (id: string): boolean =>
  isLocalId(id) && useStageStore.getState().loading.get(id)?.phase === "failed";

const readyIds = () =>
  useLocalModelStore
    .getState()
    .models.filter(({ state }) => state.phase === "ready")
    .map(({ id }) => id);

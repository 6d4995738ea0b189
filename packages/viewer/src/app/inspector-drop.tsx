import { type ReactNode, useEffect, useRef } from "react";
import { addModels } from "../client/inspector/federation/shown-models.ts";
import { useLocalModelStore } from "../client/local-model-store.ts";
import type { Route } from "../client/route-store.ts";
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
    if (fresh.length === 0) return;
    addModels(fresh);
  }, [ready, model, others]);
}

const readyIds = () =>
  useLocalModelStore
    .getState()
    .models.filter(({ state }) => state.phase === "ready")
    .map(({ id }) => id);

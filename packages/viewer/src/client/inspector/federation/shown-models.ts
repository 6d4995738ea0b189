import { useRouteStore } from "../../route-store.ts";
import { recordStep } from "../tool-history.ts";

/** Opens models beside those on the page, as a step that can be undone. */
export function addModels(ids: readonly string[]): void {
  const { route } = useRouteStore.getState();
  const fresh = route.page === "inspector" ? ids.filter((id) => !route.others.includes(id)) : [];
  if (fresh.length === 0) return;
  const add = (): void =>
    changeOthers((others) => [...others, ...fresh.filter((id) => !others.includes(id))]);
  add();
  recordStep({ undo: () => fresh.forEach(takeAway), redo: add });
}

/** Takes a model other than the first out of the picture, as a step that can be undone. It comes back with all it has shown. */
export function removeModel(id: string): void {
  const { route } = useRouteStore.getState();
  const at = route.page === "inspector" ? route.others.indexOf(id) : -1;
  if (at < 0) return;
  takeAway(id);
  recordStep({
    undo: () => changeOthers((others) => (others.includes(id) ? others : others.toSpliced(at, 0, id))),
    redo: () => takeAway(id),
  });
}

const takeAway = (id: string): void => changeOthers((others) => others.filter((other) => other !== id));

function changeOthers(change: (others: readonly string[]) => readonly string[]): void {
  const { route, go } = useRouteStore.getState();
  if (route.page === "inspector") go({ ...route, others: change(route.others) });
}

import { Button } from "antd";
import i18next from "i18next";
import { useTranslation } from "react-i18next";
import { useSectionStore } from "../../../client/inspector/cuts/section-store.ts";
import { storeysOf } from "../../../client/inspector/cuts/storey-plan.ts";
import { ELEMENT_STATE, rowsWith } from "../../../client/inspector/element-states.ts";
import { describeRows } from "../../../client/inspector/find/row-texts.ts";
import { nameView } from "../../../client/inspector/views/name-view.ts";
import { listAllViews, useSavedViewStore } from "../../../client/inspector/views/saved-view-store.ts";
import { saveView } from "../../../client/inspector/views/view-actions.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { Icon } from "../../icons.tsx";
import { useIsWriter } from "../../models/is-writer.ts";
import { useCanKeepViews } from "./use-view-place.ts";

/** Saves what is seen as a view, at once; it can be given another name afterwards. */
export function SaveViewButton() {
  const { t } = useTranslation("inspectorViews");
  const isThere = useInspectorStore((state) => state.models.size > 0);
  const isBusy = useSavedViewStore((state) => state.isBusy);
  const place = useCanKeepViews();
  const isWriter = useIsWriter();
  return (
    <Button
      size="small"
      icon={<Icon name="views" size={14} />}
      disabled={!isThere || isBusy}
      // Who may save on the server keeps views of a local file in the browser all the same.
      title={t(place === "server" ? "saveHint" : isWriter ? "saveLocal" : "saveHere")}
      data-testid="view-save"
      onClick={() => void saveView(proposeName(), place)}
    >
      {t("save")}
    </Button>
  );
}

/** Says what is special of what is seen: the one element selected, the storey's plan, a section; else counts on. */
function proposeName(): string {
  const views = listAllViews(useSavedViewStore.getState());
  const word = (key: "view" | "section", isNumbered = true) =>
    nameView(i18next.t(`inspectorViews:names.${key}`), views, isNumbered);
  const { plan, planes, box } = useSectionStore.getState();
  const model = plan && useInspectorStore.getState().models.get(plan.model);
  const storey = model && storeysOf(model).find(({ globalId }) => globalId === plan.storey);
  if (storey)
    return nameView(i18next.t("inspectorViews:names.plan", { storey: storey.name }), views, false).slice(
      0,
      100,
    );
  const element = nameOfOnly();
  if (element) return nameView(element.slice(0, 100), views, false);
  return planes.some(({ isOn }) => isOn) || box ? word("section") : word("view");
}

/** The name of the selected element where just one is. */
function nameOfOnly(): string | undefined {
  const { primary, states, models } = useInspectorStore.getState();
  const count = [...states.values()].reduce(
    (sum, own) => sum + rowsWith(own, ELEMENT_STATE.selected).length,
    0,
  );
  if (!primary || count !== 1) return undefined;
  const table = models.get(primary.model)?.table;
  return (table && describeRows(table).name(primary.row).trim()) || undefined;
}

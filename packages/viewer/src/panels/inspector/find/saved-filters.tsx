import { Button, Input, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isFiltering, useDataStore } from "../../../client/inspector/find/data-store.ts";
import { SavedFilterFiles } from "./saved-filter-files.tsx";
import { SavedFilterRow } from "./saved-filter-row.tsx";

/** Filters that were given a name: chosen, saved, renamed and deleted here, and taken along as a file. */
export function SavedFilters() {
  const { t } = useTranslation("inspectorData");
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      open={isOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      onOpenChange={setOpen}
      content={<SavedList onChosen={() => setOpen(false)} />}
    >
      <Button size="small" data-testid="saved-filters-open">
        {t("saved.title")}
      </Button>
    </Popover>
  );
}

function SavedList({ onChosen }: { readonly onChosen: () => void }) {
  const { t } = useTranslation("inspectorData");
  const { saved, isSavedKept, takeFilter } = useDataStore();
  const [forgotten, setForgotten] = useState<{ name: string; before: typeof saved } | null>(null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the page's single keys are not for what is typed here
    <div
      className="saved-filters"
      data-testid="saved-filters"
      onKeyDown={(event) => event.key !== "Escape" && event.stopPropagation()}
    >
      {saved.length === 0 && <p>{t("saved.none")}</p>}
      <ul>
        {saved.map((each) => (
          <SavedFilterRow
            key={each.name}
            filter={each}
            onChoose={() => {
              takeFilter({ text: each.text, filter: each.filter });
              onChosen();
            }}
            onForget={() => {
              setForgotten({ name: each.name, before: saved });
              useDataStore.getState().forgetFilter(each.name);
            }}
          />
        ))}
      </ul>
      {forgotten && (
        <p className="saved-forgotten" role="status">
          {t("saved.forgotten", { name: forgotten.name })}
          <Button
            size="small"
            data-testid="saved-undo"
            onClick={() => {
              useDataStore.getState().restoreFilter(forgotten.name, forgotten.before);
              setForgotten(null);
            }}
          >
            {t("saved.undo")}
          </Button>
        </p>
      )}
      <SaveForm />
      <SavedFilterFiles />
      <small>{t(isSavedKept ? "saved.here" : "saved.notKept")}</small>
    </div>
  );
}

/** Gives the present filter a name. */
function SaveForm() {
  const { t } = useTranslation("inspectorData");
  const { saved, text, filter, saveFilter } = useDataStore();
  const [name, setName] = useState("");
  const canSave = isFiltering({ text, filter }) && name.trim() !== "";
  const isTaken = saved.some((each) => each.name === name.trim());
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!canSave) return;
        saveFilter(name);
        setName("");
      }}
    >
      <Input
        size="small"
        value={name}
        maxLength={60}
        aria-label={t("saved.name")}
        placeholder={t("saved.name")}
        onChange={({ target }) => setName(target.value)}
      />
      <Button
        size="small"
        htmlType="submit"
        disabled={!canSave}
        title={isTaken ? t("saved.replaces") : undefined}
      >
        {t("saved.save")}
      </Button>
    </form>
  );
}

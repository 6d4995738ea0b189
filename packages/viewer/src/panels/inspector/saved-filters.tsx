import { Button, Input, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isFiltering, useDataStore } from "../../client/inspector/data-store.ts";
import { Icon } from "../icons.tsx";

/** Filters that were given a name: chosen, saved and deleted here. */
export function SavedFilters() {
  const { t } = useTranslation("inspectorData");
  const { saved, text, filter, takeFilter, saveFilter, forgetFilter } = useDataStore();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState("");
  const canSave = isFiltering({ text, filter }) && name.trim() !== "";
  const content = (
    <div className="saved-filters" data-testid="saved-filters">
      {saved.length === 0 ? (
        <p>{t("saved.none")}</p>
      ) : (
        <ul>
          {saved.map((each) => (
            <li key={each.name}>
              <button
                type="button"
                className="saved-name"
                onClick={() => {
                  takeFilter({ text: each.text, filter: each.filter });
                  setOpen(false);
                }}
              >
                {each.name}
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={t("saved.forget", { name: each.name })}
                onClick={() => forgetFilter(each.name)}
              >
                <Icon name="trash" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) saveFilter(name);
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
          onKeyDown={(event) => event.key !== "Escape" && event.stopPropagation()}
        />
        <Button size="small" htmlType="submit" disabled={!canSave}>
          {t("saved.save")}
        </Button>
      </form>
      <small>{t("saved.here")}</small>
    </div>
  );
  return (
    <Popover
      open={isOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      onOpenChange={setOpen}
      content={content}
    >
      <Button size="small" data-testid="saved-filters-open">
        {t("saved.title")}
      </Button>
    </Popover>
  );
}

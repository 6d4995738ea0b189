import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDataStore } from "../../../client/inspector/find/data-store.ts";
import type { SavedFilter } from "../../../client/inspector/find/saved-filters.ts";
import { Icon } from "../../icons.tsx";
import { filterWords } from "./data-words.ts";

/** A saved filter: a press takes it, a pen renames it, a bin deletes it. */
export function SavedFilterRow(props: {
  readonly filter: SavedFilter;
  readonly onChoose: () => void;
  readonly onForget: () => void;
}) {
  const { t } = useTranslation("inspectorData");
  const { name } = props.filter;
  const [isRenaming, setRenaming] = useState(false);
  if (isRenaming) return <Renaming name={name} onEnd={() => setRenaming(false)} />;
  return (
    <li>
      <button
        type="button"
        className="saved-name"
        title={filterWords(t, props.filter)}
        onClick={props.onChoose}
      >
        {name}
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t("saved.rename", { name })}
        title={t("saved.rename", { name })}
        onClick={() => setRenaming(true)}
      >
        <Icon name="pen" size={14} />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t("saved.forget", { name })}
        title={t("saved.forget", { name })}
        onClick={props.onForget}
      >
        <Icon name="trash" size={14} />
      </button>
    </li>
  );
}

/** Enter takes the new name, Escape leaves the old one. */
function Renaming({ name, onEnd }: { readonly name: string; readonly onEnd: () => void }) {
  const { t } = useTranslation("inspectorData");
  const [next, setNext] = useState(name);
  const [isTaken, setTaken] = useState(false);
  const apply = (): void => {
    const wanted = next.trim();
    if (wanted === "" || useDataStore.getState().renameFilter(name, wanted)) onEnd();
    else setTaken(true);
  };
  return (
    <li>
      <Input
        size="small"
        autoFocus
        value={next}
        maxLength={60}
        aria-label={t("saved.newName")}
        status={isTaken ? "error" : ""}
        onChange={({ target }) => {
          setNext(target.value);
          setTaken(false);
        }}
        onPressEnter={apply}
        onBlur={() => !isTaken && apply()}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onEnd();
        }}
      />
      {isTaken && (
        <small role="alert" className="saved-taken">
          {t("saved.taken", { name: next.trim() })}
        </small>
      )}
    </li>
  );
}

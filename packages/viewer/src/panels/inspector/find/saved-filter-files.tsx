import { Button } from "antd";
import { type ChangeEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDataStore } from "../../../client/inspector/find/data-store.ts";
import { readFilterFile, writeFilterFile } from "../../../client/inspector/find/saved-filters.ts";
import { formatNumber } from "../../../format/number.ts";
import { Icon } from "../../icons.tsx";
import { saveFile } from "../save-file.ts";

/** Takes the saved filters to another browser as a file, and those of a file in. */
export function SavedFilterFiles() {
  const { t } = useTranslation("inspectorData");
  const { saved, importFilters } = useDataStore();
  const input = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState("");
  const take = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = target.files ?? [];
    if (!file) return;
    const read = readFilterFile(await file.text());
    // The same file can be chosen again.
    target.value = "";
    if (!read || read.filters.length === 0) {
      setOutcome(t("saved.noFilters"));
      return;
    }
    importFilters(read.filters);
    const number = formatNumber(read.filters.length);
    setOutcome(
      read.unreadable > 0
        ? t("saved.importedLess", { number, unreadable: formatNumber(read.unreadable) })
        : t("saved.imported", { number }),
    );
  };
  return (
    <div className="saved-files">
      <Button
        size="small"
        icon={<Icon name="download" size={14} />}
        disabled={saved.length === 0}
        data-testid="saved-export"
        onClick={() => saveFile(`${t("saved.file")}.json`, "application/json", writeFilterFile(saved))}
      >
        {t("saved.export")}
      </Button>
      <Button size="small" icon={<Icon name="upload" size={14} />} onClick={() => input.current?.click()}>
        {t("saved.import")}
      </Button>
      <input
        ref={input}
        hidden
        type="file"
        accept="application/json,.json"
        data-testid="saved-import"
        onChange={(event) => void take(event)}
      />
      <span role="status">{outcome}</span>
    </div>
  );
}

import { Button, Input } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { bindElementData } from "../../../client/inspector/find/bind-element-data.ts";
import { useDataStore } from "../../../client/inspector/find/data-store.ts";
import { Icon } from "../../icons.tsx";
import { SaveViewButton } from "../views/views-save.tsx";
import { DataChips } from "./data-chips.tsx";
import { DataFound } from "./data-found.tsx";
import { FieldSelect } from "./field-select.tsx";
import { SavedFilters } from "./saved-filters.tsx";
import "./data-bar.css";

/** Above the picture: search in everything, conditions as chips, what they found, colours, the list. */
export function DataBar() {
  const { t } = useTranslation("inspectorData");
  const { text, seek, colourBy, colour, isTableOpen, openTable } = useDataStore();
  useEffect(bindElementData, []);
  return (
    <search className="data-bar" aria-label={t("bar")} data-panel="filter" tabIndex={-1}>
      <Input
        id="inspector-search"
        className="data-seek"
        allowClear
        prefix={<Icon name="search" size={14} />}
        value={text}
        placeholder={t("seek")}
        aria-label={t("seek")}
        data-testid="data-seek"
        onChange={({ target }) => seek(target.value)}
      />
      <DataChips />
      <div className="data-end">
        <DataFound />
        <SavedFilters />
        <FieldSelect
          label={t("colour.by")}
          value={colourBy}
          none={t("colour.none")}
          isForColours
          onChange={colour}
        />
        <Button
          size="small"
          aria-pressed={isTableOpen}
          type={isTableOpen ? "primary" : "default"}
          data-testid="data-table-open"
          onClick={() => openTable(!isTableOpen)}
        >
          {t("table.open")}
        </Button>
        <SaveViewButton />
      </div>
    </search>
  );
}

import { type ElementField, markListed } from "@shuicheng/shared/ifc";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { countWith, ELEMENT_STATE } from "../../../client/inspector/element-states.ts";
import { isSameField, useDataStore } from "../../../client/inspector/find/data-store.ts";
import { writeCsv, writeTabs } from "../../../client/inspector/find/table-csv.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { formatNumber } from "../../../format/number.ts";
import { CopyButton } from "../../copy-button.tsx";
import { Icon } from "../../icons.tsx";
import { saveFile } from "../save-file.ts";
import { FieldSelect } from "./field-select.tsx";
import { tableRecords } from "./table-records.ts";
import type { ResultTable } from "./use-result-table.ts";

/** Above the table: of what it is, its columns, what takes it along. */
export function TableHead({ table }: { readonly table: ResultTable }) {
  const { t } = useTranslation("inspectorData");
  const { found, scope, groupBy, setScope, setColumns, setGroupBy, openTable } = useDataStore();
  const selected = useInspectorStore((state) =>
    [...state.states.values()].reduce((sum, own) => sum + countWith(own, ELEMENT_STATE.selected), 0),
  );
  const all = table.models.reduce((sum, { table: own }) => sum + countWith(markListed(own), 1), 0);
  const change = (field: ElementField | null): void => {
    if (!field) return;
    const rest = table.fields.filter((each) => !isSameField(each, field));
    setColumns(rest.length < table.fields.length ? rest : [...table.fields, field]);
  };
  return (
    <div className="data-table-head">
      <div className="data-scopes">
        <button type="button" aria-pressed={scope === "found"} onClick={() => setScope("found")}>
          {found
            ? t("table.found", { number: formatNumber(found.count) })
            : t("table.all", { number: formatNumber(all) })}
        </button>
        <button
          type="button"
          aria-pressed={scope === "selected"}
          data-testid="data-scope-selected"
          onClick={() => setScope("selected")}
        >
          {t("table.selected", { number: formatNumber(selected) })}
        </button>
      </div>
      <FieldSelect label={t("table.columns")} value={null} several={table.fields} onChange={change} />
      <FieldSelect
        label={t("table.group")}
        value={groupBy}
        none={t("table.groupNone")}
        isForColours
        onChange={setGroupBy}
      />
      <span className="data-space" />
      <CopyButton
        text={() => {
          const { header, records } = tableRecords(t, table);
          return writeTabs(header, records());
        }}
        label={t("table.copy")}
        copied={t("table.copied")}
        failed={t("table.copyFailed")}
      />
      <Button
        size="small"
        icon={<Icon name="download" size={14} />}
        data-testid="data-export"
        onClick={() => {
          const { header, records } = tableRecords(t, table);
          const what = t(table.groups ? "table.groupFile" : "table.file");
          const name = `${table.models[0]?.name ?? ""} ${what}.csv`.trim();
          saveFile(name, "text/csv;charset=utf-8", writeCsv(header, records()));
        }}
      >
        {t("table.export")}
      </Button>
      <button
        type="button"
        className="icon-button"
        title={t("table.close")}
        aria-label={t("table.close")}
        onClick={() => openTable(false)}
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}

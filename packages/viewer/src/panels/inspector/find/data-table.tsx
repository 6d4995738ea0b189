import { useTranslation } from "react-i18next";
import { useDataStore } from "../../../client/inspector/find/data-store.ts";
import { TableBody } from "./data-table-body.tsx";
import { GroupTable } from "./data-table-groups.tsx";
import { TableHead } from "./data-table-head.tsx";
import { useResultTable } from "./use-result-table.ts";
import "./data-table.css";

/** Under the picture: what was found or is selected, as a table with totals. */
export function DataTable() {
  const isOpen = useDataStore((state) => state.isTableOpen);
  return isOpen ? <OpenTable /> : null;
}

function OpenTable() {
  const { t } = useTranslation("inspectorData");
  const table = useResultTable();
  return (
    <section
      className="data-table"
      aria-label={t("table.title")}
      data-panel="table"
      tabIndex={-1}
      data-testid="data-table"
    >
      <TableHead table={table} />
      {table.groups ? <GroupTable table={table} /> : <TableBody table={table} />}
    </section>
  );
}

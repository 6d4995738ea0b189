import { fieldKey } from "@shuicheng/shared/ifc";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { totalGroup } from "../../../client/inspector/find/group-rows.ts";
import type { ColumnTotal, ResultColumn } from "../../../client/inspector/find/result-table.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { formatFreeNumber, formatNumber, NO_VALUE, withUnit } from "../../../format/number.ts";
import { useVirtualLines } from "../use-virtual-lines.ts";
import { Total } from "./data-table-cells.tsx";
import { columnTitle, fieldPlace, fieldWords, groupWords } from "./data-words.ts";
import { rowsByModel } from "./table-selection.ts";
import type { ResultTable } from "./use-result-table.ts";

/** Height of a line, CSS pixels. */
const LINE_PX = 28;

/** Sums of what has the same type, storey or other value: a bill of quantities. A row's button selects its elements. */
export function GroupTable({ table }: { readonly table: ResultTable }) {
  const { t } = useTranslation("inspectorData");
  const { groups, groupColumn, sums, isQuantity, rows, models } = table;
  const list = useRef<HTMLDivElement>(null);
  const count = groups?.length ?? 0;
  const { first, last } = useVirtualLines(list, count, LINE_PX);
  const all = useMemo(() => totalGroup({ label: "", rows }, sums, isQuantity), [rows, sums, isQuantity]);
  if (!groups || !groupColumn || count === 0) return <p className="data-table-empty">{t("table.empty")}</p>;
  return (
    <div ref={list} className="data-table-body" data-testid="data-groups">
      <table aria-label={t("table.title")} aria-rowcount={count + 2}>
        <thead>
          <tr>
            <th scope="col">{fieldWords(t, groupColumn.field)}</th>
            <th scope="col" className="is-number">
              {t("table.number")}
            </th>
            {sums.map((column) => (
              <th
                scope="col"
                key={fieldKey(column.field)}
                className="is-number"
                title={fieldPlace(t, column.field)}
              >
                {columnTitle(fieldWords(t, column.field), column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className="data-spacer" style={{ height: first * LINE_PX }} />
          {groups.slice(first, last).map((group, i) => (
            <tr key={group.label} aria-rowindex={first + i + 2}>
              <td>
                <button
                  type="button"
                  className="data-group-name"
                  title={groupWords(t, group.label, groupColumn)}
                  onClick={() => useInspectorStore.getState().select(rowsByModel(models, group.rows))}
                >
                  {groupWords(t, group.label, groupColumn)}
                </button>
              </td>
              <td className="is-number">{formatNumber(group.rows.rows.length)}</td>
              {totalGroup(group, sums, isQuantity).map((total, at) => (
                <SumCell key={fieldKey((sums[at] as ResultColumn).field)} total={total} />
              ))}
            </tr>
          ))}
          <tr className="data-spacer" style={{ height: Math.max(0, count - last) * LINE_PX }} />
        </tbody>
        <tfoot data-testid="data-total">
          <tr>
            <td>{t("table.groups", { number: formatNumber(count) })}</td>
            <td className="is-number">{formatNumber(rows.rows.length)}</td>
            {sums.map((column, at) => (
              <Total key={fieldKey(column.field)} column={column} total={all[at]} count={undefined} />
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** A group's sum in the unit above it; where a sum says nothing, from least to greatest. */
function SumCell({ total }: { readonly total: ColumnTotal | undefined }) {
  const { t } = useTranslation("inspectorData");
  if (!total) return <td className="is-number">{NO_VALUE}</td>;
  const [from, to] = [formatFreeNumber(total.least), formatFreeNumber(total.greatest)];
  const range = from === to ? from : t("table.range", { from, to });
  return (
    <td
      className="is-number"
      title={`${withUnit(range, null)}\n${t("table.of", { number: formatNumber(total.count) })}`}
    >
      {total.sum === undefined ? range : formatFreeNumber(total.sum)}
    </td>
  );
}

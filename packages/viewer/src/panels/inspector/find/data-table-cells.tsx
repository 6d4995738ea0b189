import { type ElementField, fieldKey } from "@shuicheng/shared/ifc";
import { useTranslation } from "react-i18next";
import { isSameField, useDataStore } from "../../../client/inspector/find/data-store.ts";
import type { ColumnTotal, ResultColumn } from "../../../client/inspector/find/result-table.ts";
import { formatFreeNumber, formatNumber, NO_VALUE, withUnit } from "../../../format/number.ts";
import { Icon } from "../../icons.tsx";
import { ConditionPopover } from "./condition-popover.tsx";
import { cellWords, columnTitle, fieldPlace, fieldWords } from "./data-words.ts";

/** One value of an element. */
export function Cell({
  column,
  model,
  row,
}: {
  readonly column: ResultColumn;
  readonly model: number;
  readonly row: number;
}) {
  const { t } = useTranslation("inspectorData");
  const words = cellWords(t, column.text(model, row), column.number(model, row), column.kind);
  return (
    <td title={words} className={`is-${column.kind}`}>
      {words || NO_VALUE}
    </td>
  );
}

/** Head of a column: sorts by it, or takes it away. */
export function ColumnHead({
  column,
  fields,
}: {
  readonly column: ResultColumn;
  readonly fields: readonly ElementField[];
}) {
  const { t } = useTranslation("inspectorData");
  const { sort, sortBy, setColumns } = useDataStore();
  const groups = useDataStore((state) => state.filter.groups);
  const direction = sort?.key === fieldKey(column.field) ? sort.direction : undefined;
  const words = fieldWords(t, column.field);
  return (
    <th
      scope="col"
      className={`is-${column.kind}`}
      aria-sort={direction === "up" ? "ascending" : direction === "down" ? "descending" : "none"}
    >
      <button
        type="button"
        title={`${fieldPlace(t, column.field)}\n${t("table.sort", { field: words })}`}
        onClick={() => sortBy(column.field)}
      >
        {columnTitle(words, column)}
        {direction && (direction === "up" ? " ↑" : " ↓")}
      </button>
      <ConditionPopover
        group={Math.max(0, groups.length - 1)}
        at={groups.at(-1)?.length ?? 0}
        condition={{ field: column.field, operator: "=", values: [] }}
      >
        <button
          type="button"
          className="data-column-close"
          aria-label={t("table.sift", { field: words })}
          title={t("table.sift", { field: words })}
        >
          <Icon name="search" size={10} />
        </button>
      </ConditionPopover>
      <button
        type="button"
        className="data-column-close"
        aria-label={t("table.remove", { field: words })}
        onClick={() => setColumns(fields.filter((each) => !isSameField(each, column.field)))}
      >
        <Icon name="close" size={10} />
      </button>
    </th>
  );
}

/** Foot of a column: what its numbers come to, or how many rows there are. */
export function Total(props: {
  readonly column: ResultColumn;
  readonly total: ColumnTotal | undefined;
  readonly count: number | undefined;
}) {
  const { t } = useTranslation("inspectorData");
  const { column, total, count } = props;
  if (count !== undefined) return <td>{t("table.count", { count, number: formatNumber(count) })}</td>;
  if (!total) return <td />;
  const write = (value: number): string => formatFreeNumber(value);
  const range = t("table.range", { from: write(total.least), to: write(total.greatest) });
  const unit = column.unit?.symbol ?? null;
  const words =
    total.sum === undefined
      ? withUnit(range, unit)
      : t("table.sum", { value: withUnit(write(total.sum), unit) });
  return (
    <td
      className="is-number"
      title={`${withUnit(range, unit)}\n${t("table.of", { number: formatNumber(total.count) })}`}
    >
      {words}
    </td>
  );
}

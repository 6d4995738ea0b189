import { type ElementField, fieldKey, markListed } from "@shuicheng/shared/ifc";
import { Button } from "antd";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isSameField, useDataStore } from "../../client/inspector/data-store.ts";
import { countWith, ELEMENT_STATE } from "../../client/inspector/element-states.ts";
import type { ColumnTotal, ResultColumn } from "../../client/inspector/result-table.ts";
import { type CsvCell, writeCsv, writeTabs } from "../../client/inspector/table-csv.ts";
import { useInspectorStore } from "../../client/inspector-store.ts";
import { formatFreeNumber, formatNumber, NO_VALUE, withUnit } from "../../format/number.ts";
import { CopyButton } from "../copy-button.tsx";
import { Icon } from "../icons.tsx";
import { cellWords, fieldPlace, fieldWords } from "./data-words.ts";
import { FieldSelect } from "./field-select.tsx";
import { saveFile } from "./save-file.ts";
import { type ResultTable, useResultTable } from "./use-result-table.ts";
import { useVirtualLines } from "./use-virtual-lines.ts";
import "./data-table.css";

/** Height of a line, CSS pixels. */
const LINE_PX = 28;

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
      <TableBody table={table} />
    </section>
  );
}

function TableHead({ table }: { readonly table: ResultTable }) {
  const { t } = useTranslation("inspectorData");
  const { found, scope, setScope, setColumns, openTable } = useDataStore();
  const selected = useInspectorStore((state) =>
    [...state.states.values()].reduce((sum, own) => sum + countWith(own, ELEMENT_STATE.selected), 0),
  );
  const all = table.models.reduce((sum, { table: own }) => sum + countWith(markListed(own), 1), 0);
  const change = (field: ElementField | null): void => {
    if (!field) return;
    const rest = table.fields.filter((each) => !isSameField(each, field));
    setColumns(rest.length < table.fields.length ? rest : [...table.fields, field]);
  };
  const header = table.columns.map((column) => columnTitle(fieldWords(t, column.field), column));
  return (
    <div className="data-table-head">
      <div className="data-scopes">
        <button type="button" aria-pressed={scope === "found"} onClick={() => setScope("found")}>
          {found
            ? t("table.found", { count: formatNumber(found.count) as never })
            : t("table.all", { count: formatNumber(all) as never })}
        </button>
        <button
          type="button"
          aria-pressed={scope === "selected"}
          data-testid="data-scope-selected"
          onClick={() => setScope("selected")}
        >
          {t("table.selected", { count: formatNumber(selected) as never })}
        </button>
      </div>
      <FieldSelect label={t("table.columns")} value={null} several={table.fields} onChange={change} />
      <span className="data-space" />
      <CopyButton
        text={() => writeTabs(header, recordsOf(table))}
        label={t("table.copy")}
        copied={t("table.copied")}
        failed={t("table.copyFailed")}
      />
      <Button
        size="small"
        icon={<Icon name="download" size={14} />}
        data-testid="data-export"
        onClick={() => {
          const name = `${table.models[0]?.name ?? ""} ${t("table.file")}.csv`.trim();
          saveFile(name, "text/csv;charset=utf-8", writeCsv(header, recordsOf(table)));
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

/** `Length [mm]`: a unit stands once, above its numbers. */
function columnTitle(words: string, { unit }: ResultColumn): string {
  return unit?.symbol ? `${words} [${unit.symbol}]` : words;
}

function* recordsOf({ columns, rows }: ResultTable): Generator<CsvCell[]> {
  for (let at = 0; at < rows.rows.length; at++) {
    const [model, row] = [rows.models[at] as number, rows.rows[at] as number];
    yield columns.map((column) => {
      const number = column.number(model, row);
      return Number.isNaN(number) ? column.text(model, row) || undefined : number;
    });
  }
}

function TableBody({ table }: { readonly table: ResultTable }) {
  const { t } = useTranslation("inspectorData");
  const { columns, totals, rows } = table;
  const list = useRef<HTMLDivElement>(null);
  const { first, last, scrollTo } = useVirtualLines(list, rows.rows.length, LINE_PX);
  const [focused, setFocused] = useState(0);
  const states = useInspectorStore((state) => state.states);
  if (rows.rows.length === 0) return <p className="data-table-empty">{t("table.empty")}</p>;
  const select = (at: number, how: "replace" | "toggle", isGoing = false): void => {
    const id = table.models[rows.models[at] as number]?.id;
    if (id === undefined) return;
    const own = new Map([[id, [rows.rows[at] as number]]]);
    const { select: choose, look } = useInspectorStore.getState();
    choose(own, how);
    if (isGoing) look({ to: "fit", rows: own });
  };
  /** The row that the arrows stand on, for those who do not see it. */
  const announced = columns
    .slice(0, 3)
    .map(({ text }) => text(rows.models[focused] ?? 0, rows.rows[focused] ?? 0))
    .filter(Boolean)
    .join(", ");
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = MOVES[event.key]?.(focused, rows.rows.length);
    if (move !== undefined) {
      setFocused(move);
      scrollTo(move);
    } else if (event.key === " " || event.key === "Enter") {
      select(focused, event.key === " " ? "toggle" : "replace", event.key === "Enter");
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: takes the keys of all rows of the table in it
    <div
      ref={list}
      className="data-table-body"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: one tab stop for 100,000 rows; arrows walk in it
      tabIndex={0}
      data-testid="data-grid"
      onKeyDown={onKeyDown}
    >
      <table aria-label={t("table.title")} aria-rowcount={rows.rows.length + 2}>
        <thead>
          <tr>
            {columns.map((column) => (
              <ColumnHead key={fieldKey(column.field)} column={column} fields={table.fields} />
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className="data-spacer" style={{ height: first * LINE_PX }} />
          {shown.map((at) => {
            const [model, row] = [rows.models[at] as number, rows.rows[at] as number];
            const id = table.models[model]?.id ?? "";
            const isSelected = ((states.get(id)?.[row] ?? 0) & ELEMENT_STATE.selected) !== 0;
            return (
              <tr
                key={`${model} ${row}`}
                aria-rowindex={at + 2}
                data-selected={isSelected || undefined}
                data-focused={at === focused || undefined}
                onClick={(event) => {
                  setFocused(at);
                  select(at, event.ctrlKey || event.metaKey ? "toggle" : "replace");
                }}
                onDoubleClick={() => select(at, "replace", true)}
              >
                {columns.map((column) => (
                  <Cell key={fieldKey(column.field)} column={column} model={model} row={row} />
                ))}
              </tr>
            );
          })}
          <tr className="data-spacer" style={{ height: (rows.rows.length - last) * LINE_PX }} />
        </tbody>
        <tfoot data-testid="data-total">
          <tr>
            {columns.map((column, i) => (
              <Total
                key={fieldKey(column.field)}
                column={column}
                total={totals[i]}
                count={i === 0 ? rows.rows.length : undefined}
              />
            ))}
          </tr>
        </tfoot>
      </table>
      <span className="visually-hidden" role="status">
        {announced}
      </span>
    </div>
  );
}

function Cell({
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

const PAGE_LINES = 8;
const MOVES: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(count - 1, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  PageDown: (at, count) => Math.min(count - 1, at + PAGE_LINES),
  PageUp: (at) => Math.max(0, at - PAGE_LINES),
  Home: () => 0,
  End: (_, count) => count - 1,
};

function ColumnHead({
  column,
  fields,
}: {
  readonly column: ResultColumn;
  readonly fields: readonly ElementField[];
}) {
  const { t } = useTranslation("inspectorData");
  const { sort, sortBy, setColumns } = useDataStore();
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

function Total(props: {
  readonly column: ResultColumn;
  readonly total: ColumnTotal | undefined;
  readonly count: number | undefined;
}) {
  const { t } = useTranslation("inspectorData");
  const { column, total, count } = props;
  if (count !== undefined) return <td>{t("table.count", { count: formatNumber(count) as never })}</td>;
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
      title={`${withUnit(range, unit)}\n${t("table.of", { count: formatNumber(total.count) as never })}`}
    >
      {words}
    </td>
  );
}

import { fieldKey } from "@shuicheng/shared/ifc";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ELEMENT_STATE } from "../../../client/inspector/element-states.ts";
import type { ResultRows } from "../../../client/inspector/find/result-table.ts";
import { writeTabs } from "../../../client/inspector/find/table-csv.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { formatNumber } from "../../../format/number.ts";
import { copyText } from "../../copy-text.ts";
import { useVirtualLines } from "../use-virtual-lines.ts";
import { Cell, ColumnHead, Total } from "./data-table-cells.tsx";
import { rowRecords } from "./table-records.ts";
import { rowsByModel, selectedOf } from "./table-selection.ts";
import type { ResultTable } from "./use-result-table.ts";

/** Height of a line, CSS pixels. */
const LINE_PX = 28;
const PAGE_LINES = 8;
const MOVES: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(count - 1, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  PageDown: (at, count) => Math.min(count - 1, at + PAGE_LINES),
  PageUp: (at) => Math.max(0, at - PAGE_LINES),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Rows, as many as 100,000: only what is seen is on the page. Clicks and keys select in the model. */
export function TableBody({ table }: { readonly table: ResultTable }) {
  const { t } = useTranslation("inspectorData");
  const { columns, totals, rows } = table;
  const list = useRef<HTMLDivElement>(null);
  const { first, last, scrollTo } = useVirtualLines(list, rows.rows.length, LINE_PX);
  const [focused, setFocused] = useState(0);
  /** Where a range begins that Shift ends. */
  const [anchor, setAnchor] = useState(0);
  const [copied, setCopied] = useState("");
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
  const selectRange = (to: number): void =>
    useInspectorStore.getState().select(rowsByModel(table.models, rows, anchor, to));
  /** What is selected of the list, or where nothing is the row that the arrows stand on. */
  const copyRows = async (): Promise<void> => {
    const chosen = selectedOf(table.models, rows, states);
    const own = chosen.rows.length > 0 ? chosen : sliceRows(rows, focused);
    const { header, records } = rowRecords(t, table, own);
    const isCopied = await copyText(writeTabs(header, records()));
    setCopied(
      isCopied
        ? t("table.copiedRows", { count: own.rows.length, number: formatNumber(own.rows.length) })
        : t("table.copyFailed"),
    );
  };
  /** The row that the arrows stand on, for those who do not see it. */
  const announced = columns
    .slice(0, 3)
    .map(({ text }) => text(rows.models[focused] ?? 0, rows.rows[focused] ?? 0))
    .filter(Boolean)
    .join(", ");
  const onKeyDown = (event: KeyboardEvent): void => {
    const isControl = (event.ctrlKey || event.metaKey) && !event.altKey;
    const letter = event.key.toLowerCase();
    const move = MOVES[event.key]?.(focused, rows.rows.length);
    if (isControl && letter === "a") {
      useInspectorStore.getState().select(rowsByModel(table.models, rows));
    } else if (isControl && letter === "c" && (getSelection()?.isCollapsed ?? true)) {
      void copyRows();
    } else if (move !== undefined) {
      setFocused(move);
      scrollTo(move);
      if (event.shiftKey) selectRange(move);
      else setAnchor(move);
      setCopied("");
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
      aria-describedby="data-grid-keys"
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
                // A range is rows, not the text between two presses.
                onMouseDown={(event) => event.shiftKey && event.preventDefault()}
                onClick={(event) => {
                  setFocused(at);
                  list.current?.focus({ preventScroll: true });
                  if (event.shiftKey) {
                    selectRange(at);
                    return;
                  }
                  setAnchor(at);
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
      <span className="visually-hidden" id="data-grid-keys">
        {t("table.keys")}
      </span>
      <span className="visually-hidden" role="status">
        {copied || announced}
      </span>
    </div>
  );
}

const sliceRows = ({ models, rows }: ResultRows, at: number): ResultRows => ({
  models: models.slice(at, at + 1),
  rows: rows.slice(at, at + 1),
});

import { fieldKey } from "@shuicheng/shared/ifc";
import type { TFunction } from "i18next";
import { totalGroup } from "../../../client/inspector/find/group-rows.ts";
import type { ResultColumn, ResultRows } from "../../../client/inspector/find/result-table.ts";
import type { CsvCell } from "../../../client/inspector/find/table-csv.ts";
import { columnTitle, fieldWords, groupWords } from "./data-words.ts";
import type { ResultTable } from "./use-result-table.ts";

/** A table as it is exported and copied. */
export interface TableRecords {
  readonly header: readonly string[];
  /** Made one by one: 100,000 of them need not be there together. */
  readonly records: () => Iterable<readonly CsvCell[]>;
}

/**
 * The table as it is shown. Of elements with what tells which each is, for whoever takes the file elsewhere: the GlobalId, and the
 * model where there are several. Of groups their sums; where a sum says nothing, least and greatest.
 */
export function tableRecords(t: TFunction<"inspectorData">, table: ResultTable): TableRecords {
  return table.groups ? groupRecords(t, table) : rowRecords(t, table, table.rows);
}

/** The same of some rows alone. */
export function rowRecords(
  t: TFunction<"inspectorData">,
  { models, columns }: ResultTable,
  rows: ResultRows,
): TableRecords {
  const hasId = columns.some(({ field }) => fieldKey(field) === fieldKey({ attribute: "globalId" }));
  const header = [
    ...columns.map((column) => columnTitle(fieldWords(t, column.field), column)),
    ...(hasId ? [] : [t("attributes.globalId")]),
    ...(models.length > 1 ? [t("table.model")] : []),
  ];
  return {
    header,
    *records() {
      for (let at = 0; at < rows.rows.length; at++) {
        const [model, row] = [rows.models[at] as number, rows.rows[at] as number];
        const open = models[model];
        yield [
          ...columns.map((column) => cellOf(column, model, row)),
          ...(hasId ? [] : [open?.table.objects.globalId[row]]),
          ...(models.length > 1 ? [open?.name] : []),
        ];
      }
    },
  };
}

function cellOf(column: ResultColumn, model: number, row: number): CsvCell {
  const number = column.number(model, row);
  return Number.isNaN(number) ? column.text(model, row) || undefined : number;
}

function groupRecords(t: TFunction<"inspectorData">, table: ResultTable): TableRecords {
  const { groups, groupColumn, sums, isQuantity } = table;
  const header = [
    groupColumn ? fieldWords(t, groupColumn.field) : "",
    t("table.number"),
    ...sums.map((column) => columnTitle(fieldWords(t, column.field), column)),
  ];
  return {
    header,
    *records() {
      for (const group of groups ?? []) {
        const totals = totalGroup(group, sums, isQuantity);
        yield [
          groupWords(t, group.label, groupColumn),
          group.rows.rows.length,
          ...totals.map((total) => total && (total.sum ?? `${total.least} – ${total.greatest}`)),
        ];
      }
    },
  };
}

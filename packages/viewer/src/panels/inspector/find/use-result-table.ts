import { type ElementField, fieldKey } from "@shuicheng/shared/ifc";
import { useMemo } from "react";
import { ELEMENT_STATE } from "../../../client/inspector/element-states.ts";
import { useDataStore } from "../../../client/inspector/find/data-store.ts";
import { dataOf } from "../../../client/inspector/find/element-data.ts";
import { joinFields, proposeColumns } from "../../../client/inspector/find/field-choice.ts";
import { groupRows, type RowGroup } from "../../../client/inspector/find/group-rows.ts";
import {
  type ColumnTotal,
  joinColumns,
  listRows,
  type ResultColumn,
  type ResultRows,
  sortRows,
  totalColumn,
} from "../../../client/inspector/find/result-table.ts";
import { type OpenModel, useInspectorStore } from "../../../client/inspector-store.ts";

/** The list of elements as it is shown, exported and copied. */
export interface ResultTable {
  readonly models: readonly OpenModel[];
  readonly fields: readonly ElementField[];
  readonly columns: readonly ResultColumn[];
  readonly totals: readonly (ColumnTotal | undefined)[];
  readonly rows: ResultRows;
  /** Where the table sums up: elements with the same value of a field; null where it lists each. */
  readonly groups: readonly RowGroup[] | null;
  readonly groupColumn: ResultColumn | null;
  /** Columns of numbers, which groups have sums of. */
  readonly sums: readonly ResultColumn[];
  /** Whether a column without a unit is of quantities: counts add up, ratios do not. */
  readonly isQuantity: (column: ResultColumn) => boolean;
}

/** Follows the filter or the selection, the chosen columns and the order. */
export function useResultTable(): ResultTable {
  const open = useInspectorStore((state) => state.models);
  const { isFound, columns: chosen, sort, scope, groupBy } = useDataStore();
  // What is selected changes often; what is found does not need to know.
  const states = useInspectorStore((state) => (scope === "selected" ? state.states : null));
  const models = useMemo(() => [...open.values()], [open]);
  const summaries = useMemo(() => joinFields(models), [models]);
  const fields = useMemo(() => chosen ?? proposeColumns(summaries), [chosen, summaries]);
  const columns = useMemo(
    () =>
      fields.map((field) =>
        joinColumns(
          field,
          models.map(({ table }) => dataOf(table).columnOf(field)),
        ),
      ),
    [fields, models],
  );
  const listed = useMemo(
    () =>
      listRows(
        models.map(({ id, table }) => {
          const { isListed } = dataOf(table);
          if (!states) return isFound.get(id) ?? isListed;
          const own = states.get(id);
          return isListed.map((mark, row) =>
            mark && ((own?.[row] ?? 0) & ELEMENT_STATE.selected) !== 0 ? 1 : 0,
          );
        }),
      ),
    [models, isFound, states],
  );
  const rows = useMemo(() => {
    const by = sort && columns.find(({ field }) => fieldKey(field) === sort.key);
    return by ? sortRows(listed, by, sort.direction) : listed;
  }, [listed, columns, sort]);
  const isQuantity = useMemo(() => {
    const keys = new Set(summaries.filter((each) => each.isQuantity).map(({ field }) => fieldKey(field)));
    return ({ field }: ResultColumn) => keys.has(fieldKey(field));
  }, [summaries]);
  const totals = useMemo(
    () => columns.map((column) => totalColumn(listed, column, isQuantity(column))),
    [listed, columns, isQuantity],
  );
  const groupColumn = useMemo(
    () =>
      groupBy &&
      joinColumns(
        groupBy,
        models.map(({ table }) => dataOf(table).columnOf(groupBy)),
      ),
    [groupBy, models],
  );
  const groups = useMemo(() => groupColumn && groupRows(listed, groupColumn), [listed, groupColumn]);
  const sums = useMemo(() => columns.filter(({ kind }) => kind === "number"), [columns]);
  return { models, fields, columns, totals, rows, groups, groupColumn, sums, isQuantity };
}

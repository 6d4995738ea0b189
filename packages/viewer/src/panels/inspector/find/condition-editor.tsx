import {
  checkCondition,
  FILTER_OPERATORS,
  type FilterCondition,
  type FilterOperator,
  offerValues,
} from "@shuicheng/shared/ifc";
import { Button, Input, Select } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  isBareNumber,
  lacksOrder,
  withColumnUnit,
  writeQuantity,
} from "../../../client/inspector/find/condition-units.ts";
import { dataOf } from "../../../client/inspector/find/element-data.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { formatFreeNumber, formatNumber, withUnit } from "../../../format/number.ts";
import { valueWords } from "./data-words.ts";
import { FieldSelect } from "./field-select.tsx";

/** A condition of the filter while it is written: field, comparison, values, which are offered with their counts. */
export function ConditionEditor(props: {
  readonly condition: FilterCondition;
  readonly onApply: (condition: FilterCondition) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation("inspectorData");
  const [condition, setCondition] = useState(props.condition);
  // Offered values lie over the button that applies: each choice puts them away.
  const [isOffering, setOffering] = useState(false);
  const { field, operator, values } = condition;
  const offered = useOffered(condition);
  const isOrderless = offered.column !== undefined && lacksOrder(offered.column, operator);
  const problem = offered.column ? checkCondition(offered.column, condition) : undefined;
  const takesValues = operator !== "exists" && operator !== "absent";
  const takesSeveral = operator === "=" || operator === "!=";
  const setValue = (at: number, value: string): void =>
    setCondition({ ...condition, values: Object.assign(["", ""], values, { [at]: value }) });
  const apply = (): void => {
    if (problem || isOrderless) return;
    const given = takesValues ? values.filter((each) => each.trim()) : [];
    props.onApply(withColumnUnit(offered.column, { ...condition, values: given }));
  };
  /** Behind a number that has no unit yet. */
  const unitAfter = (value = ""): string | undefined =>
    value === "" || isBareNumber(value) ? offered.unit : undefined;
  /** "Not equal" leaves out what has no value: said, because one may think otherwise. */
  const withoutWords = (by: FilterOperator, count: number): string =>
    t(by === "!=" ? "condition.withoutLeftOut" : "condition.without", { count, number: formatNumber(count) });
  return (
    <form
      className="condition-editor"
      data-testid="condition-editor"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <FieldSelect
        label={t("condition.field")}
        value={field}
        onChange={(next) => next && setCondition({ field: next, operator: "=", values: [] })}
      />
      <Select
        size="small"
        aria-label={t("condition.operator")}
        value={operator}
        options={FILTER_OPERATORS.map((each) => ({ value: each, label: t(`operators.${each}`) }))}
        onChange={(next: FilterOperator) => setCondition({ ...condition, operator: next })}
      />
      {takesSeveral && (
        <Select
          size="small"
          mode="tags"
          autoFocus
          aria-label={t("condition.value")}
          placeholder={t("condition.value")}
          value={[...values]}
          options={offered.values.map(({ text, elements }) => ({
            value: text,
            label: `${valueWords(t, text)}  (${formatNumber(elements)})`,
          }))}
          open={isOffering}
          onOpenChange={setOffering}
          onChange={(next: string[]) => {
            setCondition({ ...condition, values: next });
            setOffering(false);
          }}
        />
      )}
      {takesValues && !takesSeveral && (
        <span className="condition-values">
          <Input
            size="small"
            autoFocus
            aria-label={t("condition.value")}
            placeholder={offered.range?.[0] ?? t("condition.value")}
            suffix={unitAfter(values[0])}
            value={values[0] ?? ""}
            onChange={({ target }) => setValue(0, target.value)}
          />
          {operator === "between" && (
            <Input
              size="small"
              aria-label={t("condition.valueTo")}
              placeholder={offered.range?.[1] ?? t("condition.valueTo")}
              suffix={unitAfter(values[1])}
              value={values[1] ?? ""}
              onChange={({ target }) => setValue(1, target.value)}
            />
          )}
        </span>
      )}
      <p className="condition-hint" role="status">
        {isOrderless
          ? t("condition.no-order")
          : problem === "no-number" && values.some((each) => each.trim())
            ? t("condition.no-number", { example: `2.5 ${offered.unit ?? ""}`.trim() })
            : [
                offered.range && t("condition.range", { from: offered.range[0], to: offered.range[1] }),
                offered.without > 0 && withoutWords(operator, offered.without),
              ]
                .filter(Boolean)
                .join(" · ")}
      </p>
      <span className="condition-actions">
        <Button size="small" onClick={props.onCancel}>
          {t("condition.cancel")}
        </Button>
        <Button size="small" type="primary" htmlType="submit" disabled={problem !== undefined || isOrderless}>
          {t("condition.apply")}
        </Button>
      </span>
    </form>
  );
}

/** What the field's values are in all open models together. */
function useOffered({ field }: FilterCondition) {
  const models = useInspectorStore((state) => state.models);
  return useMemo(() => {
    const counts = new Map<string, number>();
    let without = 0;
    let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const columns = [...models.values()].map(({ table }) => {
      const { columnOf, isListed } = dataOf(table);
      const column = columnOf(field);
      const offered = offerValues(table, field, column, isListed);
      without += offered.without;
      if (offered.range) {
        least = Math.min(least, offered.range[0]);
        greatest = Math.max(greatest, offered.range[1]);
      }
      for (const { text, elements } of offered.values) counts.set(text, (counts.get(text) ?? 0) + elements);
      return column;
    });
    const column = columns.find(({ cells }) => cells.some((cell) => !Number.isNaN(cell))) ?? columns[0];
    const unit = column?.unit?.symbol || undefined;
    const write = (value: number) => withUnit(formatFreeNumber(value), unit ?? null);
    return {
      column,
      unit,
      without,
      range: least <= greatest ? ([write(least), write(greatest)] as const) : undefined,
      values: [...counts]
        .sort((a, b) => b[1] - a[1])
        .slice(0, MAX_OFFERED)
        .map(([text, elements]) => ({
          text: column?.kind === "number" ? writeQuantity(text, column) : text,
          elements,
        })),
    };
  }, [models, field]);
}

const MAX_OFFERED = 500;

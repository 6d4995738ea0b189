import { type QuantityTotal, TOTAL_SYMBOLS, totalQuantities } from "@shuicheng/shared/ifc";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ELEMENT_STATE, rowsWith } from "../../../client/inspector/element-states.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { formatFreeNumber, formatNumber, withUnit } from "../../../format/number.ts";
import "./quantity-totals.css";

/** Sums of the quantities of what is selected, of all models together, in SI units; nothing for one element or none. */
export function QuantityTotals() {
  const { t } = useTranslation("inspectorData");
  const { models, states } = useInspectorStore();
  const { totals, all } = useMemo(() => {
    const own = [...models.values()].map(({ id, table }) => ({
      table,
      rows: rowsWith(states.get(id) ?? new Uint8Array(), ELEMENT_STATE.selected),
    }));
    const count = own.reduce((sum, { rows }) => sum + rows.length, 0);
    return {
      all: count,
      totals: count < 2 ? [] : addTotals(own.map(({ table, rows }) => totalQuantities(table, rows))),
    };
  }, [models, states]);
  if (all < 2) return null;
  return (
    <section className="quantity-totals" aria-label={t("totals.title")} data-testid="quantity-totals">
      <h3>{t("totals.title")}</h3>
      {totals.length === 0 ? (
        <p>{t("totals.none")}</p>
      ) : (
        <dl>
          {totals.map((total) => (
            <div key={`${total.dimension} ${total.name}`}>
              <dt title={t(`totals.dimension.${total.dimension}`)}>{total.name}</dt>
              <dd
                title={t("totals.of", {
                  number: formatNumber(total.elements),
                  all: formatNumber(all),
                })}
              >
                {withUnit(formatFreeNumber(total.sum), TOTAL_SYMBOLS[total.dimension] || null)}
                {total.elements < all && <small> ({formatNumber(total.elements)})</small>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** Totals of several models as one: the same quantity by name and dimension, all in the same units. */
function addTotals(lists: readonly (readonly QuantityTotal[])[]): QuantityTotal[] {
  const joined = new Map<string, QuantityTotal>();
  for (const total of lists.flat()) {
    const key = `${total.dimension}\n${total.name}`;
    const before = joined.get(key);
    joined.set(
      key,
      before
        ? {
            ...before,
            sum: before.sum + total.sum,
            least: Math.min(before.least, total.least),
            greatest: Math.max(before.greatest, total.greatest),
            elements: before.elements + total.elements,
          }
        : total,
    );
  }
  return [...joined.values()];
}

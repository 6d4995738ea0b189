import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../icons.tsx";

/** Rows of fields that are added, changed and removed one by one. */
export function FormRows<Row extends { readonly key: string }>(props: {
  readonly legend: string;
  readonly hint?: string;
  readonly addLabel: string;
  readonly columns: 2 | 3 | 5;
  readonly rows: readonly Row[];
  readonly build: () => Row;
  readonly onChange: (rows: readonly Row[]) => void;
  readonly children: (row: Row, place: number, change: (changed: Partial<Row>) => void) => ReactNode;
}) {
  const { t } = useTranslation("waysIn");
  const { rows, onChange } = props;
  const change = (row: Row, changed: Partial<Row>): void =>
    onChange(rows.map((each) => (each === row ? { ...row, ...changed } : each)));
  return (
    <fieldset>
      <legend>{props.legend}</legend>
      {rows.length > 0 && (
        <ul className="form-rows">
          {rows.map((row, place) => (
            <li key={row.key} data-columns={props.columns}>
              {props.children(row, place, (changed) => change(row, changed))}
              <button
                type="button"
                className="icon-button"
                aria-label={t("form.removeRow")}
                onClick={() => onChange(rows.filter((each) => each !== row))}
              >
                <Icon name="trash" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {props.hint !== undefined && <p className="is-wide form-hint">{props.hint}</p>}
      <div className="form-row-actions">
        <Button size="small" onClick={() => onChange([...rows, props.build()])}>
          {props.addLabel}
        </Button>
      </div>
    </fieldset>
  );
}

import { Input } from "antd";
import i18next from "i18next";
import { useTranslation } from "react-i18next";
import {
  LENGTH_UNITS,
  MEASURE_MODES,
  type Measurement,
  useMeasureStore,
} from "../../../client/inspector/cuts/measure-store.ts";
import { writeCsv } from "../../../client/inspector/find/table-csv.ts";
import { useToolStore } from "../../../client/inspector/tool-store.ts";
import { saveFile } from "../save-file.ts";
import { IconButton, ToolPanel } from "../tool-panel.tsx";
import { labelOf, moreOf, quantityOf } from "./measure-words.ts";

/** What to measure, and what was measured. */
export function MeasurePanel() {
  const { t } = useTranslation("inspector");
  const { mode, list, taken, unit, isTooLarge, setMode, setUnit, stepBack, endChain, clear } =
    useMeasureStore();
  return (
    <ToolPanel
      title={t("cuts.measure.title", { count: list.length })}
      closeLabel={t("cuts.measure.close")}
      testId="measure-panel"
      onClose={useToolStore.getState().putDown}
    >
      <div className="tool-row" role="radiogroup" aria-label={t("cuts.measure.tool")}>
        {MEASURE_MODES.map((each) => (
          <label key={each} className="tool-choice">
            <input
              type="radio"
              name="measure-mode"
              checked={each === mode}
              data-testid={`measure-${each}`}
              onChange={() => setMode(each)}
            />
            <span>{t(`cuts.measure.modes.${each}`)}</span>
          </label>
        ))}
      </div>
      <p className="tool-hint">{t(`cuts.measure.hint.${mode}`)}</p>
      {taken > 0 && (
        <div className="tool-row">
          <button type="button" className="tool-button" onClick={stepBack}>
            {t("cuts.measure.back")} <kbd>⌫</kbd>
          </button>
          {mode === "chain" && (
            <>
              <button
                type="button"
                className="tool-button"
                disabled={taken < 2}
                data-testid="measure-chain-end"
                onClick={() => endChain(false)}
              >
                {t("cuts.measure.endChain")}
              </button>
              <button
                type="button"
                className="tool-button"
                disabled={taken < 3}
                data-testid="measure-chain-close"
                onClick={() => endChain(true)}
              >
                {t("cuts.measure.closeChain")}
              </button>
            </>
          )}
        </div>
      )}
      {isTooLarge && <p className="tool-hint">{t("cuts.measure.tooLarge")}</p>}
      <ul className="tool-list" data-testid="measure-list">
        {list.map((measurement) => (
          <MeasurementRow key={measurement.id} measurement={measurement} />
        ))}
      </ul>
      {list.length === 0 ? (
        <p className="tool-hint">{t("cuts.measure.none")}</p>
      ) : (
        <div className="tool-row">
          <button type="button" className="tool-button" data-testid="measure-export" onClick={exportList}>
            {t("cuts.measure.export")}
          </button>
          <button type="button" className="tool-button" data-testid="measure-clear" onClick={clear}>
            {t("cuts.measure.clear")}
          </button>
        </div>
      )}
      <div className="tool-row" role="radiogroup" aria-label={t("cuts.measure.unit")}>
        {LENGTH_UNITS.map((each) => (
          <label key={each} className="tool-choice">
            <input
              type="radio"
              name="measure-unit"
              checked={each === unit}
              data-testid={`measure-unit-${each}`}
              onChange={() => setUnit(each)}
            />
            <span>{each}</span>
          </label>
        ))}
        <p className="tool-hint">{t("cuts.measure.accuracy")}</p>
      </div>
    </ToolPanel>
  );
}

function MeasurementRow({ measurement }: { readonly measurement: Measurement }) {
  const { t } = useTranslation("inspector");
  const { change, remove } = useMeasureStore.getState();
  const { id, isHidden, name } = measurement;
  const shownName = nameOf(measurement);
  return (
    <li className="measurement">
      <IconButton
        icon={isHidden ? "eyeOff" : "eye"}
        label={t(isHidden ? "cuts.measure.show" : "cuts.measure.hide", { name: shownName })}
        onPress={() => change(id, { isHidden: !isHidden })}
      />
      <Input
        // A name that undo brings back is another field: it holds its own text while one types.
        key={name}
        size="small"
        variant="borderless"
        className="tool-name"
        aria-label={t("cuts.measure.name")}
        defaultValue={shownName}
        onBlur={({ target }) => {
          if (target.value !== shownName) change(id, { name: target.value });
        }}
        onPressEnter={({ currentTarget }) => currentTarget.blur()}
      />
      <span className="tool-value" data-testid="measure-value" title={moreOf(measurement)}>
        {labelOf(measurement)}
      </span>
      <IconButton
        icon="trash"
        label={t("cuts.measure.remove", { name: shownName })}
        onPress={() => remove(id)}
      />
      {moreOf(measurement) && <small>{moreOf(measurement)}</small>}
    </li>
  );
}

/** The name given, else what it is and its number. */
const nameOf = ({ name, id, value }: Measurement): string =>
  name || `${i18next.t(`inspector:cuts.measure.modes.${value.mode}`)} ${id}`;

/** Along x, y, z in metres, of a way between two points; empty of anything else. */
const deltaCells = ({ value }: Measurement): (number | undefined)[] =>
  "deltaM" in value
    ? value.deltaM.map((along) => Number(along.toFixed(4)))
    : [undefined, undefined, undefined];

function exportList(): void {
  const word = (key: "name" | "kind" | "value" | "unit" | "more" | "file") =>
    i18next.t(`inspector:cuts.measure.csv.${key}`);
  const rows = useMeasureStore.getState().list.map((measurement) => {
    const { number, unit, decimals } = quantityOf(measurement.value);
    return [
      nameOf(measurement),
      i18next.t(`inspector:cuts.measure.modes.${measurement.value.mode}`),
      number === undefined ? undefined : Number(number.toFixed(decimals)),
      unit,
      ...deltaCells(measurement),
      moreOf(measurement),
    ];
  });
  const deltas = ["ΔX (m)", "ΔY (m)", "ΔZ (m)"];
  const head = [word("name"), word("kind"), word("value"), word("unit"), ...deltas, word("more")];
  saveFile(`${word("file")}.csv`, "text/csv;charset=utf-8", writeCsv(head, rows));
}

import { Input } from "antd";
import i18next from "i18next";
import { useTranslation } from "react-i18next";
import {
  LENGTH_UNITS,
  MEASURE_MODES,
  type Measurement,
  useMeasureStore,
} from "../../../client/inspector/cuts/measure-store.ts";
import { isPlanView } from "../../../client/inspector/cuts/plan-view.ts";
import { writeCsv } from "../../../client/inspector/find/table-csv.ts";
import { useStageStore } from "../../../client/inspector/stage-store.ts";
import { useToolStore } from "../../../client/inspector/tool-store.ts";
import { ChoiceRow } from "../choice-row.tsx";
import { saveFile } from "../save-file.ts";
import { IconButton, ToolPanel } from "../tool-panel.tsx";
import { labelOf, levelLengthM, moreOf, quantityOf } from "./measure-words.ts";

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
      <ChoiceRow
        label={t("cuts.measure.tool")}
        name="measure"
        values={MEASURE_MODES}
        chosen={mode}
        wordOf={(each) => t(`cuts.measure.modes.${each}`)}
        onChoose={setMode}
      />
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
      <ChoiceRow
        label={t("cuts.measure.unit")}
        name="measure-unit"
        values={LENGTH_UNITS}
        chosen={unit}
        wordOf={(each) => each}
        onChoose={setUnit}
      >
        <p className="tool-hint">{t("cuts.measure.accuracy")}</p>
      </ChoiceRow>
    </ToolPanel>
  );
}

function MeasurementRow({ measurement }: { readonly measurement: Measurement }) {
  const { t } = useTranslation("inspector");
  const { change, remove } = useMeasureStore.getState();
  const { id, isHidden, name } = measurement;
  const isPlan = useStageStore(({ eye }) => eye !== null && isPlanView(eye));
  const shownName = nameOf(measurement);
  const more = moreOf(measurement, isPlan);
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
      <span className="tool-value" data-testid="measure-value" title={more}>
        {labelOf(measurement, isPlan)}
      </span>
      <IconButton
        icon="trash"
        label={t("cuts.measure.remove", { name: shownName })}
        onPress={() => remove(id)}
      />
      {more && <small>{more}</small>}
    </li>
  );
}

/** The name given, else what it is and its number. */
const nameOf = ({ name, id, value }: Measurement): string =>
  name || `${i18next.t(`inspector:cuts.measure.modes.${value.mode}`)} ${id}`;

/** Metres along x, y, z and on the level of a way; empty of anything else. */
const wayCells = (measurement: Measurement): (number | undefined)[] => {
  const { value } = measurement;
  const [x, y, z] = "deltaM" in value ? value.deltaM : [];
  return [x, y, z, levelLengthM(measurement)].map((metres) =>
    metres === undefined ? undefined : Number(metres.toFixed(4)),
  );
};

function exportList(): void {
  const word = (key: "name" | "kind" | "value" | "unit" | "level" | "more" | "file") =>
    i18next.t(`inspector:cuts.measure.csv.${key}`);
  const rows = useMeasureStore.getState().list.map((measurement) => {
    const { number, unit, decimals } = quantityOf(measurement.value);
    return [
      nameOf(measurement),
      i18next.t(`inspector:cuts.measure.modes.${measurement.value.mode}`),
      number === undefined ? undefined : Number(number.toFixed(decimals)),
      unit,
      ...wayCells(measurement),
      moreOf(measurement, false),
    ];
  });
  const way = ["ΔX (m)", "ΔY (m)", "ΔZ (m)", `${word("level")} (m)`];
  const head = [word("name"), word("kind"), word("value"), word("unit"), ...way, word("more")];
  saveFile(`${word("file")}.csv`, "text/csv;charset=utf-8", writeCsv(head, rows));
}

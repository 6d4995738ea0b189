import { InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { countSide, type FoundClash, useClashStore } from "../../client/inspector/clash-store.ts";
import { ELEMENT_STATE } from "../../client/inspector/element-states.ts";
import { describeRows } from "../../client/inspector/row-texts.ts";
import { useToolStore } from "../../client/inspector/tool-store.ts";
import { type ElementRef, type OpenModel, useInspectorStore } from "../../client/inspector-store.ts";
import { formatNumber, formatQuantity } from "../../format/number.ts";
import { ToolPanel } from "./tool-panel.tsx";

/** Lines in the list at most. */
const MAX_LINES = 200;

/** Clash detection between two selections, and what it found. */
export function ClashPanel() {
  const { t } = useTranslation("inspector");
  const { a, b, kind, toleranceM, clearanceM, search, setRule, run, cancel } = useClashStore();
  const isRunning = search.phase === "running";
  return (
    <ToolPanel
      title={t("cuts.clash.title")}
      closeLabel={t("cuts.clash.close")}
      testId="clash-panel"
      onClose={useToolStore.getState().putDown}
    >
      <SideRow side="a" />
      <SideRow side="b" />
      <div className="tool-row" role="radiogroup" aria-label={t("cuts.clash.kind")}>
        {(["hard", "clearance"] as const).map((each) => (
          <label key={each} className="tool-choice">
            <input
              type="radio"
              name="clash-kind"
              checked={each === kind}
              data-testid={`clash-${each}`}
              onChange={() => setRule({ kind: each })}
            />
            <span>{t(`cuts.clash.${each}`)}</span>
          </label>
        ))}
      </div>
      <MillimetreRow
        label={t("cuts.clash.tolerance")}
        valueM={toleranceM}
        leastMm={0.1}
        onChange={(value) => setRule({ toleranceM: value })}
      />
      {kind === "clearance" && (
        <MillimetreRow
          label={t("cuts.clash.clearanceMm")}
          valueM={clearanceM}
          leastMm={1}
          onChange={(value) => setRule({ clearanceM: value })}
        />
      )}
      <div className="tool-row">
        {isRunning ? (
          <button type="button" className="tool-button" data-testid="clash-cancel" onClick={cancel}>
            {t("cuts.clash.cancel")}
          </button>
        ) : (
          <button
            type="button"
            className="tool-button"
            disabled={countSide(a) === 0 || countSide(b) === 0}
            data-testid="clash-run"
            onClick={run}
          >
            {t("cuts.clash.run")}
          </button>
        )}
      </div>
      <SearchState />
      <ClashList />
    </ToolPanel>
  );
}

function SideRow({ side }: { readonly side: "a" | "b" }) {
  const { t } = useTranslation("inspector");
  const rows = useClashStore((state) => state[side]);
  const setSide = useClashStore((state) => state.setSide);
  const count = countSide(rows);
  /** Of those that people count: types, groups and places have no body. */
  const take = (isTaken: (state: number) => boolean) => {
    const { states, models } = useInspectorStore.getState();
    const rowsOf = ({ id, table }: OpenModel): number[] => {
      const own = states.get(id) ?? new Uint8Array();
      const { isCounted } = describeRows(table);
      return [...own.keys()].filter((row) => isTaken(own[row] as number) && isCounted(row));
    };
    setSide(side, new Map([...models.values()].map((model) => [model.id, rowsOf(model)])));
  };
  return (
    <div className="tool-row">
      <b>{t(`cuts.clash.side.${side}`)}</b>
      <span data-testid={`clash-count-${side}`}>
        {count === 0 ? t("cuts.clash.empty") : t("cuts.clash.count", { number: formatNumber(count) })}
      </span>
      <button
        type="button"
        className="tool-button"
        data-testid={`clash-take-${side}`}
        onClick={() => take((state) => (state & ELEMENT_STATE.selected) !== 0)}
      >
        {t("cuts.clash.fromSelection")}
      </button>
      <button
        type="button"
        className="tool-button"
        data-testid={`clash-all-${side}`}
        onClick={() => take(() => true)}
      >
        {t("cuts.clash.all")}
      </button>
    </div>
  );
}

function MillimetreRow(props: {
  readonly label: string;
  readonly valueM: number;
  readonly leastMm: number;
  readonly onChange: (valueM: number) => void;
}) {
  return (
    <div className="tool-row">
      <span>{props.label}</span>
      <InputNumber
        size="small"
        className="metre-input"
        aria-label={props.label}
        value={Number((1000 * props.valueM).toFixed(1))}
        min={props.leastMm}
        max={100_000}
        onChange={(value) => {
          if (value !== null) props.onChange(value / 1000);
        }}
      />
    </div>
  );
}

function SearchState() {
  const { t } = useTranslation("inspector");
  const { search, clashes } = useClashStore();
  if (search.phase === "idle") return null;
  if (search.phase === "running") {
    const { donePairs, totalPairs, found } = search;
    return (
      <div role="status">
        <progress className="tool-progress" value={donePairs} max={Math.max(1, totalPairs)} />
        {t("cuts.clash.progress", {
          done: formatNumber(donePairs),
          total: formatNumber(totalPairs),
          found: formatNumber(found),
        })}
      </div>
    );
  }
  if (search.phase === "failed")
    return (
      <p className="tool-hint" role="alert">
        {t("cuts.clash.failed", { message: search.message })}
      </p>
    );
  return (
    <p className="tool-hint" role="status" data-testid="clash-result">
      {search.isCancelled && `${t("cuts.clash.cancelled")} `}
      {clashes.length === 0 ? t("cuts.clash.nothing") : t("cuts.clash.found", { count: clashes.length })}
    </p>
  );
}

function ClashList() {
  const { t } = useTranslation("inspector");
  const { clashes, shown, show } = useClashStore();
  if (clashes.length === 0) return null;
  return (
    <>
      {shown && (
        <button
          type="button"
          className="text-button"
          onClick={() => {
            show(null);
            useInspectorStore.getState().showAll();
          }}
        >
          {t("cuts.clash.showAgain")}
        </button>
      )}
      <ol className="tool-list" data-testid="clash-list">
        {clashes.slice(0, MAX_LINES).map((clash) => (
          <ClashRow key={keyOf(clash)} clash={clash} isShown={clash === shown} />
        ))}
      </ol>
      {clashes.length > MAX_LINES && (
        <p className="tool-hint">{t("cuts.clash.more", { count: MAX_LINES })}</p>
      )}
    </>
  );
}

const keyOf = ({ a, b }: FoundClash) => `${a.model} ${a.row} ${b.model} ${b.row}`;

function ClashRow({ clash, isShown }: { readonly clash: FoundClash; readonly isShown: boolean }) {
  const { t } = useTranslation("inspector");
  const models = useInspectorStore((state) => state.models);
  const show = useClashStore((state) => state.show);
  const nameOf = ({ model, row }: ElementRef): string => {
    const table = models.get(model)?.table;
    if (!table) return "";
    const texts = describeRows(table);
    return texts.name(row) || `${texts.className(row)} ${t("cuts.clash.noName")}`;
  };
  const { depthM, distanceM, isOpen } = clash;
  return (
    <li aria-current={isShown}>
      <button
        type="button"
        className="tool-name clash-name"
        title={isOpen ? t("cuts.clash.openShell") : undefined}
        onClick={() => show(clash)}
      >
        <span>{nameOf(clash.a)}</span>
        <span>{nameOf(clash.b)}</span>
      </button>
      <span className="tool-value">
        {depthM > 0
          ? t("cuts.clash.depth", { value: formatQuantity(1000 * depthM, "mm", 1) })
          : t("cuts.clash.distance", { value: formatQuantity(1000 * distanceM, "mm", 1) })}
        {isOpen && " *"}
      </span>
    </li>
  );
}

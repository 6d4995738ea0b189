import { Select } from "antd";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  SIDE_KINDS,
  type SideKind,
  type SideOption,
  sideOptions,
} from "../../../client/inspector/cuts/clash-sides.ts";
import { countSide, useClashStore } from "../../../client/inspector/cuts/clash-store.ts";
import { useToolStore } from "../../../client/inspector/tool-store.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { formatNumber } from "../../../format/number.ts";
import { ChoiceRow } from "../choice-row.tsx";
import { NumberInput } from "../number-input.tsx";
import { ToolPanel } from "../tool-panel.tsx";
import { ClashList } from "./clash-list.tsx";

/** Clash detection between two sets of elements, and what it found. */
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
      <ChoiceRow
        label={t("cuts.clash.kind")}
        name="clash"
        values={["hard", "clearance"]}
        chosen={kind}
        wordOf={(each) => t(`cuts.clash.${each}`)}
        onChoose={(next) => setRule({ kind: next })}
      />
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
  const from = useClashStore((state) => state.from[side]);
  const setSide = useClashStore((state) => state.setSide);
  const [options, setOptions] = useState<readonly SideOption[]>([]);
  const count = countSide(rows);
  const take = (value: string) => {
    const option = sideOptions().find((each) => each.value === value);
    if (option) setSide(side, value, option.rows);
    else if (value === SAME) setSide("b", SAME, useClashStore.getState().a);
  };
  const labelOf = ({ kind, name, count: number }: SideOption) =>
    t("cuts.clash.choice", { name: name || t(`cuts.clash.from.${kind}`), number: formatNumber(number) });
  return (
    <div className="clash-side">
      <div className="tool-row">
        <b>{t(`cuts.clash.side.${side}`)}</b>
        <span className="clash-count" data-testid={`clash-count-${side}`}>
          {count === 0 ? t("cuts.clash.empty") : t("cuts.clash.count", { number: formatNumber(count) })}
        </span>
        <button
          type="button"
          className="tool-button"
          data-testid={`clash-take-${side}`}
          onClick={() => take("selection ")}
        >
          {t("cuts.clash.fromSelection")}
        </button>
        <button
          type="button"
          className="tool-button"
          data-testid={`clash-all-${side}`}
          onClick={() => take("all ")}
        >
          {t("cuts.clash.all")}
        </button>
        {side === "b" && (
          <button type="button" className="tool-button" data-testid="clash-same" onClick={() => take(SAME)}>
            {t("cuts.clash.same")}
          </button>
        )}
      </div>
      <Select
        size="small"
        className="tool-select"
        showSearch={{ optionFilterProp: "label" }}
        aria-label={t("cuts.clash.chooseSide", { side: t(`cuts.clash.side.${side}`) })}
        data-testid={`clash-choose-${side}`}
        placeholder={t("cuts.clash.choose")}
        value={from}
        popupMatchSelectWidth={false}
        onOpenChange={(isOpen) => isOpen && setOptions(sideOptions())}
        labelRender={({ value }) => sideWords(t, String(value))}
        options={SIDE_KINDS.map((kind) => ({
          label: t(`cuts.clash.from.${kind}`),
          options: options
            .filter((each) => each.kind === kind)
            .map((each) => ({ value: each.value, label: labelOf(each) })),
        })).filter((group) => group.options.length > 0)}
        onChange={take}
      />
    </div>
  );
}

/** Side B is the same elements as side A. */
const SAME = "same";

/** What a side was taken from. */
function sideWords(t: TFunction<"inspector">, value: string): string {
  if (value === SAME) return t("cuts.clash.same");
  const at = value.indexOf(" ");
  const kind = value.slice(0, at) as SideKind;
  const name = value.slice(at + 1);
  const shown = kind === "model" ? (useInspectorStore.getState().models.get(name)?.name ?? name) : name;
  return shown === "" ? t(`cuts.clash.from.${kind}`) : `${t(`cuts.clash.from.${kind}`)} · ${shown}`;
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
      <NumberInput
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
    const { donePairs, totalPairs } = search;
    return (
      <div role="status">
        <progress className="tool-progress" value={donePairs} max={Math.max(1, totalPairs)} />
        {t("cuts.clash.progress", {
          done: formatNumber(donePairs),
          total: formatNumber(totalPairs),
          found: formatNumber(clashes.length),
        })}
      </div>
    );
  }
  if (search.phase === "failed" || search.phase === "lost")
    return (
      <p className="tool-hint" role="alert" data-testid="clash-failed">
        {search.phase === "lost" ? t("cuts.clash.lost") : t("cuts.clash.failed", { message: search.message })}
      </p>
    );
  return (
    <p className="tool-hint" role="status" data-testid="clash-result">
      {search.isCancelled && `${t("cuts.clash.cancelled")} `}
      {clashes.length === 0 ? t("cuts.clash.nothing") : t("cuts.clash.found", { count: clashes.length })}
    </p>
  );
}

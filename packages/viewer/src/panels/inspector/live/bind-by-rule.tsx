import type { ElementField } from "@shuicheng/shared/ifc";
import { Button, Select } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { dataOf } from "../../../client/inspector/find/element-data.ts";
import type { OpenModel } from "../../../client/inspector-store.ts";
import { useLayers } from "../../../client/layer-queries.ts";
import { listElementAssets } from "../../../client/live-binding/element-assets.ts";
import { useLayerDatastreams } from "../../../client/live-binding/live-queries.ts";
import {
  type BindRule,
  MATCH_MODES,
  type MatchMode,
  matchByRule,
  STREAM_PARTS,
  type StreamPart,
} from "../../../client/live-binding/match-rule.ts";
import { formatLayerName } from "../../../format/layer-name.ts";
import { formatNumber } from "../../../format/number.ts";
import { useIsWriter } from "../../models/is-writer.ts";
import { useLanguage } from "../../use-time-style.ts";
import { FieldSelect } from "../find/field-select.tsx";
import type { ElementBinding } from "./use-binding.ts";

/** Ambiguous ones that are named. */
const NAMED = 3;

/** Binds many datastreams at once: to the elements of which a property says what the datastream is called. Shows first what it would do. */
export function BindByRule(props: {
  readonly models: readonly OpenModel[];
  readonly binding: ElementBinding;
}) {
  const { t } = useTranslation("inspectorLive");
  const language = useLanguage();
  const isWriter = useIsWriter();
  const [rule, setRule] = useState<BindRule>({
    ...{ elementClass: "", field: { attribute: "tag" }, part: "name", mode: "word" },
  });
  const [modelId, setModelId] = useState<string | null>(null);
  const model = props.models.find(({ id }) => id === modelId) ?? props.models[0];
  const [chosen, choose] = useState<string | null>(null);
  const source = chosen ?? model?.id ?? "";
  const layers = (useLayers().data ?? []).filter(({ id, monitored }) => monitored > 0 || id === model?.id);
  const streams = useLayerDatastreams(useMemo(() => [source], [source]))[0]?.datastreams;
  const matches = useMemo(
    () =>
      model && streams ? matchByRule(model.table, dataOf(model.table).columnOf, streams, rule) : undefined,
    [model, streams, rule],
  );
  if (!isWriter || !model) return null;
  const apply = (): void => {
    const { assetOf } = listElementAssets(model.id, model.table);
    props.binding.bind(
      (matches?.bound ?? []).flatMap(({ datastream, row }) => {
        const asset = assetOf[row];
        return asset === undefined ? [] : [{ datastream: datastream.id, asset }];
      }),
    );
  };
  return (
    <details className="bind-part" data-testid="bind-rule">
      <summary>{t("bind.rule")}</summary>
      <p className="tool-hint">{t("bind.ruleLead")}</p>
      {props.models.length > 1 && (
        <Choice
          label={t("bind.model")}
          value={model.id}
          options={props.models.map(({ id, name }) => [id, name])}
          onChange={setModelId}
        />
      )}
      <Choice
        label={t("bind.elementClass")}
        value={rule.elementClass}
        options={[["", t("bind.anyClass")], ...classesOf(model)]}
        onChange={(elementClass) => setRule({ ...rule, elementClass })}
      />
      <div className="tool-row">
        <span>{t("bind.field")}</span>
        <FieldSelect
          label={t("bind.field")}
          value={rule.field}
          onChange={(field: ElementField | null) => field && setRule({ ...rule, field })}
        />
      </div>
      <Choice
        label={t("bind.source")}
        value={source}
        options={layers.map((layer) => [layer.id, formatLayerName(layer, language)])}
        onChange={choose}
      />
      <Choice
        label={t("bind.part")}
        value={rule.part}
        options={STREAM_PARTS.map((part) => [part, t(`bind.parts.${part}`)])}
        onChange={(part) => setRule({ ...rule, part: part as StreamPart })}
      />
      <Choice
        label={t("bind.mode")}
        value={rule.mode}
        options={MATCH_MODES.map((mode) => [mode, t(`bind.modes.${mode}`)])}
        onChange={(mode) => setRule({ ...rule, mode: mode as MatchMode })}
      />
      {matches && (
        <>
          <p role="status" data-testid="rule-preview">
            {t("bind.preview", {
              bound: formatNumber(matches.bound.length),
              ambiguous: formatNumber(matches.ambiguous.length),
              unmatched: formatNumber(matches.unmatched.length),
            })}
          </p>
          {matches.ambiguous.slice(0, NAMED).map(({ datastream, rows }) => (
            <p key={datastream.id} className="tool-hint">
              {t("bind.ambiguous", { name: datastream.name, number: formatNumber(rows.length) })}
            </p>
          ))}
          <Button
            size="small"
            type="primary"
            disabled={matches.bound.length === 0 || props.binding.isBusy}
            data-testid="rule-apply"
            onClick={apply}
          >
            {t("bind.apply", { number: formatNumber(matches.bound.length) })}
          </Button>
        </>
      )}
    </details>
  );
}

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <div className="tool-row">
      <span>{props.label}</span>
      <Select
        size="small"
        className="tool-select"
        aria-label={props.label}
        showSearch
        popupMatchSelectWidth={false}
        value={props.value}
        options={props.options.map(([value, label]) => ({ value, label }))}
        onChange={props.onChange}
      />
    </div>
  );
}

/** Classes of the model's products, as the standard writes them. */
function classesOf({ table: { objects, classes } }: OpenModel): [string, string][] {
  const used = new Set(objects.classIndex.subarray(0, objects.elementCount));
  return [...used]
    .map((index) => classes[index]?.name ?? "")
    .sort()
    .map((name) => [name, name]);
}

import { ELEMENT_ATTRIBUTES, type ElementField, fieldKey } from "@shuicheng/shared/ifc";
import { Select } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { joinFields } from "../../../client/inspector/find/field-choice.ts";
import { rankField } from "../../../client/inspector/find/rank-field.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { formatNumber } from "../../../format/number.ts";
import { fieldPlace, fieldWords } from "./data-words.ts";

/** Attributes that are the same for no two elements: nothing to colour by. */
const UNIQUE: ReadonlySet<string> = new Set(["globalId", "tag", "name", "description"]);

/** Chooses a field: attributes first, then the models' properties by set, with how many elements have each. */
export function FieldSelect(props: {
  readonly label: string;
  readonly value: ElementField | null;
  readonly onChange: (field: ElementField | null) => void;
  /** Words of the choice of none; left out where a field must be chosen. */
  readonly none?: string;
  /** Leaves out what is different for every element. */
  readonly isForColours?: boolean;
  /** Chosen ones, of which there may be several: then each choice adds one or takes it away. */
  readonly several?: readonly ElementField[];
}) {
  const { t } = useTranslation("inspectorData");
  const models = useInspectorStore((state) => state.models);
  const [text, setText] = useState("");
  const fields = useMemo(() => joinFields(models.values()), [models]);
  const byKey = useMemo(() => {
    const attributes = ELEMENT_ATTRIBUTES.filter((each) => !(props.isForColours && UNIQUE.has(each)));
    return new Map<string, { field: ElementField; count: string; elements: number }>([
      ...attributes.map(
        (attribute) =>
          [attribute, { field: { attribute }, count: "", elements: Number.POSITIVE_INFINITY }] as const,
      ),
      ...fields.map(
        ({ field, elements, unit }) =>
          [
            fieldKey(field),
            { field, elements, count: `${unit ? `${unit.symbol} · ` : ""}${formatNumber(elements)}` },
          ] as const,
      ),
    ]);
  }, [fields, props.isForColours]);
  const options = useMemo(() => {
    if (text.trim() !== "") return findFields(text);
    const groups = Map.groupBy(byKey, ([, { field }]) => fieldPlace(t, field));
    return [
      ...(props.none === undefined || !props.value ? [] : [{ value: "", label: props.none, count: "" }]),
      ...[...groups].map(([place, own]) => ({
        label: place,
        title: place,
        options: own.map(([key, { field, count }]) => ({
          value: key,
          label: fieldWords(t, field),
          count,
        })),
      })),
    ];
    /** Those with what is typed, best first, each with the set that it stands in. */
    function findFields(sought: string) {
      return [...byKey]
        .flatMap(([value, { field, count, elements }]) => {
          const [label, place] = [fieldWords(t, field), fieldPlace(t, field)];
          // An attribute's name in the standard finds it in any language.
          const rank = rankField(sought, { name: label, place, alias: "attribute" in field ? value : "" });
          const beside = [place, count].filter(Boolean).join(" · ");
          return rank === undefined ? [] : [{ value, label, count: beside, rank, elements }];
        })
        .sort((a, b) => a.rank - b.rank || (a.elements < b.elements ? 1 : -1));
    }
  }, [byKey, t, text, props.none, props.value]);
  const several = props.several?.map(fieldKey);
  const known = props.value ? fieldKey(props.value) : undefined;
  return (
    <Select
      size="small"
      className="field-select"
      aria-label={props.label}
      placeholder={props.label}
      showSearch={{ filterOption: false, searchValue: text, onSearch: setText }}
      popupMatchSelectWidth={320}
      value={several ? undefined : known}
      options={options}
      optionRender={(option) => (
        <span className="field-option">
          <span>
            {several?.includes(String(option.value)) ? "✓ " : ""}
            {option.label}
          </span>
          <small>{(option.data as { count?: string }).count}</small>
        </span>
      )}
      onChange={(key) => props.onChange(byKey.get(String(key))?.field ?? null)}
    />
  );
}

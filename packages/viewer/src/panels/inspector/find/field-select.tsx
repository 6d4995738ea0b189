import { ELEMENT_ATTRIBUTES, type ElementField, fieldKey } from "@shuicheng/shared/ifc";
import { Select } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { joinFields } from "../../../client/inspector/find/field-choice.ts";
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
  const fields = useMemo(() => joinFields(models.values()), [models]);
  const byKey = useMemo(() => {
    const attributes = ELEMENT_ATTRIBUTES.filter((each) => !(props.isForColours && UNIQUE.has(each)));
    return new Map<string, { field: ElementField; count: string }>([
      ...attributes.map((attribute) => [attribute, { field: { attribute }, count: "" }] as const),
      ...fields.map(
        ({ field, elements, unit }) =>
          [
            fieldKey(field),
            { field, count: `${unit ? `${unit.symbol} · ` : ""}${formatNumber(elements)}` },
          ] as const,
      ),
    ]);
  }, [fields, props.isForColours]);
  const options = useMemo(() => {
    const groups = Map.groupBy(byKey, ([, { field }]) => fieldPlace(t, field));
    return [
      ...(props.none === undefined || !props.value
        ? []
        : [{ value: "", label: props.none, search: props.none, count: "" }]),
      ...[...groups].map(([place, own]) => ({
        label: place,
        title: place,
        options: own.map(([key, { field, count }]) => ({
          value: key,
          label: fieldWords(t, field),
          // An attribute's name in the standard finds it in any language.
          search: `${fieldWords(t, field)} ${place} ${"attribute" in field ? key : ""}`.toLowerCase(),
          count,
        })),
      })),
    ];
  }, [byKey, t, props.none, props.value]);
  const several = props.several?.map(fieldKey);
  const known = props.value ? fieldKey(props.value) : undefined;
  return (
    <Select
      size="small"
      className="field-select"
      aria-label={props.label}
      placeholder={props.label}
      showSearch={{
        filterOption: (text, option) =>
          String((option as { search?: string } | undefined)?.search ?? "").includes(text.toLowerCase()),
      }}
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

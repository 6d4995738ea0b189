import type { DescribedSet, ElementDescription } from "@shuicheng/shared/ifc";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import type { OpenModel } from "../../../client/inspector-store.ts";
import { formatNumber, withUnit } from "../../../format/number.ts";
import { formatProperty } from "../../../format/property.ts";
import { CopyButton } from "../../copy-button.tsx";
import { filterSets } from "../../models/filter-sets.ts";
import { SearchField } from "../../models/search-field.tsx";
import { type Fact, FactList } from "./fact-list.tsx";

/** Identity, property sets, quantities, materials and classification of an element, each value with its unit. */
export function ElementProperties(props: {
  readonly element: ElementDescription;
  readonly model: OpenModel;
}) {
  const { t } = useTranslation("inspector");
  const { element, model } = props;
  const [text, setText] = useState("");
  const sought = useDeferredValue(text);
  const words = { yes: t("panel.yes"), no: t("panel.no") };
  const sets = filterSets(element.sets.map(toSet), sought);
  const isSearching = sought.trim() !== "";
  const factsOfSet = ({ properties }: DescribedSet): Fact[] =>
    properties.map((property) => ({ name: property.name, value: formatProperty(property, words) }));
  const identity = identityOf(element, model, t);
  const materials = materialsOf(element);
  const classifications = element.classifications.map(({ system, identification, name }) => ({
    name: system,
    value: [identification, name].filter(Boolean).join(" "),
  }));
  const asText = (): string =>
    [
      { title: t("panel.identity"), facts: identity },
      ...element.sets.map((set) => ({ title: set.name || t("panel.quantities"), facts: factsOfSet(set) })),
      { title: t("group.materials"), facts: materials },
      { title: t("group.classifications"), facts: classifications },
    ]
      .filter(({ facts }) => facts.length > 0)
      .map(({ title, facts }) => [title, ...facts.map(({ name, value }) => `${name}\t${value}`)].join("\n"))
      .join("\n\n");
  return (
    <>
      <div className="property-search">
        <SearchField label={t("panel.search")} value={text} testId="property-search" onChange={setText} />
        <CopyButton
          text={asText}
          label={t("panel.copy")}
          copied={t("panel.copied")}
          failed={t("panel.copyFailed")}
        />
      </div>
      {!element.hasRepresentation && element.kind !== "type" && element.kind !== "group" && (
        <p className="property-note">{t("panel.notDrawn")}</p>
      )}
      {!isSearching && <FactList title={t("panel.identity")} facts={identity} isOpen />}
      {element.sets.length === 0 && <p className="property-note">{t("panel.noSets")}</p>}
      {isSearching && sets.length === 0 && (
        <p className="property-note" role="status">
          {t("panel.noMatch")}
        </p>
      )}
      {sets.map((set, index) => (
        <FactList
          // biome-ignore lint/suspicious/noArrayIndexKey: a file may have two sets of one name
          key={`${isSearching} ${index}`}
          title={set.name || t("panel.quantities")}
          note={[
            set.inherited ? t("panel.inherited") : "",
            set.kind === "quantities" && set.name ? t("panel.quantities") : "",
          ]
            .filter(Boolean)
            .join(" • ")}
          facts={factsOfSet(set as DescribedSet)}
          isOpen={isSearching || index < 3 || set.kind === "quantities"}
        />
      ))}
      {!isSearching && <FactList title={t("group.materials")} facts={materials} isOpen />}
      {!isSearching && <FactList title={t("group.classifications")} facts={classifications} isOpen />}
    </>
  );
}

const toSet = (set: DescribedSet) => ({
  ...set,
  properties: set.properties.map((property) => ({ ...property, values: [...property.values] })),
});

function identityOf(
  element: ElementDescription,
  model: OpenModel,
  t: ReturnType<typeof useTranslation<"inspector">>["t"],
): Fact[] {
  const { storey, type } = element;
  const elevation =
    storey?.elevationM === undefined
      ? ""
      : ` • ${t("field.elevation", { text: withUnit(formatNumber(storey.elevationM, 3), "m") })}`;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t("field.globalId"), element.globalId],
    [t("field.longName"), element.longName],
    [t("field.description"), element.description],
    [t("field.type"), type && (type.name || type.class)],
    [t("field.objectType"), element.objectType],
    [t("field.predefinedType"), element.predefinedType],
    [t("field.tag"), element.tag],
    [t("field.storey"), storey && `${storey.name}${elevation}`],
    [t("field.expressId"), `#${element.expressId}`],
    [t("field.model"), model.name],
  ];
  return facts.flatMap(([name, value]) =>
    value ? [{ name, value, isCode: value === element.globalId }] : [],
  );
}

function materialsOf({ materials }: ElementDescription): Fact[] {
  return materials.flatMap(({ name, parts }) =>
    parts.length === 0
      ? [{ name: name || "—", value: "" }]
      : parts.map(({ material, thicknessM, category, profile, fraction }) => ({
          name: material || name || "—",
          value: [
            thicknessM === undefined ? "" : withUnit(formatNumber(1000 * thicknessM, 1), "mm"),
            fraction === undefined ? "" : withUnit(formatNumber(100 * fraction, 1), "%"),
            profile ?? "",
            category ?? "",
          ]
            .filter(Boolean)
            .join(" • "),
        })),
  );
}

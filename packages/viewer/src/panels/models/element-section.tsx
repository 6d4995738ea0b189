import type { Asset } from "@shuicheng/shared/contracts";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ElementDetail, useElement } from "../../client/element-queries.ts";
import "../../app/model-texts.ts";
import { formatNumber, withUnit } from "../../format/number.ts";
import { PageLink } from "../page-link.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { ElementFacts, type Fact } from "./element-facts.tsx";
import { ElementLinks } from "./element-links.tsx";
import { ElementSets } from "./element-sets.tsx";
import { filterSets } from "./filter-sets.ts";
import { OpenInInspector } from "./open-in-inspector.tsx";
import { SearchField } from "./search-field.tsx";
import "./element-section.css";

/** What the IFC file says of an element: identity, type, property sets, quantities, materials, classifications, relations. */
export function ElementSection({ asset }: { readonly asset: Asset }) {
  const { t } = useTranslation("models");
  const element = useElement(asset);
  return (
    <section className="element" aria-label={t("element.title")} data-testid="element">
      {element.isPending && <p role="status">{t("element.loading")}</p>}
      {element.isError && <ProblemNotice error={element.error} onRetry={() => void element.refetch()} />}
      {element.data && <Element element={element.data} model={asset.layer} />}
    </section>
  );
}

function Element({ element, model }: { readonly element: ElementDetail; readonly model: string }) {
  const { t } = useTranslation("models");
  const [text, setText] = useState("");
  const sought = useDeferredValue(text);
  const sets = filterSets(element.sets, sought);
  return (
    <>
      <ElementFacts facts={factsOf(element, t)} />
      {!element.hasRepresentation && <p>{t("element.notDrawn")}</p>}
      {element.sets.length === 0 ? (
        <p>{t("element.none")}</p>
      ) : (
        <>
          <SearchField label={t("element.search")} value={text} testId="element-search" onChange={setText} />
          {sets.length === 0 && <p role="status">{t("element.noMatch")}</p>}
          <ElementSets sets={sets} isSearching={sought.trim() !== ""} />
        </>
      )}
      <Materials element={element} />
      <Classifications element={element} />
      <ElementLinks title={t("element.groups")} links={element.groups} model={model} />
      <ElementLinks title={t("element.path")} links={element.path} model={model} />
      <ElementLinks title={t("element.parts")} links={element.parts} model={model} />
      <ElementLinks title={t("element.connectedTo")} links={element.connectedTo} model={model} />
      <p className="element-model">
        <OpenInInspector model={model} globalId={element.globalId} />{" "}
        <PageLink to={{ page: "models", model }}>{t("element.openModel")}</PageLink>
      </p>
    </>
  );
}

function factsOf(element: ElementDetail, t: ReturnType<typeof useTranslation<"models">>["t"]): Fact[] {
  const { storey, type } = element;
  const elevation =
    storey?.elevationM === undefined
      ? ""
      : ` • ${t("storeys.elevation", { text: withUnit(formatNumber(storey.elevationM, 3), "m") })}`;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t("element.globalId"), element.globalId],
    [t("element.longName"), element.longName],
    [t("element.description"), element.description],
    [t("element.type"), type && (type.name || type.class)],
    [t("element.objectType"), element.objectType],
    [t("element.predefinedType"), element.predefinedType],
    [t("element.tag"), element.tag],
    [t("element.storey"), storey && `${storey.name}${elevation}`],
    [t("element.expressId"), `#${element.expressId}`],
  ];
  return facts.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

function Materials({ element }: { readonly element: ElementDetail }) {
  const { t } = useTranslation("models");
  if (element.materials.length === 0) return null;
  const facts = element.materials.flatMap(({ name, parts }) =>
    parts.length === 0
      ? [{ name, value: "" }]
      : parts.map(({ material, thicknessM, category }) => ({
          name: material || name,
          value: [
            thicknessM === undefined ? "" : withUnit(formatNumber(1000 * thicknessM, 1), "mm"),
            category ?? "",
          ]
            .filter(Boolean)
            .join(" • "),
        })),
  );
  return (
    <details open>
      <summary>{t("element.materials")}</summary>
      <ElementFacts facts={facts} />
    </details>
  );
}

function Classifications({ element }: { readonly element: ElementDetail }) {
  const { t } = useTranslation("models");
  if (element.classifications.length === 0) return null;
  const facts = element.classifications.map(({ system, identification, name }) => ({
    name: system,
    value: [identification, name].filter(Boolean).join(" "),
  }));
  return (
    <details open>
      <summary>{t("element.classifications")}</summary>
      <ElementFacts facts={facts} />
    </details>
  );
}

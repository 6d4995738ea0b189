import { useTranslation } from "react-i18next";
import type { ElementSet } from "../../client/element-queries.ts";
import { formatProperty } from "../../format/property.ts";
import { ElementFacts } from "./element-facts.tsx";

/** Property sets and quantities, folded; a search opens all that have a hit. */
export function ElementSets(props: { readonly sets: readonly ElementSet[]; readonly isSearching: boolean }) {
  const { t } = useTranslation("models");
  const words = { yes: t("element.yes"), no: t("element.no") };
  return props.sets.map(({ name, kind, inherited, properties }, index) => (
    <details
      // biome-ignore lint/suspicious/noArrayIndexKey: a file may have two sets of one name
      key={`${props.isSearching} ${index}`}
      open={props.isSearching || index === 0}
    >
      <summary>
        {name || t("element.quantities")}
        {inherited && <small>{t("element.inherited")}</small>}
        {kind === "quantities" && name !== "" && <small>{t("element.quantities")}</small>}
      </summary>
      <ElementFacts
        facts={properties.map((property) => ({
          name: property.name,
          value: formatProperty(property, words),
        }))}
      />
    </details>
  ));
}

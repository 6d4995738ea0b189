import i18next from "i18next";
import { NO_VALUE_COLOUR, NO_VALUE_KEY } from "../../../client/inspector/find/colour-scheme.ts";
import { useDataStore } from "../../../client/inspector/find/data-store.ts";
import { useLiveStore } from "../../../client/live-binding/live-store.ts";
import { findLanguage } from "../../../format/language.ts";
import { formatFreeNumber, formatNumber } from "../../../format/number.ts";
import { formatProperty } from "../../../format/terms.ts";
import { entryWords, fieldWords } from "../find/data-words.ts";

/** A legend in words, as a picture has it. */
export interface LegendWords {
  readonly title: string;
  readonly lines: readonly { readonly colour: string; readonly label: string; readonly count: string }[];
}

/** The legends that are on the screen: of the colour scheme, of live values. */
export function legendsInWords(): LegendWords[] {
  return [schemeWords(), liveWords()].filter((legend) => legend !== undefined);
}

function schemeWords(): LegendWords | undefined {
  const { scheme, colourBy, off } = useDataStore.getState();
  if (!scheme || !colourBy) return undefined;
  const t = i18next.getFixedT(i18next.language, "inspectorData");
  const lines = scheme.entries
    .filter(({ key }) => !off.has(key))
    .map((entry) => ({
      colour: entry.colour,
      label: entryWords(t, entry, scheme),
      count: formatNumber(entry.elements),
    }));
  if (scheme.without > 0 && !off.has(NO_VALUE_KEY)) {
    const count = formatNumber(scheme.without);
    lines.push({ colour: NO_VALUE_COLOUR, label: t("colour.without"), count });
  }
  return { title: t("colour.title", { field: fieldWords(t, colourBy) }), lines };
}

function liveWords(): LegendWords | undefined {
  const { choice, shown } = useLiveStore.getState();
  if (!choice || !shown) return undefined;
  const t = i18next.getFixedT(i18next.language, "inspectorLive");
  const property = formatProperty(choice.property, choice.property, findLanguage(i18next.language) ?? "zh");
  return {
    title: shown.unit ? t("heat.legend", { property, unit: shown.unit }) : property,
    lines: shown.scheme.entries.map(({ label, colour, elements }) => ({
      colour,
      label:
        "from" in label
          ? t("heat.range", { from: formatFreeNumber(label.from), to: formatFreeNumber(label.to) })
          : "",
      count: formatNumber(elements),
    })),
  };
}

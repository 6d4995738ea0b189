import { ANY_SET, type ElementField, type FilterCondition } from "@shuicheng/shared/ifc";
import type { TFunction } from "i18next";
import type { ColourEntry, ColourScheme } from "../../../client/inspector/find/colour-scheme.ts";
import type { KeptFilter } from "../../../client/inspector/find/filter-format.ts";
import type { ResultColumn } from "../../../client/inspector/find/result-table.ts";
import { formatFreeNumber, withUnit } from "../../../format/number.ts";

type Words = TFunction<"inspectorData">;

/** A field in words: an attribute's name, or the property's, which is the file's own. */
export function fieldWords(t: Words, field: ElementField): string {
  return "attribute" in field ? t(`attributes.${field.attribute}`) : field.property;
}

/** Where a field stands: its set, `any set`, or nothing for attributes. */
export function fieldPlace(t: Words, field: ElementField): string {
  if ("attribute" in field) return t("attributeGroup");
  return field.set === ANY_SET ? t("condition.anySet") : field.set;
}

/** A condition as a chip has it: `Class = IfcWall, IfcSlab`. */
export function conditionWords(t: Words, { field, operator, values }: FilterCondition): string {
  const shown = values.map((value) => valueWords(t, value)).join(operator === "between" ? " – " : ", ");
  return [fieldWords(t, field), t(`operators.${operator}`), shown].filter(Boolean).join(" ");
}

/** What a filter seeks, in one line: the text, then its groups. */
export function filterWords(t: Words, { text, filter }: KeptFilter): string {
  const groups = filter.groups.map((group) => group.map((each) => conditionWords(t, each)).join(" · "));
  const sought = text.trim() === "" ? [] : [`“${text.trim()}”`];
  return [...sought, groups.join(` ${t("condition.or")} `)].filter(Boolean).join(" · ");
}

/** Logicals in words; other values as they are. */
export function valueWords(t: Words, value: string): string {
  return value === "true" || value === "false" || value === "unknown" ? t(`logical.${value}`) : value;
}

/** What a line of the legend is called. */
export function entryWords(t: Words, { label }: ColourEntry, { kind, unit }: ColourScheme): string {
  if ("text" in label) return kind === "logical" ? valueWords(t, label.text) : label.text;
  if ("others" in label) return t("colour.others", { count: label.others });
  const [from, to] = [formatFreeNumber(label.from), formatFreeNumber(label.to)];
  const words =
    label.from === Number.NEGATIVE_INFINITY
      ? `< ${to}`
      : label.to === Number.POSITIVE_INFINITY
        ? `≥ ${from}`
        : from === to
          ? from
          : `${from} – ${to}`;
  return withUnit(words, unit?.symbol ?? null);
}

/** A cell of a table for people; its text where it is no number. */
export function cellWords(
  t: Words,
  text: string,
  number: number,
  kind: "number" | "text" | "logical",
): string {
  if (kind === "number") return Number.isNaN(number) ? text : formatFreeNumber(number);
  return kind === "logical" ? valueWords(t, text) : text;
}

/** What a group of the table is called: its value, with its unit where it is a number; in words where there is none. */
export function groupWords(t: Words, label: string, column: ResultColumn | null): string {
  if (label === "") return t("colour.without");
  if (column?.kind === "logical") return valueWords(t, label);
  return withUnit(label, (column?.kind === "number" && column.unit?.symbol) || null);
}

/** `Length [mm]`: a unit stands once, above its numbers. */
export function columnTitle(words: string, { unit }: ResultColumn): string {
  return unit?.symbol ? `${words} [${unit.symbol}]` : words;
}

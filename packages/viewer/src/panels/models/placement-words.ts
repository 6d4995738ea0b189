import type { TFunction } from "i18next";

const RULES = ["by-hand", "map-conversion", "property-set", "survey-coordinates", "site", "none"] as const;
type Rule = (typeof RULES)[number];

const isRule = (rule: string): rule is Rule => (RULES as readonly string[]).includes(rule);

/** A placement's rule in a word or two; a rule this version does not know as the server writes it. */
export function wordOfRule(rule: string, t: TFunction<"models">): string {
  return isRule(rule) ? t(`placement.briefRules.${rule}`) : rule;
}

/** The same in full. */
export function sentenceOfRule(rule: string, t: TFunction<"models">): string {
  return isRule(rule) ? t(`placement.rules.${rule}`) : rule;
}

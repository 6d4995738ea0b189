/** Languages of the page, Chinese first. */
const LANGUAGES = ["zh", "en"] as const;
/** One of {@link LANGUAGES}. */
export type Language = (typeof LANGUAGES)[number];

/** BCP 47 tag for `<html lang>`, so that a screen reader speaks and a browser breaks lines as it should. */
export const HTML_LANG: Readonly<Record<Language, string>> = { zh: "zh-CN", en: "en" };

/** The language a locale tag asks for: anything Chinese → `zh`, anything English → `en`, else undefined. */
export function findLanguage(tag: string | null | undefined): Language | undefined {
  const primary = tag?.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === primary);
}

/**
 * BCP 47 tag of a text that is not in the page's language, for its `lang` (WCAG 3.1.2): Chinese on the English page.
 * Undefined where the page's own holds; Latin letters among Chinese are codes and units.
 */
export function findForeignLang(text: string, language: Language): string | undefined {
  return language === "en" && /\p{Script=Han}/u.test(text) ? HTML_LANG.zh : undefined;
}

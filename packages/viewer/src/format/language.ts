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

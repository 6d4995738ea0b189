import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../client/session-queries.ts";
import { findLanguage, type Language } from "../format/language.ts";
import type { TimeStyle } from "../format/time.ts";

/** The language the page is in. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return findLanguage(i18n.language) ?? "zh";
}

/** Language and the server's time zone: what every time on the page is written with. */
export function useTimeStyle(): TimeStyle {
  const language = useLanguage();
  const timeZone = useSession().data?.timeZone ?? "UTC";
  return useMemo(() => ({ language, timeZone }), [language, timeZone]);
}

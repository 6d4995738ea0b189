import i18next from "i18next";
import { useMemo, useSyncExternalStore } from "react";
import { useSession } from "../client/session-queries.ts";
import { findLanguage, type Language } from "../format/language.ts";
import type { TimeStyle } from "../format/time.ts";

/** The language the page is in. Cheaper than a translation: rows that change every second ask for it. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, currentLanguage);
}

function onLanguage(listener: () => void): () => void {
  i18next.on("languageChanged", listener);
  return () => i18next.off("languageChanged", listener);
}

function currentLanguage(): Language {
  return findLanguage(i18next.language) ?? "zh";
}

/** Language and the server's time zone: what every time on the page is written with. */
export function useTimeStyle(): TimeStyle {
  const language = useLanguage();
  const timeZone = useSession().data?.timeZone ?? "UTC";
  return useMemo(() => ({ language, timeZone }), [language, timeZone]);
}

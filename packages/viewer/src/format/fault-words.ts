import type { FaultCode } from "@shuicheng/shared/faults";
import { CITY_FAULT_WORDS } from "./city-fault-words.ts";
import { INGEST_FAULT_WORDS } from "./ingest-fault-words.ts";
import type { Language } from "./language.ts";
import { type FaultWords, PAGE_FAULT_WORDS, type PageFaultCode } from "./page-fault-words.ts";
import { SERVER_FAULT_WORDS } from "./server-fault-words.ts";

/** In a message: where in the file something is wrong. */
const PLACE = /\bline \d|#\d/;
/** Nothing can be mended where no place is named. */
const EXPORT_AGAIN: Readonly<Record<Language, string>> = {
  zh: "请从建模软件重新导出。",
  en: "Export it again from the program that made it.",
};

/**
 * Words for a code. A code this version does not know (a newer server) gets general words: the code itself is
 * always shown beside them.
 *
 * @param message Stands beside the words; whether it names a place in the file decides on what there is to do.
 */
export function findFaultWords(code: string, language: Language, message?: string): FaultWords {
  if (!Object.hasOwn(FAULT_WORDS, code)) return UNKNOWN_FAULT[language];
  const words = FAULT_WORDS[code as FaultCode | PageFaultCode][language];
  const isPlaceMissing = code === "model/unreadable" && message !== undefined && !PLACE.test(message);
  return isPlaceMissing ? { ...words, todo: EXPORT_AGAIN[language] } : words;
}

const UNKNOWN_FAULT: Readonly<Record<Language, FaultWords>> = {
  zh: { what: "出现此版本页面不认识的错误", todo: "刷新页面；若仍出现，把代码告诉管理员。" },
  en: {
    what: "An error this version of the page does not know",
    todo: "Reload the page; if it stays, give the code to your administrator.",
  },
};

/** One entry for every code there is: a code without words does not compile. */
export const FAULT_WORDS: Readonly<
  Record<FaultCode | PageFaultCode, Readonly<Record<Language, FaultWords>>>
> = {
  ...CITY_FAULT_WORDS,
  ...INGEST_FAULT_WORDS,
  ...SERVER_FAULT_WORDS,
  ...PAGE_FAULT_WORDS,
};

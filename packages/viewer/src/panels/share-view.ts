import { useNoticeStore } from "../client/notice-store.ts";
import { buildShareUrl } from "../client/shared-view.ts";
import type { Language } from "../format/language.ts";
import { copyText } from "./copy-text.ts";

/** The page's address without its fragment. */
export function pageAddress(): string {
  const { origin, pathname, search } = window.location;
  return origin + pathname + search;
}

/** Copies the link to what is looked at now and says so; where the browser forbids it, shows the link to copy by hand. */
export async function shareView(language: Language): Promise<void> {
  const link = buildShareUrl(pageAddress(), language);
  const isCopied = await copyText(link);
  useNoticeStore.getState().tell(isCopied ? { kind: "copied" } : { kind: "copyByHand", link });
}

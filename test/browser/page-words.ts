import type { Page } from "playwright-core";

/** One text that a person reads or hears, and what it is on. */
export interface PageWord {
  readonly text: string;
  /** Tag and first class of the element, for a message. */
  readonly on: string;
  /** Language that the element, or one around it, declares. */
  readonly lang: string;
}

/** Every text of the page that is shown or read aloud: text nodes, names, titles, placeholders. */
export function readWords(page: Page): Promise<PageWord[]> {
  return page.evaluate(() => {
    const words: { text: string; on: string; lang: string }[] = [];
    const add = (element: Element, text: string | null): void => {
      const told = text?.trim() ?? "";
      if (told === "") return;
      const lang = element.closest("[lang]")?.getAttribute("lang") ?? "";
      words.push({ text: told, on: `${element.tagName.toLowerCase()}.${element.classList[0] ?? ""}`, lang });
    };
    for (const element of document.body.querySelectorAll("*")) {
      if (element.closest("script, style, canvas") || !element.checkVisibility({ visibilityProperty: true }))
        continue;
      for (const node of element.childNodes) if (node instanceof Text) add(element, node.data);
      for (const name of ["aria-label", "title", "placeholder", "aria-valuetext", "alt"]) {
        add(element, element.getAttribute(name));
      }
    }
    return words;
  });
}

/** Every key of some texts in the ways it shows when it has no words: `tools.share`, `scene:tools.share`. */
export function listKeys(area: string, texts: object): string[] {
  const keys = (value: object, prefix: string): string[] =>
    Object.entries(value).flatMap(([name, inner]) =>
      typeof inner === "object" ? keys(inner as object, `${prefix}${name}.`) : [`${prefix}${name}`],
    );
  return keys(texts, "").flatMap((key) => [`${area}:${key}`, ...(key.includes(".") ? [key] : [])]);
}

/** Words in a script that is not the page's language, once each; not those that say themselves to be of another. */
export function listForeign(
  words: readonly PageWord[],
  options: { readonly script: RegExp; readonly lang: string; readonly allowed: readonly RegExp[] },
): string[] {
  const { script, lang, allowed } = options;
  const foreign = words
    .filter((word) => word.lang === lang && script.test(word.text))
    .filter(({ text }) => !allowed.some((pattern) => pattern.test(text)));
  return [...new Set(foreign.map(({ text, on }) => `${on}: ${text}`))];
}

const RECENT_KEY = "shuicheng.recent-searches";
const MAX_RECENT = 6;

/** What was looked for before in this browser, newest first. */
export function readRecentSearches(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT_KEY) ?? "[]");
    return Array.isArray(kept)
      ? kept.filter((text): text is string => typeof text === "string").slice(0, MAX_RECENT)
      : [];
  } catch {
    return [];
  }
}

/** Puts a text first and keeps the list for the next visit. @returns The new list. */
export function keepRecentSearch(text: string): readonly string[] {
  const recent = putFirst(readRecentSearches(), text);
  try {
    localStorage.setItem(RECENT_KEY, JSON.stringify(recent));
  } catch {
    // Without storage nothing is remembered.
  }
  return recent;
}

/** `text` first, the others after it in their order, each once, at most six. */
export function putFirst(texts: readonly string[], text: string): readonly string[] {
  const trimmed = text.trim();
  if (trimmed === "") return texts;
  return [trimmed, ...texts.filter((other) => other !== trimmed)].slice(0, MAX_RECENT);
}

import type { ViewContent } from "@shuicheng/shared/contracts";

/** Views that are not among those that are there, each once: a file that is read a second time adds nothing. */
export function leaveOutKnown(
  contents: readonly ViewContent[],
  there: readonly ViewContent[],
): readonly ViewContent[] {
  const known = new Set(there.map(fingerprint));
  return contents.filter((content) => {
    const own = fingerprint(content);
    if (known.has(own)) return false;
    known.add(own);
    return true;
  });
}

/** The same text for the same content, in whatever order its parts were written. */
const fingerprint = (content: ViewContent): string =>
  JSON.stringify(content, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

import { type AnnotationInput, IDENTIFIER_PATTERN, MAX_ANNOTATION_LENGTH } from "@shuicheng/shared/contracts";

/** Where earlier versions of this page kept annotations: in the browser, for each person apart. */
const KEY = "shuicheng.annotations";
/** Of whoever had not signed in. */
const GUEST = "";

/** An annotation that an earlier version of this page left in this browser, as the server takes it. */
export interface LocalAnnotation {
  readonly id: string;
  readonly input: AnnotationInput;
}

/** Reads what this browser still keeps of a person and of guests; what cannot be sent is left out. */
export function readLocalAnnotations(user: string): readonly LocalAnnotation[] {
  return [...new Set([user, GUEST])].flatMap(read);
}

/** Forgets them, in one's own and in the guests' list. */
export function forgetLocalAnnotations(user: string, ids: readonly string[]): void {
  for (const each of new Set([user, GUEST])) {
    const left = list(each).filter((item) => !ids.includes(String((item as { id?: unknown } | null)?.id)));
    try {
      if (left.length === 0) localStorage.removeItem(keyOf(each));
      else localStorage.setItem(keyOf(each), JSON.stringify(left));
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  }
}

const keyOf = (user: string) => `${KEY}.${user}`;

/** What lies in a browser's storage may have been written by anything. */
function list(user: string): readonly unknown[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(user)) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function read(user: string): LocalAnnotation[] {
  return list(user).flatMap((value) => {
    const { id, fromMs, toMs, text, series } = (value ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof id !== "string" || typeof text !== "string" || text.trim() === "") return [];
    if (!Number.isSafeInteger(fromMs) || !Number.isSafeInteger(toMs) || !Array.isArray(series)) return [];
    const pattern = new RegExp(IDENTIFIER_PATTERN);
    const datastreams = [...new Set(series as unknown[])].filter(
      (each): each is string => typeof each === "string" && pattern.test(each),
    );
    const [from, to] = [fromMs as number, toMs as number];
    if (datastreams.length === 0 || to < from) return [];
    return [{ id, input: { datastreams, from, to, text: text.slice(0, MAX_ANNOTATION_LENGTH) } }];
  });
}

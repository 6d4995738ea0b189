/** The same keys as `T`, each with any text: what a translation must have. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };

/** The texts of one area of the page in both languages; a key missing or too many in English does not compile. */
export function texts<const T extends Record<string, unknown>>(zh: T, en: SameKeys<T>) {
  return { zh, en };
}

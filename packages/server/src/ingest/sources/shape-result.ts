import type { ResultType } from "@shuicheng/shared/contracts";

/**
 * Turns what a field protocol says into a datastream's own type where that loses nothing: 0 and 1 are false and true, a
 * whole number is a category's place. Anything else stays as it is, and admission says what is wrong with it.
 */
export function shapeResult(
  result: number | boolean | string,
  { resultType, categories }: { readonly resultType: ResultType; readonly categories: readonly string[] },
): number | boolean | string {
  switch (resultType) {
    case "number":
      return typeof result === "boolean" ? Number(result) : result;
    case "boolean":
      return result === 0 || result === 1 ? result === 1 : result;
    case "category":
      return typeof result === "number" ? (categories[result] ?? result) : result;
  }
}

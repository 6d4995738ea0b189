import type { ResultType } from "@shuicheng/shared/contracts";

/** Turns a stored number back into what the integrator sent: booleans are 0 and 1, categories an index. */
export function readResult(
  datastream: { readonly resultType: ResultType; readonly categories: readonly string[] },
  stored: number,
): number | boolean | string {
  switch (datastream.resultType) {
    case "number":
      return stored;
    case "boolean":
      return stored !== 0;
    case "category":
      return datastream.categories[stored] ?? "";
  }
}

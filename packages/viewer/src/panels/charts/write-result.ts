import type { Datastream } from "@shuicheng/shared/contracts";
import { formatNumber, withUnit } from "../../format/number.ts";

/** A result in words with its unit, `0.32 MPa`. */
export function writeResult(
  result: number | boolean | string,
  { unit, decimals }: Pick<Datastream, "unit" | "decimals">,
  { yes, no }: { readonly yes: string; readonly no: string },
): string {
  if (typeof result === "number") return withUnit(formatNumber(result, decimals), unit?.symbol ?? null);
  if (typeof result === "boolean") return result ? yes : no;
  return result;
}

import type { Quality } from "@shuicheng/shared/contracts";

/** What is read of a DataValue's variant; numbers of types are those of OPC UA part 6, clause 5.1.2. */
export interface OpcuaVariant {
  readonly dataType: number;
  readonly arrayType: number;
  readonly value: unknown;
}

const [BOOLEAN, SBYTE, UINT32, INT64, UINT64, FLOAT, DOUBLE, STRING] = [1, 2, 7, 8, 9, 10, 11, 12];
const TWO_32 = 2 ** 32;
/** Severity, the two highest bits of a status code: OPC UA part 4, clause 7.39. */
const SEVERITY_SHIFT = 30;
const QUALITY_OF_SEVERITY = ["good", "uncertain", "bad", "bad"] as const;

/** Of a status code: its severity. */
export function qualityOf(statusCode: number): Quality {
  return QUALITY_OF_SEVERITY[statusCode >>> SEVERITY_SHIFT] ?? "bad";
}

/**
 * Reads a scalar as a result. Whole numbers of 64 bits are doubles afterwards; a Float becomes the shortest decimal that
 * it stands for (12.3, not 12.300000190734863).
 *
 * @returns undefined for what is no result: nothing, arrays, times, structures.
 */
export function readValue({
  dataType,
  arrayType,
  value,
}: OpcuaVariant): number | boolean | string | undefined {
  if (arrayType !== 0) return undefined;
  if (dataType === INT64 || dataType === UINT64) return read64(value, dataType === INT64);
  if (dataType === BOOLEAN) return typeof value === "boolean" ? value : undefined;
  if (dataType === STRING) return typeof value === "string" ? value : undefined;
  if (typeof value !== "number") return undefined;
  if (dataType === FLOAT) return shortenFloat(value);
  return (dataType >= SBYTE && dataType <= UINT32) || dataType === DOUBLE ? value : undefined;
}

/** The library has them as two words, the high one first. */
function read64(value: unknown, isSigned: boolean): number | undefined {
  if (!Array.isArray(value)) return undefined;
  const [high, low] = value as [number, number];
  const signed = isSigned ? high | 0 : high >>> 0;
  return signed * TWO_32 + (low >>> 0);
}

function shortenFloat(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

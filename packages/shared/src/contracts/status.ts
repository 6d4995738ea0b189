import type { LimitSide } from "./datastream.ts";

/** Severity in bits 0–2 of a status byte: 0 unknown … 6 critical (PROTOCOL.md section 4). */
export const SEVERITIES = ["unknown", "normal", "advisory", "low", "medium", "high", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const SEVERITY_MASK = 0b0000_0111;
export const UNACKNOWLEDGED_BIT = 0b0000_1000;
export const STALE_BIT = 0b0001_0000;
export const BAD_QUALITY_BIT = 0b0010_0000;
export const OUT_OF_SERVICE_BIT = 0b0100_0000;
export const SHELVED_BIT = 0b1000_0000;

/** The word for a status byte's severity. The unused code 7 reads as `critical`: never hide what is not understood. */
export function severityOf(status: number): Severity {
  return SEVERITIES[status & SEVERITY_MASK] ?? "critical";
}

/** Severity code a limit side brings until alarms have priorities of their own: HH and LL high, H and L medium. */
export function severityCodeOfSide(side: LimitSide): number {
  return side === "HH" || side === "LL" ? 5 : 4;
}

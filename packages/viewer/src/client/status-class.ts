import { BAD_QUALITY_BIT, SEVERITIES, SEVERITY_MASK, STALE_BIT } from "@shuicheng/shared/contracts";

/**
 * Where a feature is counted. Each is in exactly one class, so the six always add up to the layer's features:
 * `abnormal` beats `stale` beats `bad` beats `uncertain` beats the rest (an alarm whose data went old is still an
 * alarm); `uncertain` is within its limits by a value that its source doubts; `unknown` has no reading at all.
 */
export const STATUS_CLASSES = ["normal", "abnormal", "stale", "bad", "uncertain", "unknown"] as const;
/** One of {@link STATUS_CLASSES}. */
export type StatusClass = (typeof STATUS_CLASSES)[number];

/** Classes that a person may want listed, the most urgent first. */
export const ATTENTION_CLASSES = [
  "abnormal",
  "stale",
  "bad",
  "uncertain",
] as const satisfies readonly StatusClass[];
/** One of {@link ATTENTION_CLASSES}. */
export type AttentionClass = (typeof ATTENTION_CLASSES)[number];

/** Severity of an asset within its limits by an uncertain value (PROTOCOL.md, ST4). */
const ADVISORY = SEVERITIES.indexOf("advisory");

/** The class a status byte (PROTOCOL.md, section 4) is counted in. */
export function classOf(status: number): StatusClass {
  const severity = status & SEVERITY_MASK;
  if (severity > ADVISORY) return "abnormal";
  if (status & STALE_BIT) return "stale";
  if (status & BAD_QUALITY_BIT) return "bad";
  if (severity === ADVISORY) return "uncertain";
  return severity === 0 ? "unknown" : "normal";
}

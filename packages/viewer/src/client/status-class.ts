import { BAD_QUALITY_BIT, SEVERITY_MASK, STALE_BIT } from "@shuicheng/shared/contracts";

/**
 * Where a feature is counted. Each is in exactly one class, so the five always add up to the layer's features:
 * `abnormal` beats `stale` beats `bad` beats the rest (an alarm whose data went old is still an alarm);
 * `unknown` has no reading at all.
 */
export const STATUS_CLASSES = ["normal", "abnormal", "stale", "bad", "unknown"] as const;
/** One of {@link STATUS_CLASSES}. */
export type StatusClass = (typeof STATUS_CLASSES)[number];

/** Classes that a person may want listed, the most urgent first. */
export const ATTENTION_CLASSES = ["abnormal", "stale", "bad"] as const satisfies readonly StatusClass[];
/** One of {@link ATTENTION_CLASSES}. */
export type AttentionClass = (typeof ATTENTION_CLASSES)[number];

/** The class a status byte (PROTOCOL.md, section 4) is counted in. */
export function classOf(status: number): StatusClass {
  const severity = status & SEVERITY_MASK;
  if (severity > 1) return "abnormal";
  if (status & STALE_BIT) return "stale";
  if (status & BAD_QUALITY_BIT) return "bad";
  return severity === 1 ? "normal" : "unknown";
}

import type { Annotation } from "@shuicheng/shared/contracts";
import type { TimeWindow } from "./chart-view.ts";

/** Words at a moment (`fromMs` = `toMs`) or over a span of a chart. Epoch ms. */
export interface ChartAnnotation {
  readonly id: string;
  /** That was read: whoever changes it says so. */
  readonly version: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly text: string;
  /** Who wrote it, and who changed it last; null where nobody is named. */
  readonly author: string | null;
  readonly changedBy: string | null;
  readonly changedAtMs: number;
}

/** What a chart needs of the server's annotation. */
export function chartAnnotationOf(annotation: Annotation): ChartAnnotation {
  const { id, version, from, to, text, createdBy, changedBy, changedAt } = annotation;
  return {
    ...{ id, version, fromMs: from, toMs: to, text },
    author: createdBy?.name ?? null,
    changedBy: version > 1 ? (changedBy?.name ?? null) : null,
    changedAtMs: changedAt,
  };
}

/** Those that reach into the window, earliest first. */
export function findAnnotations(
  annotations: readonly ChartAnnotation[],
  window: TimeWindow,
): ChartAnnotation[] {
  return annotations
    .filter((each) => each.toMs >= window.fromMs && each.fromMs <= window.toMs)
    .sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
}

import {
  BAD_QUALITY_BIT,
  OUT_OF_SERVICE_BIT,
  type Severity,
  STALE_BIT,
  severityOf,
  UNACKNOWLEDGED_BIT,
} from "@shuicheng/shared/contracts";
import { MARKS, type MarkPath, SEVERITY_COLOURS, tokens, UNACKNOWLEDGED_RING } from "../app/tokens.ts";

/** What a mark can say. Shape first, colour second: each is told apart without colour. */
export type MarkKind = Severity | "stale" | "bad" | "outOfService";

/** Marks of the panels: those of the scene, and quiet ones for what the scene leaves unmarked. */
const PATHS: Readonly<Record<MarkKind, readonly MarkPath[]>> = {
  critical: MARKS.octagon,
  high: MARKS.triangle,
  medium: MARKS.diamond,
  low: MARKS.circle,
  advisory: MARKS.dot,
  normal: [{ d: "M11 8A3 3 0 1 1 5 8A3 3 0 1 1 11 8Z", stroke: tokens.status.normal, width: 1.6 }],
  unknown: [{ d: "M4 8h8", stroke: tokens.text.quiet, width: 1.6 }],
  stale: MARKS.clock,
  bad: MARKS.question,
  outOfService: MARKS.slash,
};

/** A status mark. Decorative for a screen reader: the words stand beside it. */
export function StatusMark(props: {
  readonly kind: MarkKind;
  readonly size?: number;
  /** Adds the outer ring, which blinks once a second unless the person wants no motion. */
  readonly isUnacknowledged?: boolean;
}) {
  const { kind, size = 16 } = props;
  const ringColour = kind in SEVERITY_COLOURS ? SEVERITY_COLOURS[kind as Severity] : tokens.text.secondary;
  return (
    <svg className="mark" data-mark={kind} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {PATHS[kind].map((path) => (
        <path
          key={path.d}
          d={path.d}
          fill={path.fill ?? "none"}
          stroke={path.stroke}
          strokeWidth={path.width}
          strokeDasharray={path.dash?.join(" ")}
        />
      ))}
      {props.isUnacknowledged && (
        <circle
          className="mark-ring"
          cx="8"
          cy="8"
          r={UNACKNOWLEDGED_RING.radius}
          fill="none"
          stroke={ringColour}
          strokeWidth={UNACKNOWLEDGED_RING.width}
        />
      )}
    </svg>
  );
}

/** The mark of a status byte: an alarm before out of service before old before bad. */
export function markOf(status: number): MarkKind {
  const severity = severityOf(status);
  if (severity !== "unknown" && severity !== "normal") return severity;
  if (status & OUT_OF_SERVICE_BIT) return "outOfService";
  if (status & STALE_BIT) return "stale";
  if (status & BAD_QUALITY_BIT) return "bad";
  return severity;
}

/** Answers whether nobody has acknowledged the alarm of this status byte. */
export function isUnacknowledged(status: number): boolean {
  return (status & UNACKNOWLEDGED_BIT) !== 0;
}

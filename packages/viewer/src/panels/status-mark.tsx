import {
  BAD_QUALITY_BIT,
  OUT_OF_SERVICE_BIT,
  type Severity,
  STALE_BIT,
  severityOf,
  UNACKNOWLEDGED_BIT,
} from "@shuicheng/shared/contracts";
import { MARKS_OF, type MarkPath, SEVERITY_COLOURS_OF, THEMES, UNACKNOWLEDGED_RING } from "../app/tokens.ts";
import { classOf } from "../client/status-class.ts";
import { type ThemeName, useViewStore } from "../client/view-store.ts";

/** What a mark can say. Shape first, colour second: each is told apart without colour. */
export type MarkKind = Severity | "stale" | "bad" | "outOfService";

/** Marks of the panels by theme: those of the scene, and quiet ones for what the scene leaves unmarked. */
const PATHS: Readonly<Record<ThemeName, Readonly<Record<MarkKind, readonly MarkPath[]>>>> = {
  night: pathsOf("night"),
  day: pathsOf("day"),
};

function pathsOf(theme: ThemeName): Readonly<Record<MarkKind, readonly MarkPath[]>> {
  const marks = MARKS_OF[theme];
  const { status, text } = THEMES[theme];
  return {
    critical: marks.octagon,
    high: marks.triangle,
    medium: marks.diamond,
    low: marks.circle,
    advisory: marks.dot,
    normal: [{ d: "M11 8A3 3 0 1 1 5 8A3 3 0 1 1 11 8Z", stroke: status.normal, width: 1.6 }],
    unknown: [{ d: "M4 8h8", stroke: text.quiet, width: 1.6 }],
    stale: marks.clock,
    bad: marks.question,
    outOfService: marks.slash,
  };
}

/** A status mark. Decorative for a screen reader: the words stand beside it. */
export function StatusMark(props: {
  readonly kind: MarkKind;
  readonly size?: number;
  /** Adds the outer ring, which blinks once a second unless the person wants no motion. */
  readonly isUnacknowledged?: boolean;
}) {
  const { kind, size = 16 } = props;
  const theme = useViewStore((state) => state.theme);
  const severityColours = SEVERITY_COLOURS_OF[theme];
  const ringColour =
    kind in severityColours ? severityColours[kind as Severity] : THEMES[theme].text.secondary;
  return (
    <svg className="mark" data-mark={kind} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {PATHS[theme][kind].map((path) => (
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

/** The mark of a status byte: an alarm before out of service before old before bad before uncertain. */
export function markOf(status: number): MarkKind {
  const severity = severityOf(status);
  if (classOf(status) === "abnormal") return severity;
  if (status & OUT_OF_SERVICE_BIT) return "outOfService";
  if (status & STALE_BIT) return "stale";
  if (status & BAD_QUALITY_BIT) return "bad";
  return severity;
}

/** Answers whether nobody has acknowledged the alarm of this status byte. */
export function isUnacknowledged(status: number): boolean {
  return (status & UNACKNOWLEDGED_BIT) !== 0;
}

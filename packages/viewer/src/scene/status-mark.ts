import {
  BAD_QUALITY_BIT,
  OUT_OF_SERVICE_BIT,
  SEVERITY_MASK,
  SHELVED_BIT,
  STALE_BIT,
  UNACKNOWLEDGED_BIT,
} from "@shuicheng/shared/contracts";
import type { MarkShape } from "../app/tokens.ts";

/** The symbol that a status byte gets in the scene. */
export interface StatusMark {
  readonly shape: MarkShape;
  /** Higher is worse: it leads its cluster. Below {@link FIRST_ALARM_RANK} it is not an alarm and is never counted as one. */
  readonly rank: number;
  readonly isUnacknowledged: boolean;
}

/** Severities from here on are alarms; `advisory` says that a value is uncertain (PROTOCOL.md, ST4). */
const FIRST_ALARM_SEVERITY = 3;
/** Rank of the least alarm. */
export const FIRST_ALARM_RANK = 4;

const SHAPE_BY_SEVERITY: readonly (MarkShape | undefined)[] = [
  undefined,
  undefined,
  "dot",
  "circle",
  "diamond",
  "triangle",
  "octagon",
  "octagon",
];

/**
 * The mark for a status byte, or `undefined` where all is well: normal assets have none.
 *
 * An alarm beats everything but being out of service, and a stale mark is for what is stale *and nothing worse*
 * (an alarm whose data went old keeps its alarm). So it is with bad, and then with uncertain values. Shelved alarms keep a quiet mark: out of the way, not forgotten.
 */
export function markOf(status: number): StatusMark | undefined {
  const severity = status & SEVERITY_MASK;
  const shape = SHAPE_BY_SEVERITY[severity];
  if (status & OUT_OF_SERVICE_BIT) return undefined;
  if (shape && severity >= FIRST_ALARM_SEVERITY) {
    if (status & SHELVED_BIT) return { shape: "shelved", rank: 0, isUnacknowledged: false };
    return {
      shape,
      rank: FIRST_ALARM_RANK - FIRST_ALARM_SEVERITY + severity,
      isUnacknowledged: (status & UNACKNOWLEDGED_BIT) !== 0,
    };
  }
  if (status & STALE_BIT) return { shape: "clock", rank: 3, isUnacknowledged: false };
  if (status & BAD_QUALITY_BIT) return { shape: "question", rank: 2, isUnacknowledged: false };
  return shape && { shape, rank: 1, isUnacknowledged: false };
}

import type { Hj212Period, Quality } from "@shuicheng/shared/contracts";
import type { Hj212Message } from "./read-segment.ts";

/** One figure of a message. */
export interface Figure {
  /** Of the pollutant or the device. */
  readonly code: string;
  /** What it is of it: `Rtd`, `Avg`, … */
  readonly suffix: string;
  readonly period: Hj212Period;
  /** `YYYYMMDDhhmmss` in the station's time: when its sample was taken, else the message's DataTime; empty where neither is there. */
  readonly localTime: string;
  /** A number, or the text where it is none. */
  readonly result: number | string;
  readonly quality: Quality;
}

/** Of the commands that deliver figures (HJ 212-2017, clause 6.6.5). */
const PERIODS: ReadonlyMap<string, Hj212Period> = new Map([
  ["2011", "realtime"],
  ["2021", "realtime"],
  ["2051", "minute"],
  ["2061", "hour"],
  ["2031", "day"],
  ["2041", "day"],
]);

/** What is said of a figure and is none itself. */
const REMARKS: ReadonlySet<string> = new Set(["Flag", "EFlag", "SampleTime"]);

/**
 * How far a figure is to be trusted, by its mark (HJ 212-2017, clause 6.6.4: N at work, F out of operation, M under
 * maintenance, S set by hand, D defective, C being calibrated, T beyond the upper limit, B not in contact). What the
 * instrument did not measure is bad; what it measured under reserve is uncertain, as is a mark that we do not know.
 */
const QUALITY_OF_MARK: ReadonlyMap<string, Quality> = new Map([
  ["", "good"],
  ["N", "good"],
  ["M", "uncertain"],
  ["S", "uncertain"],
  ["T", "uncertain"],
  ["F", "bad"],
  ["D", "bad"],
  ["C", "bad"],
  ["B", "bad"],
]);

/** Answers whether a command delivers figures. */
export function hasFigures(cn: string): boolean {
  return PERIODS.has(cn);
}

/**
 * Lists the figures of a message: every `<code>-<suffix>=<value>` that is no remark. What is said of a code holds
 * wherever in the message it stands.
 *
 * @param dataTime Of the first package of a message, for those after it that have none.
 */
export function readFigures({ cn, fields }: Hj212Message, dataTime: string): Figure[] {
  const period = PERIODS.get(cn);
  if (!period) return [];
  const remarks = new Map(fields);
  return fields.flatMap(([name, value]) => {
    const [, code, suffix] = /^(.+)-([^-]+)$/.exec(name) ?? [];
    if (code === undefined || suffix === undefined || REMARKS.has(suffix) || value === "") return [];
    return {
      ...{ code, suffix, period },
      localTime: remarks.get(`${code}-SampleTime`) ?? dataTime,
      result: /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value) ? Number(value) : value,
      quality: QUALITY_OF_MARK.get(remarks.get(`${code}-Flag`) ?? "") ?? "uncertain",
    };
  });
}

/** The message's own time, `YYYYMMDDhhmmss`; empty where it has none. */
export function dataTimeOf({ fields }: Hj212Message): string {
  return fields.find(([name]) => name === "DataTime")?.[1] ?? "";
}

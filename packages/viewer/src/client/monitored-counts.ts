import type { StatusClass } from "./status-class.ts";

/** How the assets of a layer that have a datastream stand. The six classes add up to `monitored`. */
export interface MonitoredCounts {
  readonly monitored: number;
  /** `unknown`: has a datastream, none of which ever had a value. */
  readonly byClass: Readonly<Record<StatusClass, number>>;
}

/**
 * Leaves out what nobody measures: most assets of a city are pipes without a sensor, which are not "no data".
 *
 * @param byClass All features of the layer by class.
 * @param monitored Assets with at least one datastream, as the server counted them. While it is older than the
 * mirror more may have a status: then those are the monitored ones.
 */
export function countMonitored(
  byClass: Readonly<Record<StatusClass, number>>,
  monitored: number,
): MonitoredCounts {
  const { unknown: _, ...said } = byClass;
  const heard = Object.values(said).reduce((sum, count) => sum + count, 0);
  const all = Math.max(monitored, heard);
  return { monitored: all, byClass: { ...said, unknown: all - heard } };
}

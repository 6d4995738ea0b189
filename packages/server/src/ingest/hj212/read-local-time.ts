const FORM = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

/**
 * Reads `YYYYMMDDhhmmss` of a time zone.
 *
 * @param offsetMs What the zone is ahead of UTC at a moment, ms.
 * @returns Epoch ms; undefined where there is no such time. An hour that a change of clocks repeats is the later one.
 */
export function readLocalTime(text: string, offsetMs: (atMs: number) => number): number | undefined {
  const [, ...parts] = FORM.exec(text) ?? [];
  const [year, month, day, hour, minute, second] = parts.map(Number) as number[];
  if (year === undefined || month === undefined) return undefined;
  const asUtcMs = Date.UTC(year, month - 1, day, hour, minute, second);
  if (new Date(asUtcMs).toISOString().replace(/\D/g, "").slice(0, 14) !== text) return undefined;
  return asUtcMs - offsetMs(asUtcMs - offsetMs(asUtcMs));
}

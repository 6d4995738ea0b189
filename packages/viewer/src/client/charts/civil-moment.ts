/** How a `datetime-local` field writes a moment, in a zone of its own: `2026-11-22T08:30:00`. */
const FIELD_PATTERN = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;

/** Writes a moment for a `datetime-local` field as clocks in a zone show it. */
export function writeCivil(timeMs: number, timeZone: string): string {
  return new Date(timeMs + zoneOffsetMs(timeMs, timeZone)).toISOString().slice(0, 19);
}

/**
 * Reads what a `datetime-local` field says as a moment in a zone; undefined where it says none.
 * Where clocks are put back, the first of two moments; where they are put on, the hour that is left out is read as the one after.
 */
export function readCivil(text: string, timeZone: string): number | undefined {
  const [, ...parts] = FIELD_PATTERN.exec(text) ?? [];
  if (parts.length === 0) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  const asUtcMs = Date.UTC(year, month - 1, day, hour, minute, second);
  // The offset depends on the moment that is looked for: a second look is enough, as no zone changes twice in a day.
  const guessMs = asUtcMs - zoneOffsetMs(asUtcMs, timeZone);
  return asUtcMs - zoneOffsetMs(guessMs, timeZone);
}

/** What clocks of a zone are ahead of UTC at a moment, ms; 0 for an unknown zone. */
export function zoneOffsetMs(timeMs: number, timeZone: string): number {
  const wholeS = Math.floor(timeMs / 1000) * 1000;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(wholeS)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeS;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const style: Intl.DateTimeFormatOptions = {
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  };
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat("en-US", { ...style, timeZone });
  } catch {
    made = new Intl.DateTimeFormat("en-US", { ...style, timeZone: "UTC" }); // as every other time on the page
  }
  formats.set(timeZone, made);
  return made;
}

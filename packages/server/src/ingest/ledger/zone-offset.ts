/** How long an offset is believed: zones change theirs at whole quarters of an hour. */
const QUARTER_MS = 900_000;

/**
 * Makes a reader of what a time zone is ahead of UTC at a moment, ms.
 *
 * @param timeZone IANA name, known to be one.
 */
export function createZoneOffset(timeZone: string): (nowMs: number) => number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  let [quarter, offsetMs] = [Number.NaN, 0];
  return (nowMs) => {
    const now = Math.floor(nowMs / QUARTER_MS);
    if (now !== quarter) {
      const name = format.formatToParts(nowMs).find(({ type }) => type === "timeZoneName")?.value ?? "";
      const [, sign, hours = 0, minutes = 0] = /([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
      offsetMs = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
      quarter = now;
    }
    return offsetMs;
  };
}

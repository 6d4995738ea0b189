import type { HeadLossFormula } from "./inp-network.ts";
import type { InpRowReader } from "./inp-row-reader.ts";
import { DEFAULT_FLOW_UNIT, FLOW_UNITS } from "./units.ts";

const HEAD_LOSS_FORMULAS: readonly HeadLossFormula[] = ["H-W", "D-W", "C-M"];

/** What the rest of the file is read by. */
export interface InpOptions {
  readonly flowUnit: string;
  readonly pressureUnit: string | undefined;
  readonly headLoss: HeadLossFormula;
}

/** Reads [OPTIONS]: units and formula; the rest concerns the solver only. */
export function readOptions(rows: readonly InpRowReader[]): InpOptions {
  let flowUnit = DEFAULT_FLOW_UNIT;
  let pressureUnit: string | undefined;
  let headLoss: HeadLossFormula = "H-W";
  for (const row of rows) {
    const name = row.text(0).toUpperCase();
    const value = row.text(1).toUpperCase();
    if (name === "UNITS") {
      const unit = value === "SI" ? "LPS" : value;
      if (FLOW_UNITS.includes(unit)) flowUnit = unit;
      else
        row.fault(
          "unknown-unit",
          1,
          `flow unit "${row.text(1)}"; right would be one of ${FLOW_UNITS.join(" ")}`,
          "Units",
        );
    } else if (name === "HEADLOSS" && row.fields.length === 2) {
      const formula = HEAD_LOSS_FORMULAS.find((known) => known === value);
      if (formula) headLoss = formula;
      else
        row.fault(
          "unknown-formula",
          1,
          `head loss formula "${row.text(1)}"; right would be H-W, D-W or C-M`,
          "Headloss",
        );
    } else if (name === "PRESSURE" && value !== "EXPONENT") pressureUnit = value;
  }
  return { flowUnit, pressureUnit, headLoss };
}

const MS_PER_HOUR = 3_600_000;

/** Hours of a number with a word after it. */
const HOURS_PER_WORD: Readonly<Record<string, number>> = { SEC: 1 / 3600, MIN: 1 / 60, HOU: 1, DAY: 24 };

/** EPANET's defaults. */
const DEFAULT_TIME_STEP_MS = MS_PER_HOUR;

/** Entries of [TIMES] whose value is a duration. */
const DURATIONS = /^(DURATION|(HYDRAULIC|QUALITY|PATTERN|REPORT|RULE) (TIMESTEP|START))$/;

/** Reads [TIMES] and answers how often results are reported: the report time step, else the hydraulic one. */
export function readReportIntervalMs(rows: readonly InpRowReader[]): number {
  const durations = new Map<string, number>();
  for (const row of rows) {
    checkClock(row);
    const isSingle = /^(DURATION|STATISTIC)$/i.test(row.text(0));
    const name = (isSingle ? row.text(0) : `${row.text(0)} ${row.text(1)}`).toUpperCase();
    const at = isSingle ? 1 : 2;
    if (!DURATIONS.test(name)) continue;
    const durationMs = parseDuration(row.text(at), row.text(at + 1));
    if (durationMs !== undefined) durations.set(name, durationMs);
    else
      row.fault(
        "not-a-time",
        at,
        `${name.toLowerCase()} is "${row.text(at)}"; right would be H:MM, H:MM:SS or a number of hours`,
        name,
      );
  }
  return (
    [durations.get("REPORT TIMESTEP"), durations.get("HYDRAULIC TIMESTEP")].find(
      (step) => step !== undefined && step > 0,
    ) ?? DEFAULT_TIME_STEP_MS
  );
}

/** EPANET refuses `20 PM`, and some published networks have it. It moves nothing here, so it is only said. */
function checkClock(row: InpRowReader): void {
  if (!/^start$/i.test(row.text(0)) || !/^clocktime$/i.test(row.text(1)) || !/^[ap]m$/i.test(row.text(3)))
    return;
  const hours = Number.parseFloat(row.text(2));
  if (hours < 13) return;
  const message = `start clocktime is "${row.text(2)} ${row.text(3)}", which EPANET refuses; right would be 1 to 12 with AM or PM`;
  row.fault("not-a-time", 2, message, "START CLOCKTIME", "warning");
}

/** `1:30`, `1:30:00`, `1.5`, `90 MIN`. */
function parseDuration(text: string, word: string): number | undefined {
  if (/^\d+(\.\d*)?$|^\.\d+$/.test(text)) {
    const hours = word === "" ? 1 : HOURS_PER_WORD[word.toUpperCase().slice(0, 3)];
    return hours === undefined ? undefined : Number(text) * hours * MS_PER_HOUR;
  }
  const clock = /^(\d+):(\d{1,2})(?::(\d{1,2}))?$/.exec(text);
  if (!clock) return undefined;
  return ((Number(clock[1]) * 60 + Number(clock[2])) * 60 + Number(clock[3] ?? 0)) * 1000;
}

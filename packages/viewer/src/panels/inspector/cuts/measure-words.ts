import i18next from "i18next";
import {
  type MeasuredValue,
  type Measurement,
  useMeasureStore,
} from "../../../client/inspector/cuts/measure-store.ts";
import { formatQuantity } from "../../../format/number.ts";

type Measured = Pick<Measurement, "value" | "lines">;

/**
 * A measurement's value with its unit, e.g. `4.650 m` or `4,650 mm`.
 *
 * @param isPlan In a plan a way that rises is named by its level length, which is what is read off one.
 */
export function labelOf(measurement: Measured, isPlan: boolean): string {
  const { number, unit, decimals } = quantityOf(measurement.value);
  const level = isPlan ? levelText(measurement) : undefined;
  return level ?? formatQuantity(number, unit, decimals);
}

/** What else there is to say; empty where nothing is. @param isPlan See {@link labelOf}. */
export function moreOf(measurement: Measured, isPlan: boolean): string {
  const { value } = measurement;
  switch (value.mode) {
    case "distance":
    case "perpendicular":
    case "edge": {
      const [x, y, z] = value.deltaM.map(lengthText);
      return [`ΔX ${x}`, `ΔY ${y}`, `ΔZ ${z}`, otherLength(measurement, isPlan)].join(" · ");
    }
    case "chain": {
      const inside =
        value.areaM2 === undefined
          ? ""
          : i18next.t("inspector:cuts.measure.inside", { value: formatQuantity(value.areaM2, "m²", 3) });
      const rises = levelText(measurement) !== undefined;
      return [inside, rises ? otherLength(measurement, isPlan) : ""].filter(Boolean).join(" · ");
    }
    case "volume":
      return volumeMore(value);
    default:
      return "";
  }
}

/** Level length of a way, metres; undefined of what is no way, and of a chain whose points a link did not carry. */
export function levelLengthM({ value, lines }: Measured): number | undefined {
  if ("deltaM" in value) return Math.hypot(value.deltaM[0], value.deltaM[1]);
  if (value.mode !== "chain" || lines.length === 0) return undefined;
  return lines.reduce((sum, [from, to]) => sum + Math.hypot(to[0] - from[0], to[1] - from[1]), 0);
}

/** Lengths that differ by less are the same, metres: half of what is shown. */
const SAME_LENGTH_M = 0.0005;

/** Level length of a way that rises, in words that tell it from its whole length. */
function levelText(measurement: Measured): string | undefined {
  const levelM = levelLengthM(measurement);
  const { value } = measurement;
  if (levelM === undefined || !("lengthM" in value) || value.lengthM - levelM < SAME_LENGTH_M)
    return undefined;
  return i18next.t("inspector:cuts.measure.level", { value: lengthText(levelM) });
}

/** Of a way's level and its whole length the one that its label does not have. */
function otherLength(measurement: Measured, isPlan: boolean): string {
  const wholeM = "lengthM" in measurement.value ? measurement.value.lengthM : 0;
  if (isPlan && levelText(measurement) !== undefined)
    return i18next.t("inspector:cuts.measure.slope", { value: lengthText(wholeM) });
  return i18next.t("inspector:cuts.measure.level", {
    value: lengthText(levelLengthM(measurement) ?? wholeM),
  });
}

function volumeMore({
  volumeM3,
  surfaceM2,
  openM,
  stated,
}: Extract<MeasuredValue, { readonly mode: "volume" }>): string {
  const surface = i18next.t("inspector:cuts.measure.surface", { value: formatQuantity(surfaceM2, "m²", 3) });
  const open =
    volumeM3 === undefined
      ? [i18next.t("inspector:cuts.measure.openShell", { value: lengthText(openM) })]
      : [];
  const said = stated.map(({ name, volumeM3: own }) => {
    const value = formatQuantity(own, "m³", 3);
    if (volumeM3 === undefined || own === 0)
      return i18next.t("inspector:cuts.measure.stated", { name, value });
    const percent = (100 * (volumeM3 - own)) / own;
    const by = `${percent > 0 ? "+" : ""}${formatQuantity(percent, "%", 1)}`;
    return i18next.t("inspector:cuts.measure.statedBeside", { name, value, by });
  });
  return [...open, ...said, surface].join(" · ");
}

/** A length in the unit that was chosen, to the millimetre. */
function lengthText(lengthM: number): string {
  const { unit } = useMeasureStore.getState();
  return unit === "mm" ? formatQuantity(1000 * lengthM, "mm", 0) : formatQuantity(lengthM, "m", 3);
}

/** The number, its unit and its decimals. */
export function quantityOf(value: MeasuredValue): {
  readonly number: number | undefined;
  readonly unit: string;
  readonly decimals: number;
} {
  switch (value.mode) {
    case "angle":
      return { number: value.angleDeg, unit: "°", decimals: 2 };
    case "area":
      return { number: value.areaM2, unit: "m²", decimals: 3 };
    case "volume":
      return { number: value.volumeM3, unit: "m³", decimals: 3 };
    default: {
      const lengthM = value.mode === "height" ? value.riseM : value.lengthM;
      const isMm = useMeasureStore.getState().unit === "mm";
      return { number: isMm ? 1000 * lengthM : lengthM, unit: isMm ? "mm" : "m", decimals: isMm ? 0 : 3 };
    }
  }
}

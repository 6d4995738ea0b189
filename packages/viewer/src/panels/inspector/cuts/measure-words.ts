import i18next from "i18next";
import {
  type MeasuredValue,
  type Measurement,
  useMeasureStore,
} from "../../../client/inspector/cuts/measure-store.ts";
import { formatQuantity } from "../../../format/number.ts";

/** A measurement's value with its unit, e.g. `4.650 m` or `4,650 mm`. */
export function labelOf({ value }: Pick<Measurement, "value">): string {
  const { number, unit, decimals } = quantityOf(value);
  return formatQuantity(number, unit, decimals);
}

/** What else there is to say; empty where nothing is. */
export function moreOf({ value }: Pick<Measurement, "value">): string {
  switch (value.mode) {
    case "distance":
    case "perpendicular":
    case "edge": {
      const [x, y, z] = value.deltaM.map(lengthText);
      const level = lengthText(Math.hypot(value.deltaM[0], value.deltaM[1]));
      return `ΔX ${x} · ΔY ${y} · ΔZ ${z} · ${i18next.t("inspector:cuts.measure.level", { value: level })}`;
    }
    case "chain":
      return value.areaM2 === undefined
        ? ""
        : i18next.t("inspector:cuts.measure.inside", { value: formatQuantity(value.areaM2, "m²", 3) });
    case "volume":
      return volumeMore(value);
    default:
      return "";
  }
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

import i18next from "i18next";
import type { MeasuredValue, Measurement } from "../../client/inspector/measure-store.ts";
import { formatQuantity } from "../../format/number.ts";

/** A measurement's value with its unit, e.g. `4.650 m`. */
export function labelOf({ value }: Pick<Measurement, "value">): string {
  const { number, unit, decimals } = quantityOf(value);
  return formatQuantity(number, unit, decimals);
}

/** What else there is to say; empty where nothing is. */
export function moreOf({ value }: Pick<Measurement, "value">): string {
  if (value.mode === "distance") {
    const level = i18next.t("inspector:cuts.measure.level", { value: formatQuantity(value.levelM, "m", 3) });
    const rise = i18next.t("inspector:cuts.measure.rise", { value: formatQuantity(value.riseM, "m", 3) });
    return `${level} · ${rise}`;
  }
  if (value.mode !== "volume") return "";
  const surface = i18next.t("inspector:cuts.measure.surface", {
    value: formatQuantity(value.surfaceM2, "m²", 3),
  });
  if (value.volumeM3 !== undefined) return surface;
  return `${i18next.t("inspector:cuts.measure.openShell", { value: formatQuantity(value.openM, "m", 3) })} · ${surface}`;
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
    case "height":
      return { number: value.riseM, unit: "m", decimals: 3 };
    default:
      return { number: value.lengthM, unit: "m", decimals: 3 };
  }
}

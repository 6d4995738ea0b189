import type { HeatingSize } from "./heating-sizes.ts";
import type { Attributes } from "./network-draft.ts";
import { pipeAttributes } from "./pressure-attributes.ts";
import type { StreetFacts } from "./pressure-streets.ts";

/** Who runs the heating network, as attributes name it. */
export const HEATING_OWNER = "市热力公司";

/** District heating came to the city in this year; pipes are no older. */
export const HEATING_SINCE = 2000;

/** Supply or return. */
export type HeatingLine = "heating" | "heatingReturn";

/** Design temperature of the primary network, ℃. */
const DESIGN_TEMPERATURE_C: Readonly<Record<HeatingLine, number>> = {
  heating: 130,
  heatingReturn: 70,
};

/** Primary networks are built for this, MPa. */
export const PRIMARY_RATING_MPA = 1.6;

/** What flows in a line. */
export function lineAttributes(line: HeatingLine): Attributes {
  return {
    lineKind: { value: line === "heating" ? "供水" : "回水" },
    designTemperature: { value: DESIGN_TEMPERATURE_C[line], unit: "℃" },
  };
}

/** Attributes of a primary pipe in a street. */
export function heatingPipeAttributes(
  street: StreetFacts,
  line: HeatingLine,
  size: HeatingSize,
  year: number,
): Attributes {
  const material = { name: "预制直埋保温钢管", code: "G" };
  return {
    ...pipeAttributes({
      street,
      owner: HEATING_OWNER,
      material,
      year,
      pressureRatingMPa: PRIMARY_RATING_MPA,
    }),
    ...lineAttributes(line),
    jacketDiameter: { value: Math.round(size.outerM * 1000), unit: "mm" },
  };
}

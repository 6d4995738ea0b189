import { rounded } from "../model/index.ts";
import type { GasSize } from "./gas-sizes.ts";
import type { Attributes } from "./network-draft.ts";
import { pipeAttributes } from "./pressure-attributes.ts";
import type { StreetFacts } from "./pressure-streets.ts";

/** Who runs the gas network, as attributes name it. */
export const GAS_OWNER = "市燃气公司";

/** Pressure behind a regulator, MPa: 2.5 kPa. */
export const LOW_PRESSURE_MPA = 0.0025;

/** Gauge pressure and its class as the trade names them: general knowledge, unverified. */
export function pressureOf(pressureMPa: number): Attributes {
  return {
    pressure: { value: rounded(pressureMPa, 4), unit: "MPa" },
    pressureClass: { value: pressureClass(pressureMPa) },
  };
}

function pressureClass(pressureMPa: number): string {
  if (pressureMPa < 0.01) return "低压";
  if (pressureMPa < 0.2) return "中压B";
  if (pressureMPa <= 0.4) return "中压A";
  return pressureMPa <= 0.8 ? "次高压B" : "次高压A";
}

/** Attributes of a gas pipe in a street. */
export function gasPipeAttributes(
  street: StreetFacts,
  size: GasSize,
  year: number,
  pressureMPa: number,
): Attributes {
  const pressureRatingMPa = pressureMPa < 0.01 ? 0.1 : 0.4;
  const facts = { street, owner: GAS_OWNER, material: size.material, year, pressureRatingMPa };
  return { ...pipeAttributes(facts), ...pressureOf(pressureMPa) };
}

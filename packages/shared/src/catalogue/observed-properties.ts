import type { Unit } from "../contracts/index.ts";
import type { Words } from "./sourced.ts";

/** What a datastream measures, and how it is written when nobody says otherwise. */
export interface ObservedProperty extends Words {
  /** The symbol is shown, the definition is a UCUM code. */
  readonly unit: Unit;
  /** Digits after the point that an instrument of the trade resolves. */
  readonly decimals: number;
  readonly source: string;
}

const UCUM = "The Unified Code for Units of Measure, version 2.2";

/** Observed properties of water networks. */
export const OBSERVED_PROPERTIES = {
  pressure: {
    zh: "压力",
    en: "Pressure",
    unit: { name: "metre of water column", symbol: "mH₂O", definition: "m[H2O]" },
    decimals: 2,
    source: `${UCUM} (1 m[H2O] = 9.80665 kPa); gauge pressure, as EPANET 2.2 reports it in metres`,
  },
  flow: {
    zh: "流量",
    en: "Flow",
    unit: { name: "litre per second", symbol: "L/s", definition: "L/s" },
    decimals: 1,
    source: UCUM,
  },
  level: {
    zh: "水位",
    en: "Level",
    unit: { name: "metre", symbol: "m", definition: "m" },
    decimals: 2,
    source: UCUM,
  },
} as const satisfies Record<string, ObservedProperty>;

/** Key of {@link OBSERVED_PROPERTIES}. */
export type ObservedPropertyKey = keyof typeof OBSERVED_PROPERTIES;

/** The property of that key, or `undefined`: integrators may name others. */
export function findObservedProperty(key: string): ObservedProperty | undefined {
  return Object.hasOwn(OBSERVED_PROPERTIES, key)
    ? OBSERVED_PROPERTIES[key as ObservedPropertyKey]
    : undefined;
}

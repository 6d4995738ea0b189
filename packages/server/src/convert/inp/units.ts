/** Factors from a file's units to ours: m, mm, L/s, kW, metres of water. */
export interface InpUnits {
  readonly flowUnit: string;
  readonly toM: number;
  readonly toMm: number;
  readonly toLS: number;
  readonly toM3: number;
  readonly toKw: number;
  /** Pressure settings of valves. */
  readonly pressureToM: number;
  /** Darcy-Weisbach roughness: 10⁻³ ft or mm. */
  readonly roughnessToMm: number;
}

const M3_PER_FOOT3 = 0.3048 ** 3;
const M3_PER_US_GALLON = 0.003_785_411_784;
const M3_PER_IMPERIAL_GALLON = 0.004_546_09;
const M3_PER_ACRE_FOOT = 43_560 * M3_PER_FOOT3;
const S_PER_DAY = 86_400;

/** Litres a second in one unit. Source: EPANET 2.2 user manual, appendix A; unit definitions of NIST SP 811. */
const LS_PER_FLOW_UNIT: Readonly<Record<string, number>> = {
  CFS: M3_PER_FOOT3 * 1000,
  GPM: (M3_PER_US_GALLON * 1000) / 60,
  MGD: (M3_PER_US_GALLON * 1e9) / S_PER_DAY,
  IMGD: (M3_PER_IMPERIAL_GALLON * 1e9) / S_PER_DAY,
  AFD: (M3_PER_ACRE_FOOT * 1000) / S_PER_DAY,
  LPS: 1,
  LPM: 1 / 60,
  MLD: 1e6 / S_PER_DAY,
  CMH: 1000 / 3600,
  CMD: 1000 / S_PER_DAY,
  CMS: 1000,
};

/** Flow units that bring feet, inches, psi and horsepower with them; the others bring metres. */
const US_FLOW_UNITS = new Set(["CFS", "GPM", "MGD", "IMGD", "AFD"]);

/** Flow units a file may name. */
export const FLOW_UNITS = Object.keys(LS_PER_FLOW_UNIT);

/** EPANET's own default. */
export const DEFAULT_FLOW_UNIT = "GPM";

/** Metres of water in 1 psi and 1 kPa (1,000 kg/m³, 9.80665 m/s²). */
const M_PER_PSI = 6894.757_293 / 9806.65;
const M_PER_KPA = 1000 / 9806.65;

/**
 * Builds the factors. As EPANET 2.2 does, a file in US units has pressures in psi whatever it says, one in SI
 * units in metres unless it says kPa.
 */
export function buildUnits(flowUnit: string, pressureUnit: string | undefined): InpUnits {
  const toLS = LS_PER_FLOW_UNIT[flowUnit] ?? 1;
  if (US_FLOW_UNITS.has(flowUnit)) {
    return {
      flowUnit,
      toLS,
      toM: 0.3048,
      toMm: 25.4,
      toM3: M3_PER_FOOT3,
      toKw: 0.745_699_872,
      pressureToM: M_PER_PSI,
      roughnessToMm: 0.3048,
    };
  }
  const pressureToM = pressureUnit === "KPA" ? M_PER_KPA : 1;
  return { flowUnit, toLS, toM: 1, toMm: 1, toM3: 1, toKw: 1, pressureToM, roughnessToMm: 1 };
}

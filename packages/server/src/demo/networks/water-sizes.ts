import type { RoadClass } from "../model/index.ts";

/** Material of a water pipe as surveys write it. */
export interface WaterMaterial {
  readonly name: string;
  /** Code of CJJ 61-2017's material list. */
  readonly code: string;
  /** Hazen–Williams coefficient, common practice: old unlined iron 100, steel 120, lined iron 130, plastic 150. */
  readonly roughness: number;
  readonly pressureRatingMPa: number;
}

const GREY_IRON: WaterMaterial = { name: "铸铁", code: "ZT", roughness: 100, pressureRatingMPa: 0.75 };
const DUCTILE_IRON: WaterMaterial = { name: "球墨铸铁", code: "QM", roughness: 130, pressureRatingMPa: 1 };
const STEEL: WaterMaterial = { name: "钢管", code: "G", roughness: 120, pressureRatingMPa: 1 };
const POLYETHYLENE: WaterMaterial = { name: "PE", code: "PE", roughness: 150, pressureRatingMPa: 1 };

/** Every material, for those who read it back from a pipe's attribute. */
export const WATER_MATERIALS = [GREY_IRON, DUCTILE_IRON, STEEL, POLYETHYLENE] as const;

/** First year in which ductile iron was laid instead of grey iron. */
const DUCTILE_SINCE = 1995;

/** From this size on a main is welded steel, mm. */
const STEEL_FROM_MM = 600;

/** What a main of a size was made of in a year. */
export function mainMaterial(diameterMm: number, year: number): WaterMaterial {
  if (diameterMm >= STEEL_FROM_MM) return STEEL;
  return year < DUCTILE_SINCE ? GREY_IRON : DUCTILE_IRON;
}

/** Services are polyethylene; older ones have been replaced. */
export const SERVICE_MATERIAL = POLYETHYLENE;

/** Sizes that a class of road has mains of, DN in mm, least first. The largest fits the street section. */
export const MAIN_SIZES_MM: Readonly<Record<RoadClass, readonly number[]>> = {
  arterial: [500, 600, 800],
  collector: [300, 400],
  local: [150, 200],
  lane: [100, 150],
};

/** Outer diameter, m, by DN: iron up to 500, steel from 600. Makers' usual sizes. */
const MAIN_OUTER_M: Readonly<Record<number, number>> = {
  100: 0.118,
  150: 0.17,
  200: 0.222,
  300: 0.326,
  400: 0.429,
  500: 0.532,
  600: 0.63,
  800: 0.82,
};

/** Outer diameter of a main, m. @throws {RangeError} for a DN that is not laid. */
export function mainOuterM(diameterMm: number): number {
  const outerM = MAIN_OUTER_M[diameterMm];
  if (outerM === undefined) throw new RangeError(`no water main of DN ${diameterMm}`);
  return outerM;
}

/** A size of service pipe: PE100 of SDR 11. */
export interface ServiceSize {
  readonly diameterMm: number;
  readonly outerM: number;
  readonly innerMm: number;
}

const SERVICE_SIZES: readonly ServiceSize[] = [
  { diameterMm: 25, outerM: 0.032, innerMm: 26 },
  { diameterMm: 32, outerM: 0.04, innerMm: 32.6 },
  { diameterMm: 40, outerM: 0.05, innerMm: 40.8 },
  { diameterMm: 50, outerM: 0.063, innerMm: 51.4 },
  { diameterMm: 65, outerM: 0.075, innerMm: 61.4 },
  { diameterMm: 80, outerM: 0.09, innerMm: 73.6 },
  { diameterMm: 100, outerM: 0.11, innerMm: 90 },
  { diameterMm: 150, outerM: 0.16, innerMm: 130.8 },
];

/** A service runs no faster than this, m/s. */
const SERVICE_VELOCITY_MS = 1.2;

/** The least service that carries a flow; the greatest one for what is more. */
export function serviceSize(flowLS: number): ServiceSize {
  const fitting = SERVICE_SIZES.find(
    ({ innerMm }) => flowLS / 1000 <= SERVICE_VELOCITY_MS * (Math.PI / 4) * (innerMm / 1000) ** 2,
  );
  return fitting ?? (SERVICE_SIZES.at(-1) as ServiceSize);
}

/** Service by its DN. @throws {RangeError} for a DN that is not laid. */
export function serviceOfDn(diameterMm: number): ServiceSize {
  const size = SERVICE_SIZES.find((candidate) => candidate.diameterMm === diameterMm);
  if (!size) throw new RangeError(`no water service of DN ${diameterMm}`);
  return size;
}

/** Hydrant laterals, DN 100 iron. */
export const HYDRANT_LATERAL_MM = 100;

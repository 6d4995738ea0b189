import type { RoadClass } from "../model/index.ts";

/** A size of gas pipe. */
export interface GasSize {
  readonly diameterMm: number;
  readonly outerM: number;
  readonly innerMm: number;
  readonly material: { readonly name: string; readonly code: string };
}

const PE = { name: "PE100", code: "PE" };
const STEEL = { name: "钢管", code: "G" };

const polyethylene = (outerMm: number, innerMm: number): GasSize => ({
  ...{ diameterMm: outerMm, outerM: outerMm / 1000, innerMm, material: PE },
});

/** PE100 of SDR 11; named by outer diameter, as the trade does. */
const PE_SIZES = {
  dn63: polyethylene(63, 51.4),
  dn90: polyethylene(90, 73.6),
  dn110: polyethylene(110, 90),
  dn160: polyethylene(160, 130.8),
  dn200: polyethylene(200, 163.6),
  dn250: polyethylene(250, 204.6),
  dn315: polyethylene(315, 257.8),
} as const;

/** Mains by class of road, least first. The largest fits the street section. */
export const GAS_MAIN_SIZES: Readonly<Record<RoadClass, readonly GasSize[]>> = {
  arterial: [
    { diameterMm: 300, outerM: 0.325, innerMm: 309, material: STEEL },
    { diameterMm: 400, outerM: 0.426, innerMm: 410, material: STEEL },
  ],
  collector: [PE_SIZES.dn250, PE_SIZES.dn315],
  local: [PE_SIZES.dn160, PE_SIZES.dn200],
  lane: [PE_SIZES.dn110, PE_SIZES.dn160],
};

const SERVICE_SIZES: readonly GasSize[] = [PE_SIZES.dn63, PE_SIZES.dn90, PE_SIZES.dn110, PE_SIZES.dn160];

/** Absolute pressure over the standard one in a medium-pressure main, about: gas is that much denser. */
const COMPRESSION = 4;

/** Gas runs no faster than this in a main, m/s. */
const MAIN_VELOCITY_MS = 15;

/** Flow that a size carries at medium pressure, standard m³/h. */
function capacityM3H({ innerMm }: GasSize): number {
  return MAIN_VELOCITY_MS * (Math.PI / 4) * (innerMm / 1000) ** 2 * 3600 * COMPRESSION;
}

/** The least main of a class that carries a flow, standard m³/h; its largest for what is more. */
export function gasMain(roadClass: RoadClass, flowM3H: number): GasSize {
  return leastOf(GAS_MAIN_SIZES[roadClass], flowM3H);
}

/** The least service that carries a flow, standard m³/h, at medium pressure. */
export function gasService(flowM3H: number): GasSize {
  return leastOf(SERVICE_SIZES, flowM3H);
}

/** The service behind a regulator: low pressure needs a size more. */
export function gasLowService(before: GasSize): GasSize {
  return SERVICE_SIZES[SERVICE_SIZES.indexOf(before) + 1] ?? before;
}

function leastOf(sizes: readonly GasSize[], flowM3H: number): GasSize {
  return sizes.find((size) => capacityM3H(size) >= flowM3H) ?? (sizes[sizes.length - 1] as GasSize);
}

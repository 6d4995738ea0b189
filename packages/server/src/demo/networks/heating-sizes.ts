import type { RoadClass } from "../model/index.ts";

/** A size of pre-insulated bonded pipe: steel in a polyethylene jacket. */
export interface HeatingSize {
  readonly diameterMm: number;
  /** Over the jacket, m. */
  readonly outerM: number;
  /** Water that it carries at about 80 Pa/m, t/h. */
  readonly capacityTH: number;
}

/** Jackets after GB/T 29047; capacities of steel pipe of 0.5 mm roughness at about 80 Pa/m, rounded. */
const SIZES: readonly HeatingSize[] = [
  { diameterMm: 50, outerM: 0.125, capacityTH: 6 },
  { diameterMm: 65, outerM: 0.14, capacityTH: 11 },
  { diameterMm: 80, outerM: 0.16, capacityTH: 18 },
  { diameterMm: 100, outerM: 0.2, capacityTH: 31 },
  { diameterMm: 125, outerM: 0.225, capacityTH: 55 },
  { diameterMm: 150, outerM: 0.25, capacityTH: 90 },
  { diameterMm: 200, outerM: 0.315, capacityTH: 200 },
  { diameterMm: 250, outerM: 0.4, capacityTH: 360 },
  { diameterMm: 300, outerM: 0.42, capacityTH: 570 },
  { diameterMm: 400, outerM: 0.55, capacityTH: 1150 },
  { diameterMm: 500, outerM: 0.655, capacityTH: 2000 },
  { diameterMm: 600, outerM: 0.76, capacityTH: 3200 },
];

/** Least and largest main of a class of road, DN in mm; the largest fits the street section. Lanes have none. */
const MAIN_RANGE_MM: Readonly<Record<Exclude<RoadClass, "lane">, readonly [least: number, most: number]>> = {
  arterial: [300, 600],
  collector: [200, 400],
  local: [100, 300],
};

/** The largest service: two of them fit the slots beside other services. */
const LARGEST_SERVICE_MM = 200;

/** The least main of a class that carries a flow, t/h; its largest for what is more. @throws {RangeError} in lanes. */
export function heatingMain(roadClass: RoadClass, flowTH: number): HeatingSize {
  if (roadClass === "lane") throw new RangeError("no heating main fits a lane");
  const [least, most] = MAIN_RANGE_MM[roadClass];
  return leastOf(
    SIZES.filter(({ diameterMm }) => diameterMm >= least && diameterMm <= most),
    flowTH,
  );
}

/** The least service that carries a flow, t/h. */
export function heatingService(flowTH: number): HeatingSize {
  return leastOf(
    SIZES.filter(({ diameterMm }) => diameterMm <= LARGEST_SERVICE_MM),
    flowTH,
  );
}

function leastOf(sizes: readonly HeatingSize[], flowTH: number): HeatingSize {
  return sizes.find((size) => size.capacityTH >= flowTH) ?? (sizes[sizes.length - 1] as HeatingSize);
}

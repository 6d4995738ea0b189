import type { LayerKind } from "@shuicheng/shared/contracts";
import type { Curve } from "./daily-curves.ts";
import type { Subject } from "./subject.ts";

/** Two ends of what instruments of a kind show; each instrument has its own place between them. */
type Spread = readonly [least: number, most: number];

/**
 * How a quantity behaves on a quiet day: it goes from `rest` (curve at 0) to `peak` (curve at 1), drifts slowly
 * together with its neighbours and flickers alone.
 */
export interface Profile {
  readonly curve: Curve;
  /**
   * What the parts are parts of: `band` from the lower to the upper normal limit · `high` the upper limit · `low` the
   * lower limit · `range` the instrument's full scale.
   */
  readonly of: "band" | "high" | "low" | "range";
  readonly rest: Spread;
  readonly peak: Spread;
  /** Slow drift and flicker, parts of the same. */
  readonly slow: number;
  readonly fine: number;
}

const daily = (
  curve: Curve,
  of: Profile["of"],
  rest: Spread,
  peak: Spread,
  slow = 0.02,
  fine = 0.006,
): Profile => ({
  ...{ curve, of, rest, peak, slow, fine },
});
const flat = (of: Profile["of"], rest: Spread, slow = 0.02, fine = 0.005): Profile =>
  daily("flat", of, rest, rest, slow, fine);

/** What a property does where nothing more is said of the place. */
const BY_PROPERTY: Readonly<Record<string, Profile>> = {
  pressure: daily("water", "band", [0.55, 0.75], [0.4, 0.6], 0.025, 0.006),
  inletPressure: flat("band", [0.42, 0.58], 0.04, 0.01),
  outletPressure: daily("water", "band", [0.52, 0.6], [0.46, 0.54], 0.02, 0.008),
  supplyPressure: flat("band", [0.45, 0.6], 0.03, 0.008),
  returnPressure: flat("band", [0.4, 0.55], 0.03, 0.008),
  flow: daily("water", "range", [0.05, 0.12], [0.35, 0.6], 0.015, 0.006),
  makeUpFlow: flat("band", [0.08, 0.3], 0.04, 0.01),
  leakNoise: daily("road", "band", [0.2, 0.35], [0.45, 0.62], 0.03, 0.03),
  level: flat("band", [0.03, 0.14], 0.01, 0.002),
  turbidity: flat("band", [0.15, 0.35], 0.04, 0.02),
  residualChlorine: daily("water", "band", [0.18, 0.3], [0.22, 0.36], 0.02, 0.006),
  pH: flat("band", [0.4, 0.6], 0.03, 0.006),
  chemicalOxygenDemand: daily("sewer", "band", [0.4, 0.5], [0.5, 0.65], 0.03, 0.01),
  ammoniaNitrogen: daily("sewer", "band", [0.08, 0.2], [0.15, 0.35], 0.02, 0.006),
  temperature: daily("power", "band", [0.58, 0.66], [0.62, 0.7], 0.02, 0.002),
  humidity: flat("band", [0.55, 0.8], 0.06, 0.005),
  combustibleGas: flat("band", [0.005, 0.03], 0.005, 0.004),
  methane: flat("band", [0.005, 0.03], 0.005, 0.004),
  oxygen: flat("band", [0.34, 0.4], 0.01, 0.01),
  hydrogenSulfide: flat("band", [0.01, 0.06], 0.01, 0.005),
  carbonMonoxide: flat("band", [0.02, 0.08], 0.02, 0.01),
  fineParticles: flat("band", [0.2, 0.4], 0.12, 0.02),
  noise: daily("road", "band", [0.3, 0.42], [0.5, 0.68], 0.04, 0.05),
  supplyTemperature: daily("heating", "band", [0.14, 0.22], [0.62, 0.75], 0.02, 0.004),
  returnTemperature: daily("heating", "band", [0.2, 0.32], [0.5, 0.68], 0.02, 0.004),
  indoorTemperature: daily("heating", "band", [0.36, 0.6], [0.28, 0.52], 0.04, 0.005),
  heatPower: daily("heating", "range", [0.05, 0.1], [0.6, 0.8], 0.02, 0.005),
  current: daily("power", "band", [0.12, 0.25], [0.45, 0.72], 0.03, 0.012),
  voltage: daily("power", "band", [0.55, 0.65], [0.38, 0.48], 0.04, 0.02),
  activePower: daily("power", "band", [0.15, 0.25], [0.5, 0.72], 0.02, 0.008),
  cableTemperature: daily("power", "band", [0.38, 0.46], [0.52, 0.66], 0.02, 0.003),
  tilt: flat("band", [0.03, 0.15], 0.004, 0.006),
  batteryLevel: flat("band", [0.3, 0.98], 0.003, 0.001),
  deflection: daily("road", "high", [0.04, 0.1], [0.18, 0.34], 0.02, 0.05),
  strain: daily("road", "high", [0.06, 0.12], [0.2, 0.36], 0.02, 0.04),
  vibration: daily("road", "high", [0.03, 0.06], [0.15, 0.3], 0.02, 0.06),
  crackWidth: flat("high", [0.2, 0.4], 0.01, 0.003),
  trafficSpeed: daily("road", "low", [3, 3.7], [1.5, 2.1], 0.12, 0.1),
  trafficVolume: daily("road", "range", [0.02, 0.05], [0.32, 0.6], 0.02, 0.02),
  queueLength: daily("road", "band", [0.01, 0.05], [0.25, 0.5], 0.04, 0.05),
  laneOccupancy: daily("road", "range", [0.01, 0.03], [0.2, 0.4], 0.02, 0.02),
  occupiedSpaces: daily("parking", "range", [0.1, 0.35], [0.6, 0.92], 0.03, 0.006),
  occupiedChargers: daily("charging", "range", [0.1, 0.2], [0.5, 0.85], 0.06, 0.02),
  rainfall: flat("range", [0, 0], 0, 0),
  ponding: flat("range", [0, 0], 0, 0),
};

/** The same property means another thing elsewhere; the first that fits holds. */
const BY_PLACE: readonly {
  readonly property: string;
  readonly kinds: readonly LayerKind[];
  readonly profile: Profile;
}[] = [
  at("pressure", ["gas"], daily("cooking", "band", [0.52, 0.62], [0.4, 0.5], 0.04, 0.012)),
  at("outletPressure", ["gas"], daily("cooking", "band", [0.5, 0.62], [0.42, 0.54], 0.03, 0.02)),
  at("flow", ["gas"], daily("cooking", "range", [0.04, 0.08], [0.35, 0.6], 0.015, 0.008)),
  at("flow", ["heating"], daily("heating", "range", [0.2, 0.3], [0.5, 0.66], 0.01, 0.004)),
  at("flow", ["sewage"], daily("sewer", "range", [0.06, 0.12], [0.3, 0.5], 0.015, 0.008)),
  at("flow", ["storm"], flat("range", [0.002, 0.008], 0.001, 0.0005)),
  at("level", ["sewage"], daily("sewer", "band", [0.06, 0.16], [0.18, 0.42], 0.015, 0.004)),
  at("level", ["water", "facilities"], daily("water", "band", [0.7, 0.85], [0.4, 0.55], 0.02, 0.002)),
  at("combustibleGas", ["sewage"], daily("sewer", "band", [0.01, 0.05], [0.03, 0.16], 0.01, 0.006)),
  at("hydrogenSulfide", ["sewage"], daily("sewer", "band", [0.02, 0.08], [0.08, 0.3], 0.03, 0.012)),
  at("activePower", ["facilities"], daily("charging", "band", [0.06, 0.14], [0.4, 0.66], 0.05, 0.02)),
];

function at(property: string, kinds: readonly LayerKind[], profile: Profile) {
  return { property, kinds, profile };
}

/** A property nobody described wanders in the middle of its band. */
const UNKNOWN: Profile = flat("band", [0.4, 0.6], 0.05, 0.01);

/** The profile of a numeric datastream. */
export function profileOf({
  observedProperty,
  layerKind,
}: Pick<Subject, "observedProperty" | "layerKind">): Profile {
  const special = BY_PLACE.find((one) => one.property === observedProperty && one.kinds.includes(layerKind));
  if (special) return special.profile;
  return Object.hasOwn(BY_PROPERTY, observedProperty) ? (BY_PROPERTY[observedProperty] as Profile) : UNKNOWN;
}

import { DRAIN_ROUGHNESS, type DrainWall, findMinimumDrainSlope } from "@shuicheng/shared/catalogue";

/** A drain's section: a round pipe or a box culvert (箱涵), with its wall. */
export interface DrainSize {
  readonly shape: "round" | "box";
  /** Nominal diameter DN, for box culverts the inner height, mm. */
  readonly diameterMm: number;
  readonly material: DrainWall;
  readonly innerM: number;
  readonly outerM: number;
}

/** Diameters in use, mm (GB/T 11836 concrete, GB/T 19472.1 plastic). */
const CONCRETE_MM = [300, 400, 500, 600, 700, 800, 900, 1000, 1200, 1350, 1500] as const;
const PLASTIC_MM = [150, 200, 250, 300, 400, 500, 600] as const;
/** Inner height (and width) of box culverts, mm, with walls of 150 mm. */
const BOX_MM = 1500;
const BOX_WALL_M = 0.15;

/** A round pipe of this diameter: concrete walls are a tenth of it, corrugated plastic ones a twelfth. */
export function roundDrain(diameterMm: number, material: DrainWall): DrainSize {
  const innerM = diameterMm / 1000;
  return {
    shape: "round",
    diameterMm,
    material,
    innerM,
    outerM: innerM * (material === "concrete" ? 1.2 : 7 / 6),
  };
}

/** The box culvert of 1.5 × 1.5 m. */
export const BOX_CULVERT: DrainSize = {
  shape: "box",
  diameterMm: BOX_MM,
  material: "concrete",
  innerM: BOX_MM / 1000,
  outerM: BOX_MM / 1000 + 2 * BOX_WALL_M,
};

/** A drain's fall is a whole number of this, m per m. */
const SLOPE_STEP = 0.0001;
/** No drain is laid flatter than this, m per m: what a crew can hold with a laser. */
const FLATTEST_SLOPE = 0.0006;
/** Share by which the least slope is exceeded, so that settling does not undercut it. */
const SLOPE_RESERVE = 0.05;

/** The slope at which a drain of this size is laid: the least one (GB 50014) with a reserve, m per m. */
export function designSlope(kind: "storm" | "sewage", { diameterMm, material }: DrainSize): number {
  const leastSlope = findMinimumDrainSlope({ kind, diameterMm, wall: material }).value;
  const wanted = Math.max(FLATTEST_SLOPE, leastSlope * (1 + SLOPE_RESERVE));
  return Math.ceil(wanted / SLOPE_STEP - 1e-9) * SLOPE_STEP;
}

/** Steepest that a drain too small for its flow is laid, m per m: on flat ground each metre of fall is dug for. */
const STEEPEST_SLOPE = 0.0015;

/** The slope at which a drain carries a flow just full, as far as the ground allows: never less than its design slope. */
export function slopeToCarry(kind: "storm" | "sewage", size: DrainSize, flowM3S: number): number {
  const least = designSlope(kind, size);
  const wanted = least * (flowM3S / fullFlowM3S(size, least)) ** 2;
  return Math.max(least, Math.min(STEEPEST_SLOPE, Math.ceil(wanted / SLOPE_STEP) * SLOPE_STEP));
}

/** What runs through when the section is just full, m³/s (Manning). */
export function fullFlowM3S({ shape, innerM, material }: DrainSize, slope: number): number {
  const areaM2 = shape === "round" ? (Math.PI / 4) * innerM ** 2 : innerM ** 2;
  const hydraulicRadiusM = innerM / 4; // of the circle, and of the square
  return (areaM2 * hydraulicRadiusM ** (2 / 3) * Math.sqrt(slope)) / DRAIN_ROUGHNESS[material].value;
}

/** What to choose a drain for. */
export interface DrainWanted {
  readonly kind: "storm" | "sewage";
  readonly flowM3S: number;
  /** Share of the full flow that may be used: 1 for storm drains, less for sewers. */
  readonly usableShare: number;
  readonly smallestMm: number;
  /** Room in the street's section, m. */
  readonly largestOuterM: number;
  /** Plastic as far as it is made, or concrete. */
  readonly material: DrainWall;
  /** May a box culvert be built where the largest pipe is too small? */
  readonly mayBeBox: boolean;
}

/**
 * Chooses the smallest drain that carries the flow at its design slope; where none in the room does, the largest there is:
 * it will run under pressure in the design storm, as old drains do.
 *
 * @throws {RangeError} when nothing fits the room.
 */
export function chooseDrain(wanted: DrainWanted): DrainSize {
  const sizes = sizesFor(wanted);
  const carries = (size: DrainSize) =>
    fullFlowM3S(size, designSlope(wanted.kind, size)) * wanted.usableShare >= wanted.flowM3S;
  const chosen = sizes.find(carries) ?? sizes.at(-1);
  if (chosen === undefined)
    throw new RangeError(`no drain of DN${wanted.smallestMm} or more within ${wanted.largestOuterM} m`);
  return chosen;
}

function sizesFor({ material, smallestMm, largestOuterM, mayBeBox }: DrainWanted): DrainSize[] {
  const plastic = material === "plastic" ? PLASTIC_MM.map((mm) => roundDrain(mm, "plastic")) : [];
  const largestPlasticMm = plastic.at(-1)?.diameterMm ?? 0;
  const concrete = CONCRETE_MM.filter((mm) => mm > largestPlasticMm).map((mm) => roundDrain(mm, "concrete"));
  const boxes = mayBeBox ? [BOX_CULVERT] : [];
  return [...plastic, ...concrete, ...boxes].filter(
    ({ diameterMm, outerM }) => diameterMm >= smallestMm && outerM <= largestOuterM + 1e-9,
  );
}

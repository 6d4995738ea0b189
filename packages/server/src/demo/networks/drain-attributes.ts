import { rounded } from "../model/index.ts";
import type { DrainSize } from "./gravity-sizes.ts";
import type { Attributes } from "./network-draft.ts";
import type { StreetFacts } from "./pressure-streets.ts";

/** Whose the drains are. */
export const DRAIN_OWNER = { value: "聊城市排水管理中心" } as const;

/** Owner and status of drains in use. */
export const DRAIN_IN_USE = { owner: DRAIN_OWNER, status: { value: "在用" } } as const;

/** Road, district and year of construction, where a street is known. */
export function whereabouts(facts: StreetFacts | undefined): Attributes {
  if (!facts) return {};
  return {
    roadName: { value: facts.road.name },
    district: { value: facts.district },
    year: { value: facts.year },
  };
}

/** What a drain is made of, in the words of a survey. */
export function materialAttributes({ shape, diameterMm, material }: DrainSize): Attributes {
  if (shape === "box") {
    return {
      material: { value: "钢筋混凝土箱涵" },
      crossSection: { value: `${diameterMm}×${diameterMm}`, unit: "mm" },
    };
  }
  return material === "concrete"
    ? { material: { value: "钢筋混凝土" } }
    : { material: { value: "HDPE双壁波纹管" }, materialCode: { value: "PE" } };
}

/** A slope in ‰, to a thousandth. */
export const slopeAttribute = (slope: number) => ({ value: Math.round(slope * 1e6) / 1e3, unit: "‰" });

/** A figure rounded to a number of decimals, with its unit. */
export function figure(value: number, decimals: number, unit: string) {
  return { value: rounded(value, decimals), unit };
}

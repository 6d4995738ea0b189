import type { Attributes } from "./network-draft.ts";
import type { StreetFacts } from "./pressure-streets.ts";

/** What is said of a pipe in a street beside its size. */
export interface PipeFacts {
  readonly street: StreetFacts;
  readonly owner: string;
  readonly material: { readonly name: string; readonly code: string };
  readonly year: number;
  readonly pressureRatingMPa: number;
}

/** The survey attributes that every live pressure pipe in a street has. */
export function pipeAttributes({ street, owner, material, year, pressureRatingMPa }: PipeFacts): Attributes {
  return {
    material: { value: material.name },
    materialCode: { value: material.code },
    year: { value: year },
    pressureRating: { value: pressureRatingMPa, unit: "MPa" },
    buriedMethod: { value: street.street.isBridge ? "架空" : "直埋" },
    owner: { value: owner },
    roadName: { value: street.road.name },
    district: { value: street.district },
    status: { value: "在用" },
  };
}

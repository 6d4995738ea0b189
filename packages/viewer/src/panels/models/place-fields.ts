import type { HandPlaceInput, ModelPlacement } from "@shuicheng/shared/contracts";

/** The fields of a place as a person writes them. */
export interface PlaceFields {
  readonly lon: string;
  readonly lat: string;
  readonly heightM: string;
  readonly headingDeg: string;
  readonly scale: string;
}

/** Which field may hold what. `isOptional`: may be empty. */
export const PLACE_LIMITS: Readonly<
  Record<keyof PlaceFields, { readonly min: number; readonly max: number; readonly isOptional: boolean }>
> = {
  lon: { min: -180, max: 180, isOptional: false },
  lat: { min: -89, max: 89, isOptional: false },
  heightM: { min: -12_000, max: 12_000, isOptional: true },
  headingDeg: { min: -360, max: 360, isOptional: true },
  scale: { min: 1e-6, max: 1e6, isOptional: true },
};

/** Digits that are worth writing: a millimetre, a hundred-millionth of a degree. */
const DIGITS: Readonly<Record<keyof PlaceFields, number>> = {
  lon: 8,
  lat: 8,
  heightM: 3,
  headingDeg: 4,
  scale: 8,
};

/** A place in fields; what is not known is empty. */
export function writePlaceFields(place: Omit<ModelPlacement, "rule" | "anchorM" | "assumed">): PlaceFields {
  const write = (name: keyof PlaceFields): string => {
    const value = place[name];
    return value === null || value === undefined ? "" : String(Number(value.toFixed(DIGITS[name])));
  };
  return {
    lon: write("lon"),
    lat: write("lat"),
    heightM: write("heightM"),
    headingDeg: write("headingDeg"),
    scale: write("scale"),
  };
}

/** Reads what a person wrote: the place, or the field that is not a number within its limits. */
export function readPlaceFields(fields: PlaceFields): HandPlaceInput | keyof PlaceFields {
  const read: Partial<Record<keyof PlaceFields, number>> = {};
  for (const name of Object.keys(PLACE_LIMITS) as (keyof PlaceFields)[]) {
    const { min, max, isOptional } = PLACE_LIMITS[name];
    const text = fields[name].trim().replace("−", "-");
    if (text === "" && isOptional) continue;
    const value = text === "" ? Number.NaN : Number(text);
    if (!(value >= min && value <= max)) return name;
    read[name] = value;
  }
  return read as HandPlaceInput;
}

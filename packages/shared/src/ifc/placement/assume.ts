import type { Assumption, AssumptionCode } from "../../contracts/index.ts";

/** What each assumption says in English, with places for its values. */
const SENTENCES: Readonly<Record<AssumptionCode, string>> = {
  heights:
    "Heights are taken as orthometric, above the same geoid as EGM96; vertical datums differ from it by decimetres.",
  datum: "The datum of {name} is taken to WGS84 to about {errorM} m.",
  "grid-lengths":
    "Lengths are grid lengths: the model is drawn at {scale} of its own, as they are on the ground.",
  "own-coordinates": "The geometry's own coordinates are taken as coordinates of the CRS.",
  "map-unit": "Eastings, Northings and OrthogonalHeight are in units of {unitM} m.",
  "scale-inverse": "Scale {scale} is taken as the inverse of the ratio of units.",
  "scale-without-units": "Scale does not convert units; they are converted as stated.",
  "scale-left-out": "Scale {scale} is left out.",
  "site-origin": "The reference point of IfcSite (WGS84) is the origin of its placement.",
  "site-elevation":
    "RefElevation, {elevationM} m, is taken as the height of the site's origin above sea level.",
  "site-on-ground": "IfcSite gives no RefElevation: its origin is put on the ground.",
  "site-at-zero": "IfcSite gives no RefElevation: its origin is put at 0 m.",
  "no-true-north": "No true north is given: the model's y axis is taken as north.",
  "on-ground": "No height is given: the model is put on the ground.",
  "at-zero": "No height is given: the model is put at 0 m.",
  "no-heading": "No heading is given: the model's y axis points north.",
};

/** An assumption by its code, with its English sentence for whoever has no words of their own. */
export function assume(
  code: AssumptionCode,
  values: Readonly<Record<string, string | number>> = {},
): Assumption {
  const message = SENTENCES[code].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  return { code, message, values };
}

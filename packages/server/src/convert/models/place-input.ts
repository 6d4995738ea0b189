import type { HandPlaceInput } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { HandPlace } from "@shuicheng/shared/ifc";

/**
 * Reads `lon,lat[,heightM[,headingDeg]]`, degrees and metres; undefined for none.
 *
 * @throws {Fault} `model/invalid-placement`.
 */
export function parseHandPlace(text: string | undefined): HandPlaceInput | undefined {
  if (text === undefined) return undefined;
  const words = text.split(",").map((word) => word.trim());
  const numbers = words.map(Number);
  const isNumbers = words.every((word) => word !== "") && numbers.every(Number.isFinite);
  if (!isNumbers || numbers.length < 2 || numbers.length > 4) throw invalidPlace(`is "${text}"`);
  const [lon, lat, heightM, headingDeg] = numbers as [number, number, number?, number?];
  if (Math.abs(lon) > 180) throw invalidPlace(`has the longitude ${lon}, which is not within ±180`);
  if (Math.abs(lat) > 89)
    throw invalidPlace(`has the latitude ${lat}, which is not within ±89 (longitude comes first)`);
  return {
    ...{ lon, lat },
    ...(heightM === undefined ? {} : { heightM }),
    ...(headingDeg === undefined ? {} : { headingDeg }),
  };
}

/**
 * Reads the name of a CRS as a person types it. Whether it is known is for the conversion to say.
 *
 * @throws {Fault} `model/invalid-placement`.
 */
export function parseCrs(text: string | undefined): string | undefined {
  if (text === undefined || /^EPSG:\d{4,6}$/i.test(text)) return text?.toUpperCase();
  throw new Fault(
    "model/invalid-placement",
    `crs is "${text.slice(0, 40)}"; right would be a code such as EPSG:4549`,
  );
}

/** The same as the conversion takes it. */
export function toHandPlace({ lon, lat, ...rest }: HandPlaceInput): HandPlace {
  return { lonDeg: lon, latDeg: lat, ...rest };
}

const invalidPlace = (what: string) =>
  new Fault(
    "model/invalid-placement",
    `place ${what}; right would be lon,lat[,height[,heading]] in degrees and metres, e.g. 115.98,36.45`,
  );

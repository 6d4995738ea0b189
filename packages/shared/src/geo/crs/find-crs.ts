import { type Crs, crsByNumber } from "./crs-definitions.ts";

/**
 * Finds the projected CRS that a text names: by EPSG number in any notation (`EPSG:4549`, `urn:ogc:def:crs:EPSG::4549`,
 * `4549`), else by words such as `CGCS2000 / 3-degree Gauss-Kruger CM 117E`, `CGCS2000_3_Degree_GK_Zone_39`,
 * `2000国家大地坐标系 三度带 39带`, `ETRS89 / UTM zone 32N`, `MGA2020 Zone 56`, `DHDN zone 3`, `GK24FIN`, `RD New`.
 *
 * @returns Undefined where the words mean nothing here or the number's definition is not kept.
 */
export function findCrs(text: string): Crs | undefined {
  const number = /EPSG\D{0,6}(\d{4,5})\b/i.exec(text)?.[1] ?? /^\s*(\d{4,5})\s*$/.exec(text)?.[1];
  if (number !== undefined) return crsByNumber(Number(number));
  // Esri writes underscores for blanks.
  const words = text.replaceAll("_", " ");
  for (const find of BY_WORDS) {
    const found = find(words);
    if (found !== undefined) return crsByNumber(found);
  }
  return undefined;
}

/** Words → EPSG number. */
const BY_WORDS: readonly ((text: string) => number | undefined)[] = [
  findChinese,
  findGerman,
  findAustrian,
  findAustralian,
  findUtm,
  (text) => numbered(/\bGK ?(\d{2}) ?FIN\b/i, text, 19, 31, 3873),
  (text) => (/TM35FIN/i.test(text) ? 3067 : undefined),
  (text) => (/\bRD ?New\b|Amersfoort|Rijksdriehoek/i.test(text) ? 28992 : undefined),
  (text) => (/Luxembourg TM|\bLUREF\b/i.test(text) ? 2169 : undefined),
  (text) => (/\bLV ?95\b/i.test(text) ? 2056 : undefined),
  (text) => (/\bLV ?03\b/i.test(text) ? 21781 : undefined),
  (text) => (/Lambert[ -]?93/i.test(text) ? 2154 : undefined),
  (text) => (/British National Grid/i.test(text) ? 27700 : undefined),
];

/** `first` + the number in the text − `from`, where that lies within `from` and `to`. */
function numbered(
  pattern: RegExp,
  text: string,
  from: number,
  to: number,
  first: number,
): number | undefined {
  const number = Number(pattern.exec(text)?.[1] ?? Number.NaN);
  return number >= from && number <= to ? first + number - from : undefined;
}

/** A zone's number stands before its eastings, a central meridian means that it does not (EPSG's names do the same). */
function findChinese(text: string): number | undefined {
  if (!/CGCS ?2000|(国家)?2000\s*(国家)?(大地)?坐标系|国家大地2000/i.test(text)) return undefined;
  const meridian = Number(/(?:\bCM ?|中央(?:子午|经)线\s*[:：]?\s*)(\d{2,3})/i.exec(text)?.[1] ?? Number.NaN);
  const zone = Number(
    (/zone ?(\d{2})\b/i.exec(text) ?? /第?\s*(\d{2})\s*(?:度?带|號带|号带)/.exec(text))?.[1] ?? Number.NaN,
  );
  const isSix = /\b6[ -]?degree|6\s*度|六度/i.test(text);
  const isThree = /\b3[ -]?degree|3\s*度|三度/i.test(text);
  if (Number.isInteger((meridian - 75) / 3) && meridian >= 75 && meridian <= 135) {
    const isSixDegreeMeridian = Number.isInteger((meridian - 75) / 6);
    return isSixDegreeMeridian && !isThree ? 4502 + (meridian - 75) / 6 : 4534 + (meridian - 75) / 3;
  }
  if (zone >= 25 && zone <= 45 && !isSix) return 4513 + zone - 25;
  if (zone >= 13 && zone <= 23 && !isThree) return 4491 + zone - 13;
  return undefined;
}

function findGerman(text: string): number | undefined {
  if (!/\bDHDN\b|Potsdam/i.test(text)) return undefined;
  return numbered(/zone\s*([2-5])\b/i, text, 2, 5, 31466);
}

function findAustrian(text: string): number | undefined {
  if (!/\bMGI\b/i.test(text)) return undefined;
  const strip = /\bM ?(28|31|34)\b/i.exec(text)?.[1];
  if (strip) return 31257 + (Number(strip) - 28) / 3;
  const part = /\b(West|Central|East)\b/i.exec(text)?.[1]?.toLowerCase();
  return part === undefined ? undefined : 31254 + ["west", "central", "east"].indexOf(part);
}

function findAustralian(text: string): number | undefined {
  if (!/\bMGA|\bGDA ?(94|2020)/i.test(text)) return undefined;
  const zone = /zone\s*(\d{2})\b/i;
  return /94/.test(text) ? numbered(zone, text, 48, 58, 28348) : numbered(zone, text, 46, 59, 7846);
}

function findUtm(text: string): number | undefined {
  if (!/\bUTM|Universal Transverse Mercator/i.test(text)) return undefined;
  const match = /(?:zone|UTM|band) *(\d{1,2}) ?([NS])?/i.exec(text);
  const zone = Number(match?.[1] ?? Number.NaN);
  if (!(zone >= 1 && zone <= 60)) return undefined;
  if (match?.[2]?.toUpperCase() === "S") return 32700 + zone;
  if (/ETRS|EUREF/i.test(text) && zone >= 28 && zone <= 38) return 25800 + zone;
  if (/NAD ?83/i.test(text) && zone <= 23) return 26900 + zone;
  return 32600 + zone;
}

/** A projected coordinate reference system. */
export interface Crs {
  /** E.g. `EPSG:25832`. */
  readonly code: string;
  readonly name: string;
  /** For proj4; metres, east first. */
  readonly definition: string;
  /** Where it is meant to be used: west, south, east, north, degrees; zones with a margin of half a zone. */
  readonly areaDeg: readonly [west: number, south: number, east: number, north: number];
  /** How well its datum is taken to WGS84, metres, where that is worse than a metre. */
  readonly datumErrorM?: number;
}

/**
 * Datum → what proj4 is told. Those without a shift lie within a metre or two of WGS84 and are taken as it. Seven-parameter
 * shifts (position vector) are those that PROJ's `epsg` file gives for the datum.
 */
const DATUMS = {
  // CGCS2000 and GRS80 differ in the flattening by 1.6e-11: a tenth of a millimetre at the pole.
  CGCS2000: "+ellps=GRS80",
  WGS84: "+datum=WGS84",
  ETRS89: "+ellps=GRS80",
  DHDN: "+ellps=bessel +towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7",
  MGI: "+ellps=bessel +towgs84=577.326,90.129,463.919,5.137,1.474,5.297,2.4232",
  Amersfoort: "+ellps=bessel +towgs84=565.417,50.3319,465.552,-0.398957,0.343988,-1.8774,4.0725",
  LUREF: "+ellps=intl +towgs84=-189.6806,18.3463,-42.7695,-0.33746,-3.09264,2.53861,0.4598",
  OSGB36: "+ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489",
  "CH1903+": "+ellps=bessel +towgs84=674.374,15.056,405.346",
} as const;

const transverse = (lonDeg: number, eastM: number, northM: number, scale: number, datum: string) =>
  `+proj=etmerc +lat_0=0 +lon_0=${lonDeg} +k=${scale} +x_0=${eastM} +y_0=${northM} ${datum} +units=m +no_defs`;

/** EPSG codes that follow each other, each with a definition of its place in the row. */
interface CrsFamily {
  readonly first: number;
  readonly last: number;
  crs(index: number): Omit<Crs, "code">;
}

const zone = (
  name: string,
  lonDeg: number,
  definition: string,
  halfWidthDeg: number,
  south: number,
  north: number,
): Omit<Crs, "code"> => ({
  name,
  definition,
  areaDeg: [lonDeg - halfWidthDeg, south, lonDeg + halfWidthDeg, north],
});

/** Gauss-Krüger zones of CGCS2000. Source: GB 22021-2008; EPSG 4491–4554. `prefixed`: the zone stands before the easting. */
const chinese = (widthDeg: 3 | 6, firstZone: number, prefixed: boolean) => (index: number) => {
  const lonDeg = 75 + widthDeg * index;
  const eastM = (prefixed ? (firstZone + index) * 1e6 : 0) + 500_000;
  const kind = widthDeg === 3 ? "3-degree Gauss-Kruger" : "Gauss-Kruger";
  const name = `CGCS2000 / ${kind} ${prefixed ? `zone ${firstZone + index}` : `CM ${lonDeg}E`}`;
  return zone(name, lonDeg, transverse(lonDeg, eastM, 0, 1, DATUMS.CGCS2000), widthDeg, 3, 55);
};

const utm =
  (datum: keyof typeof DATUMS, named: string, firstZone: number, isSouth = false) =>
  (index: number) => {
    const number = firstZone + index;
    const lonDeg = 6 * number - 183;
    const definition = transverse(lonDeg, 500_000, isSouth ? 1e7 : 0, 0.9996, DATUMS[datum]);
    const name = `${named} / UTM zone ${number}${isSouth ? "S" : "N"}`;
    return zone(name, lonDeg, definition, 6, isSouth ? -80 : -1, isSouth ? 1 : 84);
  };

const australian = (named: string, grid: string, firstZone: number) => (index: number) => {
  const number = firstZone + index;
  const lonDeg = 6 * number - 183;
  const definition = transverse(lonDeg, 500_000, 1e7, 0.9996, DATUMS.ETRS89);
  return zone(`${named} / ${grid} zone ${number}`, lonDeg, definition, 6, -60, -8);
};

const FAMILIES: readonly CrsFamily[] = [
  { first: 4491, last: 4501, crs: chinese(6, 13, true) },
  { first: 4502, last: 4512, crs: chinese(6, 13, false) },
  { first: 4513, last: 4533, crs: chinese(3, 25, true) },
  { first: 4534, last: 4554, crs: chinese(3, 25, false) },
  { first: 32601, last: 32660, crs: utm("WGS84", "WGS 84", 1) },
  { first: 32701, last: 32760, crs: utm("WGS84", "WGS 84", 1, true) },
  { first: 25828, last: 25838, crs: utm("ETRS89", "ETRS89", 28) },
  { first: 26901, last: 26923, crs: (i) => ({ ...utm("ETRS89", "NAD83", 1)(i), datumErrorM: 2 }) },
  { first: 28348, last: 28358, crs: (i) => ({ ...australian("GDA94", "MGA", 48)(i), datumErrorM: 2 }) },
  { first: 7846, last: 7859, crs: australian("GDA2020", "MGA", 46) },
  { first: 3064, last: 3065, crs: utm("ETRS89", "IGM95", 32) },
  { first: 6707, last: 6708, crs: utm("ETRS89", "RDN2008", 32) },
  {
    first: 31466,
    last: 31469,
    crs: (index) => {
      const lonDeg = 6 + 3 * index;
      const definition = transverse(lonDeg, (2 + index) * 1e6 + 500_000, 0, 1, DATUMS.DHDN);
      const name = `DHDN / 3-degree Gauss-Kruger zone ${2 + index}`;
      return { ...zone(name, lonDeg, definition, 3, 47, 56), datumErrorM: 3 };
    },
  },
  {
    first: 31254,
    last: 31256,
    crs: (index) => {
      const lonDeg = 10 + 1 / 3 + 3 * index;
      const name = `MGI / Austria GK ${["West", "Central", "East"][index]}`;
      const definition = transverse(lonDeg, 0, -5_000_000, 1, DATUMS.MGI);
      return { ...zone(name, lonDeg, definition, 3, 46, 49.5), datumErrorM: 1.5 };
    },
  },
  {
    first: 31257,
    last: 31259,
    crs: (index) => {
      const lonDeg = 10 + 1 / 3 + 3 * index;
      const name = `MGI / Austria GK M${28 + 3 * index}`;
      const definition = transverse(lonDeg, 150_000 + 300_000 * index, -5_000_000, 1, DATUMS.MGI);
      return { ...zone(name, lonDeg, definition, 3, 46, 49.5), datumErrorM: 1.5 };
    },
  },
  {
    first: 3873,
    last: 3885,
    crs: (index) => {
      const lonDeg = 19 + index;
      const definition = transverse(lonDeg, lonDeg * 1e6 + 500_000, 0, 1, DATUMS.ETRS89);
      return zone(`ETRS89 / GK${lonDeg}FIN`, lonDeg, definition, 2, 58, 71);
    },
  },
];

const RD_NEW = `+proj=sterea +lat_0=52.15616055555555 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 ${DATUMS.Amersfoort} +units=m +no_defs`;
const LUXEMBOURG = `+proj=etmerc +lat_0=49.8333333333333 +lon_0=6.16666666666667 +k=1 +x_0=80000 +y_0=100000 ${DATUMS.LUREF} +units=m +no_defs`;

/** Source of the parameters: EPSG Geodetic Parameter Dataset, by code. */
const SINGLE: Readonly<Record<number, Omit<Crs, "code">>> = {
  2154: {
    name: "RGF93 v1 / Lambert-93",
    definition: `+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 ${DATUMS.ETRS89} +units=m +no_defs`,
    areaDeg: [-10, 41, 11, 52],
  },
  2169: { name: "LUREF / Luxembourg TM", definition: LUXEMBOURG, areaDeg: [5.7, 49.4, 6.6, 50.2] },
  9897: {
    name: "LUREF / Luxembourg TM + NG95 height",
    definition: LUXEMBOURG,
    areaDeg: [5.7, 49.4, 6.6, 50.2],
  },
  2056: {
    name: "CH1903+ / LV95",
    definition: `+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1 +x_0=2600000 +y_0=1200000 ${DATUMS["CH1903+"]} +units=m +no_defs`,
    areaDeg: [5.9, 45.8, 10.5, 47.9],
  },
  21781: {
    name: "CH1903 / LV03",
    definition: `+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1 +x_0=600000 +y_0=200000 ${DATUMS["CH1903+"]} +units=m +no_defs`,
    areaDeg: [5.9, 45.8, 10.5, 47.9],
    datumErrorM: 1.5,
  },
  3067: {
    name: "ETRS89 / TM35FIN(E,N)",
    definition: transverse(27, 500_000, 0, 0.9996, DATUMS.ETRS89),
    areaDeg: [19, 58, 32, 71],
  },
  27700: {
    name: "OSGB36 / British National Grid",
    definition: `+proj=etmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 ${DATUMS.OSGB36} +units=m +no_defs`,
    areaDeg: [-9, 49.7, 2.1, 61.1],
    datumErrorM: 5,
  },
  28992: { name: "Amersfoort / RD New", definition: RD_NEW, areaDeg: [3.2, 50.7, 7.3, 53.8] },
  7415: { name: "Amersfoort / RD New + NAP height", definition: RD_NEW, areaDeg: [3.2, 50.7, 7.3, 53.8] },
  32119: {
    name: "NAD83 / North Carolina",
    definition: `+proj=lcc +lat_1=36.16666666666666 +lat_2=34.33333333333334 +lat_0=33.75 +lon_0=-79 +x_0=609601.22 +y_0=0 ${DATUMS.ETRS89} +units=m +no_defs`,
    areaDeg: [-84.4, 33.8, -75.3, 36.7],
    datumErrorM: 2,
  },
  3857: {
    name: "WGS 84 / Pseudo-Mercator",
    definition:
      "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs",
    areaDeg: [-180, -85, 180, 85],
  },
};

/** The projected CRS with this EPSG number; undefined where its definition is not kept here. */
export function crsByNumber(number: number): Crs | undefined {
  const family = FAMILIES.find(({ first, last }) => number >= first && number <= last);
  const found = family ? family.crs(number - family.first) : SINGLE[number];
  return found && { code: `EPSG:${number}`, ...found };
}

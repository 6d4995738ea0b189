import type { BaseMap } from "@shuicheng/shared/contracts";
import type { CameraPreset } from "../client/view-store.ts";
import type { CameraFrame } from "./camera-framing.ts";

/** Downtown, and the ancient town in its lake. */
const CITY_DEG = { lonDeg: 115.985, latDeg: 36.452 } as const;
const OLD_TOWN_DEG = { lonDeg: 115.965, latDeg: 36.447 } as const;

/** A place where main roads cross, and the way one of them goes. */
export interface Crossing {
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly roadHeadingDeg: number;
}

/** Where nobody knows of roads. */
const ANYWHERE: Crossing = { ...CITY_DEG, roadHeadingDeg: 0 };

/** Views of the city: all of it, the ancient town over lake and canal, a street, what lies under it, the plan. */
export function framePreset(preset: CameraPreset, map: BaseMap | null): CameraFrame {
  switch (preset) {
    case "city":
      return { ...CITY_DEG, headingDeg: 350, pitchDeg: -34, rangeM: 5_200 };
    case "old-town":
      return { ...OLD_TOWN_DEG, headingDeg: 328, pitchDeg: -31, rangeM: 3_300 };
    case "top":
      return { ...CITY_DEG, headingDeg: 0, pitchDeg: -90, rangeM: 6_500 };
    case "street":
      return frameCrossing(map, { turnDeg: 28, pitchDeg: -20, rangeM: 380 });
    case "underground":
      return frameCrossing(map, { turnDeg: 35, pitchDeg: -30, rangeM: 85 });
  }
}

function frameCrossing(
  map: BaseMap | null,
  { turnDeg, pitchDeg, rangeM }: { turnDeg: number; pitchDeg: number; rangeM: number },
): CameraFrame {
  const { lonDeg, latDeg, roadHeadingDeg } = (map && findCrossing(map, CITY_DEG)) ?? ANYWHERE;
  return { lonDeg, latDeg, headingDeg: (roadHeadingDeg + turnDeg + 360) % 360, pitchDeg, rangeM };
}

/** Nearest crossing of two named main roads that share a point; undefined where the map has none. */
export function findCrossing(
  { lines }: BaseMap,
  near: { readonly lonDeg: number; readonly latDeg: number },
): Crossing | undefined {
  const shrink = Math.cos((near.latDeg * Math.PI) / 180);
  const firstRoadAt = new Map<string, string>();
  let best: Crossing | undefined;
  let bestDeg = Number.POSITIVE_INFINITY;
  for (const { id, kind, roadClass, path } of lines) {
    if (kind !== "road" || (roadClass !== "arterial" && roadClass !== "collector")) continue;
    path.forEach(([lonDeg, latDeg], index) => {
      const key = `${lonDeg.toFixed(5)} ${latDeg.toFixed(5)}`;
      const other = firstRoadAt.get(key);
      if (other === undefined || other === id) {
        firstRoadAt.set(key, id);
        return;
      }
      const fromDeg = Math.hypot((lonDeg - near.lonDeg) * shrink, latDeg - near.latDeg);
      const neighbour = path[index + 1] ?? path[index - 1];
      if (fromDeg >= bestDeg || !neighbour) return;
      bestDeg = fromDeg;
      const headingRad = Math.atan2((neighbour[0] - lonDeg) * shrink, neighbour[1] - latDeg);
      best = { lonDeg, latDeg, roadHeadingDeg: ((headingRad * 180) / Math.PI + 360) % 360 };
    });
  }
  return best;
}

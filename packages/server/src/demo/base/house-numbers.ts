import { type PlanePoint, type Road, toPlane } from "../model/index.ts";
import type { Frontage } from "./choose-leads.ts";
import { type DrawnMap, numberOf, textOf } from "./read-assets.ts";
import { alongOf } from "./road-line.ts";
import type { RoadNetwork } from "./road-network.ts";

/** Metres of street to a house number on each side: less than leads are apart, so that no two share one. */
const METRES_PER_NUMBER = 7;

/** Street name and house number, without 号. */
export interface HouseNumber {
  readonly zh: string;
  readonly en: string;
}

/** A road whose houses are numbered from the middle outwards, under two names: `柳园南路`, `柳园北路`. */
interface Divided {
  readonly atM: number;
  readonly low: { readonly name: string; readonly nameEn: string };
  readonly high: { readonly name: string; readonly nameEn: string };
}

/**
 * Odd numbers left, even numbers right of a street, growing with the road's direction, from the middle outwards
 * where the road is divided. Roads of one name are numbered through, so that no number is given twice.
 */
export function createNumbering(
  { roads, streets, junctions }: RoadNetwork,
  drawn: DrawnMap,
): (at: Frontage) => HouseNumber {
  const divided = readDivided(drawn);
  const along = (road: Road, junction: number) => alongOf(road.family, junctions[junction]?.at ?? [0, 0]);
  const starts = new Map<string, number>();
  for (const road of roads) {
    const start = along(road, road.junctions[0] ?? -1);
    starts.set(road.name, Math.min(start, starts.get(road.name) ?? Infinity));
  }
  return ({ street, chainageM, side }) => {
    const piece = streets[street];
    const road = roads[piece?.road ?? -1];
    if (!piece || !road) throw new RangeError(`no street ${street}`);
    const [fromM, toM] = [along(road, piece.from), along(road, piece.to)];
    const atM = fromM + ((toM - fromM) * chainageM) / piece.lengthM;
    const halves = divided.get(road.name);
    const words = halves ? (atM < halves.atM ? halves.low : halves.high) : road;
    const fromStartM = Math.abs(atM - (halves?.atM ?? starts.get(road.name) ?? 0));
    const number = 2 * Math.floor(fromStartM / METRES_PER_NUMBER) + (side === "left" ? 1 : 2);
    return { zh: `${words.name}${number}`, en: `${number} ${words.nameEn}` };
  };
}

function readDivided(drawn: DrawnMap): Map<string, Divided> {
  const divided = drawn.roads.filter((feature) => feature.properties.dividedAtDeg !== undefined);
  return new Map(
    divided.map((feature) => {
      const atDeg = numberOf(feature, "dividedAtDeg");
      const isEastWest = textOf(feature, "family") === "east-west";
      const at: PlanePoint = isEastWest ? toPlane(atDeg, 0) : toPlane(0, atDeg);
      const half = (part: string) => ({
        name: textOf(feature, `${part}Name`),
        nameEn: textOf(feature, `${part}NameEn`),
      });
      return [textOf(feature, "name"), { atM: at[isEastWest ? 0 : 1], low: half("low"), high: half("high") }];
    }),
  );
}

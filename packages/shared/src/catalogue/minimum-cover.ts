import type { Sourced } from "./sourced.ts";

/** What lies under the ground, as table 4.1.1 tells it apart. `telecom-steel` is in steel pipes, `trench` is 管沟. */
export type CoverKind =
  | "water"
  | "drain"
  | "reclaimed"
  | "gas"
  | "heating"
  | "power-direct"
  | "power-duct"
  | "telecom"
  | "telecom-steel"
  | "trench";

/** What stands over a pipe: footway or cycle track, carriageway; for gas also a yard without traffic and a paddy field. */
export type CoverPlace = "footway" | "carriageway" | "yard" | "paddy";

const TABLE = "GB 50289-2016 城市工程管线综合规划规范, table 4.1.1";

/** Least cover over a pipe's top, metres: under a footway and under a carriageway. Frost may ask for more. */
export const MINIMUM_COVER_M = {
  water: {
    value: { footwayM: 0.6, carriagewayM: 0.7 },
    source: `${TABLE}; the 1998 edition has the same values`,
    certainty: "unverified",
  },
  drain: {
    value: { footwayM: 0.6, carriagewayM: 0.7 },
    source: "GB 50014-2021, 5.3.7",
    certainty: "verified",
  },
  reclaimed: { value: { footwayM: 0.6, carriagewayM: 0.7 }, source: TABLE, certainty: "unverified" },
  gas: {
    value: { footwayM: 0.6, carriagewayM: 0.9, yardM: 0.3, paddyM: 0.8 },
    source: "GB 50028-2006, 6.3.4 (as quoted in nyygs.com.cn/post/7264.html)",
    certainty: "verified",
  },
  heating: { value: { footwayM: 0.7, carriagewayM: 1 }, source: TABLE, certainty: "unverified" },
  "power-direct": { value: { footwayM: 0.7, carriagewayM: 1 }, source: TABLE, certainty: "unverified" },
  "power-duct": { value: { footwayM: 0.5, carriagewayM: 0.5 }, source: TABLE, certainty: "unverified" },
  telecom: { value: { footwayM: 0.6, carriagewayM: 0.9 }, source: TABLE, certainty: "unverified" },
  "telecom-steel": { value: { footwayM: 0.5, carriagewayM: 0.6 }, source: TABLE, certainty: "unverified" },
  trench: { value: { carriagewayM: 0.5 }, source: TABLE, certainty: "unverified" },
} as const satisfies Readonly<
  Record<
    CoverKind,
    Sourced<{
      readonly footwayM?: number;
      readonly carriagewayM: number;
      readonly yardM?: number;
      readonly paddyM?: number;
    }>
  >
>;

/**
 * Least cover over a pipe's top at a place, metres.
 *
 * @returns `undefined` where the table sets no limit (a trench under a footway, a yard for anything but gas).
 */
export function findMinimumCover(kind: CoverKind, place: CoverPlace): Sourced<number> | undefined {
  const { value, source, certainty } = MINIMUM_COVER_M[kind];
  const coverM = (value as Readonly<Partial<Record<`${CoverPlace}M`, number>>>)[`${place}M`];
  return coverM === undefined ? undefined : { value: coverM, source, certainty };
}
